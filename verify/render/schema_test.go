package render_test

import (
	"flag"
	"testing"

	"harness/internal/schema"
	"harness/verify/render"
)

var update = flag.Bool("update", false, "write docs/schema anew; then read the difference")

// docs/schema has each form as it is written, under its number.
func TestSchemas(t *testing.T) {
	t.Parallel()
	schema.Golden(t, "../../docs/schema", *update, []schema.Form{
		{Name: "report", Title: "harness roundtrip --format json", Value: render.ReportForm{}, Number: render.ReportSchema, Fixed: map[string]string{"command": "roundtrip"}},
		{Name: "diagnosis", Title: "harness diagnose --format json", Value: render.DiagnosisForm{}, Number: render.DiagnosisSchema, Fixed: map[string]string{"command": "diagnose"}},
		{Name: "cert", Title: "harness cert --format json", Value: render.CertReportForm{}, Number: render.CertSchema, Fixed: map[string]string{"command": "cert"}},
		{Name: "host", Title: "a line of harness diagnose --hosts", Value: render.HostForm{}, Number: render.HostSchema},
		{Name: "target", Title: "a line of harness sweep", Value: render.TargetForm{}, Number: render.TargetSchema},
		{Name: "clients", Title: "harness roundtrip --as all --format json, and diagnose", Value: render.ClientsForm{}, Number: render.ClientsSchema},
		{Name: "sweep", Title: "harness sweep --format json", Value: render.SweepForm{}, Number: render.SweepSchema},
	})
}
