package certs

import (
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"

	"harness/verify/certs/oid"
)

// Judge answers every question about a chain. It never panics and always ends:
// what is served is looked at up to 256 KiB, the work is bounded.
func Judge(in Input) Verdict { return JudgeHosts(in, in.Host)[0] }

// JudgeHosts is Judge for one chain and many names in place of Input.Host: the
// chain is looked at once.
func JudgeHosts(in Input, hosts ...string) []Verdict {
	in.Host = ""
	j := &judge{in: in, work: work{names: maxNameChecks, sign: maxSignatureCost}}
	j.judgeChain()
	out := make([]Verdict, len(hosts))
	for i, host := range hosts {
		out[i] = j.withHost(host)
	}
	return out
}

// judgeChain answers what does not depend on the name.
func (j *judge) judgeChain() {
	j.read()
	j.readNames()
	usage, reason := j.keyUsage()
	if j.leaf != nil && j.noResult == "" && usage != Refused {
		j.path, j.barred = run(j.certs, j.in.Roots, j.in.At, &j.work)
		j.verdict.Stops, j.verdict.Ends = j.path.results()
	} else {
		j.verdict.Stops, j.verdict.Ends = noX509, noX509
		if j.leaf != nil { // for the faults behind the fault
			j.path, j.barred = run(j.certs, j.in.Roots, j.in.At, &j.work)
		}
	}
	j.base()
	j.judgeReading()
	if usage != Accepted {
		j.add("tls-key-usage", usage, j.leaf, "reason", reason)
	}
	if j.path != nil {
		j.judgePath()
		j.judgeRest()
		j.judgeOrder()
	}
}

// withHost adds what depends on the name, to a copy.
func (j *judge) withHost(host string) Verdict {
	k := *j
	k.in.Host = host
	k.args = maps.Clone(j.args)
	k.args["host"] = host
	k.verdict.Faults = slices.Clone(j.verdict.Faults)
	for i := range k.verdict.Faults {
		f := &k.verdict.Faults[i]
		f.Args = maps.Clone(f.Args)
		f.Args["host"] = host
	}
	if k.leaf != nil && host != "" {
		k.judgeHost()
	}
	k.sortFirst()
	k.conclude()
	return k.verdict
}

// maxSignatureCost is the time for all signatures of a chain, in about
// microseconds; a chain of three with P-384 keys needs 3,000.
const maxSignatureCost = 20_000

type judge struct {
	in       Input
	work     work
	certs    []*cert // those that can be parsed, leaf first
	leaf     *cert   // nil: cannot be parsed
	unread   []unreadable
	noResult string // why BoringSSL's handshake breaks before it verifies, "" if it does not
	path     *path
	barred   []*root
	args     map[string]string // the ones that every fault has
	verdict  Verdict
}

type unreadable struct {
	cert   *cert // what could be read
	class  Class
	reason string
}

// read parses the chain.
func (j *judge) read() {
	total, looked := 0, 0
	for i, der := range j.in.Chain {
		total += len(der) + 3
		if looked += len(der) + 3; looked > maxLookedAtBytes || i >= maxCertificates {
			continue
		}
		c, err, careful := j.in.Roots.remembered().read(der)
		c.index = i
		if err != nil {
			j.unreadable(c, Refused, err.Error())
			j.noResult = "a certificate cannot be parsed"
			if i == 0 {
				j.verdict.Names = namesOf(c)
			}
			continue
		}
		if careful != nil {
			j.unreadable(c, Risky, "careful clients cannot parse it: "+careful.Error())
		}
		if i == 0 {
			j.leaf = c
		}
		j.certs = append(j.certs, c)
	}
	switch {
	case len(j.in.Chain) == 0:
		j.noResult = "no certificate was served"
	case total > maxMessageBytes:
		j.noResult = "the chain is longer than 100 KiB"
	}
}

// unreadable keeps the first few: a chain has no need of more to be refused.
func (j *judge) unreadable(c *cert, class Class, reason string) {
	if len(j.unread) < maxFaultsOfUnparsable {
		j.unread = append(j.unread, unreadable{c, class, reason})
	}
}

func (j *judge) readNames() {
	if j.leaf != nil {
		j.verdict.Names = namesOf(j.leaf)
	}
	if j.verdict.Names.DNS == nil {
		j.verdict.Names.DNS = []string{}
	}
	if j.verdict.Names.IP == nil {
		j.verdict.Names.IP = []string{}
	}
}

func namesOf(c *cert) Names {
	_, there, _ := c.find(oid.SAN)
	n := Names{CN: c.subject.cn(), HasSAN: there}
	for _, g := range c.e().san {
		switch g.kind {
		case nameDNS:
			n.DNS = append(n.DNS, g.text)
		case nameIP:
			if a, ok := netip.AddrFromSlice([]byte(g.text)); ok {
				n.IP = append(n.IP, a.String())
			}
		}
	}
	return n
}

// base fills what every fault's Args has.
func (j *judge) base() {
	j.args = map[string]string{
		"host": j.in.Host, "cn": j.verdict.Names.CN,
		"sans": strings.Join(j.verdict.Names.DNS, ","),
		"x509": itoa(j.verdict.Ends.Code), "x509_text": j.verdict.Ends.Text,
	}
	if j.verdict.Ends.Code == noResult {
		j.args["x509"] = "" // no words of Gmail's are known for it
	}
}

// add notes a fault once for each code and certificate.
func (j *judge) add(code string, class Class, c *cert, extra ...string) {
	index := -1
	if c != nil {
		index = c.index
	}
	for i := range j.verdict.Faults {
		f := &j.verdict.Faults[i]
		if f.Code == code && f.Cert == index && f.Class == class && (c == nil || f.Args["subject"] == c.subject.text) {
			return
		}
	}
	args := make(map[string]string, len(j.args)+12)
	for k, v := range j.args {
		args[k] = v
	}
	if c != nil {
		c.describe(args)
		args["position"] = j.position(c)
		if class != Accepted {
			args["cert"] = itoa(index)
		}
	}
	for i := 0; i+1 < len(extra); i += 2 {
		args[extra[i]] = extra[i+1]
	}
	j.verdict.Faults = append(j.verdict.Faults, Fault{Code: code, Class: class, Cert: index, Args: args})
}

func (j *judge) position(c *cert) string {
	switch {
	case c.index == 0:
		return "leaf"
	case c.index < 0, c.e().selfSigned:
		return "root"
	}
	return "intermediate"
}

func (c *cert) describe(args map[string]string) {
	k := c.publicKey()
	a, _ := c.algorithm()
	args["subject"], args["issuer"], args["aia"] = c.subject.text, c.issuer.text, c.aia()
	args["bits"], args["algorithm"] = itoa(k.bits), a.name
	args["key"] = k.describe()
	if c.serial != nil {
		args["serial"] = c.serial.Text(16)
	}
	if !c.notAfter.IsZero() {
		args["not_before"] = c.notBefore.UTC().Format(time.RFC3339)
		args["not_after"] = c.notAfter.UTC().Format(time.RFC3339)
	}
}

func (j *judge) judgeReading() {
	for _, u := range j.unread {
		j.add("tls-cert-unparsable", u.class, u.cert, "reason", u.reason)
	}
	switch {
	case len(j.in.Chain) == 0:
		j.add("tls-cert-unparsable", Refused, nil, "reason", j.noResult)
	case j.noResult != "" && len(j.unread) == 0:
		j.add("tls-cert-unparsable", Refused, nil, "reason", j.noResult)
	}
}

// conclude takes the worst fault. What BoringSSL refuses is refused even if no
// fault above says why.
func (j *judge) conclude() {
	v := &j.verdict
	if v.Faults == nil {
		v.Faults = []Fault{}
	}
	v.Class = Accepted
	for _, f := range v.Faults {
		if f.Class == Refused || f.Class == Risky && v.Class == Accepted {
			v.Class = f.Class
		}
	}
	if v.Ends.Code != 0 {
		v.Class = Refused
	}
}
