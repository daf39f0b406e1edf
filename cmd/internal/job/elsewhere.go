package job

import (
	"cmp"
	"context"

	"harness/client"
	"harness/client/evidence"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/report"
)

// elsewhere looks at what was typed, or at what is advised where nothing was,
// from here and from the second place. No password goes there.
func (s *Subject) elsewhere(ctx context.Context, adv *advice.Advice) []report.SecondLook {
	if s.req.Also == nil {
		return nil
	}
	there := s.options
	there.Dial, there.Via, there.Pacer = s.req.Also.Dial, s.req.Also.Via, s.req.Also.Pacer
	var out []report.SecondLook
	for i := range adv.Legs {
		l := &adv.Legs[i]
		at := l.Typed
		if best := l.Advised(); at.Host == "" && best != nil {
			at = evidence.Server{Typed: best.Host, Host: best.Host, Port: best.Port, Security: best.Security}
		}
		if at.Host == "" {
			continue
		}
		proto := cmp.Or(l.Proto, s.protoOf(l.Leg))
		look := report.SecondLook{Leg: l.Leg, Host: at.Host, Port: at.Port, Security: at.Security, Here: report.Undecided, There: report.Undecided, Codes: []finding.Code{}}
		if r := s.listen(ctx, proto, at, s.options); r != nil {
			look.Here = r.Outcome
		}
		if r := s.listen(ctx, proto, at, there); r != nil {
			look.There = r.Outcome
			if leg := r.Leg(l.Leg); leg != nil {
				look.StoppedAt, look.Codes = leg.StoppedAt, append(look.Codes, leg.Codes...)
			}
		}
		out = append(out, look)
	}
	return out
}

func (s *Subject) protoOf(leg finding.Leg) evidence.Proto {
	if leg == finding.Send {
		return evidence.SMTP
	}
	return s.options.Persona.Fetch.Proto
}

// listen is the verdict on one server up to the login, nil where nothing could be done.
func (s *Subject) listen(ctx context.Context, proto evidence.Proto, at evidence.Server, opt client.Options) *report.Report {
	trip, err := client.Listen(ctx, proto, at, opt, nil)
	if err != nil || trip == nil {
		return nil
	}
	return verify.Judge(trip, s.req.judging())
}
