package advice

import (
	"slices"

	"harness/verify/finding"
)

func causes(all []finding.Finding) (out []finding.Finding) {
	for _, f := range all {
		doc, _ := finding.Lookup(f.Code)
		if f.Severity == finding.Broken || f.Severity == finding.Undecided {
			if !slices.ContainsFunc(all, func(g finding.Finding) bool {
				return slices.Contains(doc.DependsOn, g.Code)
			}) {
				out = append(out, f)
			}
		}
	}
	return out
}
