package job

import (
	"context"

	"harness/client/evidence"
)

// listings is where the hosting company lists the mailbox that is asked about,
// where servers were typed for it.
func (s *Subject) listings(ctx context.Context) []evidence.Home {
	ask := s.req.listed()
	if ask == nil || s.account.Address == "" || s.account.SMTP.Host == "" && s.account.POP.Host == "" {
		return nil
	}
	return ask(ctx, s.account.Address)
}

// listed asks for the servers that a hosting company lists for a mailbox; nil if
// there is nobody to ask.
func (r Request) listed() func(context.Context, string) []evidence.Home {
	switch {
	case r.Home != nil:
		return func(ctx context.Context, address string) []evidence.Home {
			homes, err := r.Home(ctx, address)
			if err != nil {
				r.warn("inventory", err)
			}
			return homes
		}
	case len(r.Env.Homes) > 0:
		return func(context.Context, string) []evidence.Home { return r.Env.Homes }
	}
	return nil
}
