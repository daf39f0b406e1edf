package certs

import "slices"

// judgeOrder notes what is served out of order or for nothing.
func (j *judge) judgeOrder() {
	used := map[string]bool{} // by DER: a root sent along is the one that we have
	place := map[string]int{}
	for _, c := range slices.Backward(j.certs) {
		place[string(c.raw)] = c.index
	}
	last, ordered := -1, true
	for _, c := range j.path.chain {
		used[string(c.raw)] = true
		if at, served := place[string(c.raw)]; served {
			ordered = ordered && at > last
			last = at
		}
	}
	if !ordered {
		j.add("tls-chain-disordered", Accepted, nil, "reason", "certificates are served in another order than each after the one that it issued")
	}
	if j.path.trusted == len(j.path.chain) && j.path.selfTop == nil {
		return // the path is broken: what would be superfluous is not known
	}
	var first *cert
	count := 0
	for _, c := range j.certs {
		if !used[string(c.raw)] {
			if count++; first == nil {
				first = c
			}
		}
	}
	if count > 0 {
		j.add("tls-chain-superfluous", Accepted, first, "count", itoa(count))
	}
}

// sortFirst sees to a file in which an authority's certificate stands first and
// the server's own further down, as in one that was joined upside down. What
// that breaks is the order's doing; whatever else is wrong is what stays wrong
// with the server's own in front.
func (j *judge) sortFirst() {
	at := j.misplaced()
	if at == 0 {
		return
	}
	const reason = "the server's own certificate is not the first one"
	if !slices.ContainsFunc(j.verdict.Faults, func(f Fault) bool { return f.Class != Accepted }) {
		j.add("tls-chain-disordered", Accepted, nil, "reason", reason)
		return
	}
	in := j.in
	in.Chain = slices.Insert(slices.Delete(slices.Clone(in.Chain), at, at+1), 0, in.Chain[at])
	sorted := Judge(in)
	j.verdict.Faults, j.verdict.Expires = nil, sorted.Expires
	j.add("tls-chain-disordered", Refused, j.leaf, "reason", reason)
	for _, f := range sorted.Faults {
		if f.Code == "tls-chain-disordered" || f.Code == "tls-chain-superfluous" {
			continue
		}
		switch {
		case f.Cert == 0:
			f.Cert = at
		case f.Cert > 0 && f.Cert <= at:
			f.Cert--
		}
		if f.Args["cert"] != "" {
			f.Args["cert"] = itoa(f.Cert)
		}
		f.Args["x509"], f.Args["x509_text"] = j.args["x509"], j.args["x509_text"]
		j.verdict.Faults = append(j.verdict.Faults, f)
	}
}

// misplaced is where the server's own certificate stands below an authority's
// that leads up from it; 0: it does not.
func (j *judge) misplaced() int {
	if j.leaf == nil || !j.leaf.canIssue() {
		return 0
	}
	for _, c := range j.certs[1:] {
		if !c.canIssue() && c.fits(false) && j.leadsTo(c, j.leaf) {
			return c.index
		}
	}
	return 0
}

// leadsTo: top is above c, by the names of what was served.
func (j *judge) leadsTo(c, top *cert) bool {
	for range j.certs {
		if c.issuer.canon == top.subject.canon {
			return true
		}
		i := slices.IndexFunc(j.certs, func(by *cert) bool { return by != c && by.subject.canon == c.issuer.canon })
		if i < 0 || c.selfIssued() {
			return false
		}
		c = j.certs[i]
	}
	return false
}
