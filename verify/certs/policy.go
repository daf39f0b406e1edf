package certs

// checkPolicies is filled in with X509_policy_check.
func (p *path) checkPolicies() {}
