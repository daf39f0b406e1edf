package letter

import (
	"bytes"
	"mime"
	"strings"

	"harness/client/evidence"
	"harness/client/evidence/parts"
)

// Delivery is what a delivery report says (RFC 6522, RFC 3464), of whomsoever's
// letter.
type Delivery struct {
	Fate
	Reporting string // the server that gave up, without its type
	Text      []byte // the first part for people
	Original  []byte // the letter that did not arrive, or its header; nil: not attached
}

// Fate is what became of the letter for one recipient: of several the first that
// failed, else the first.
type Fate struct {
	Action     string // "failed", "delayed", ..., lower case; "" if it does not say
	Status     string // RFC 3463, "5.7.26"; "" if it does not say
	Recipient  string // without its type
	Remote     string // the server that refused, without its type; "" if it was never reached
	Diagnostic string // its words, without their type
}

// ReadDelivery reads a delivery report; ok is false where a message is none.
func ReadDelivery(raw []byte) (d Delivery, ok bool) {
	typ, _, _ := mime.ParseMediaType(parts.Value(parts.Fields(raw), "Content-Type"))
	if typ != "multipart/report" {
		return d, false
	}
	for _, part := range parts.Leaves(raw) {
		switch part.Type {
		case "message/delivery-status", "message/global-delivery-status":
			d.read(part.Octets())
		case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers":
			if d.Original == nil {
				d.Original = part.Octets()
			}
		case "text/plain":
			if d.Text == nil {
				d.Text = part.Octets()
			}
		}
	}
	return d, true
}

// Record is the report as records keep it.
func (d Delivery) Record() evidence.DeliveryReport {
	return evidence.DeliveryReport{
		Action: d.Action, Status: d.Status, Recipient: d.Recipient, Reporting: d.Reporting, RemoteMTA: d.Remote,
		Diagnostic: evidence.Bytes(d.Diagnostic), Text: evidence.Bytes(bytes.Clone(d.Text[:min(len(d.Text), 2048)])),
	}
}

// read reads the groups of fields of RFC 3464 section 2.
func (d *Delivery) read(text []byte) {
	for _, group := range bytes.Split(parts.CRLF(text), []byte("\r\n\r\n")) {
		fields := parts.Fields(append(bytes.TrimLeft(group, "\r\n"), '\r', '\n'))
		if d.Reporting == "" {
			d.Reporting = untyped(parts.Value(fields, "Reporting-MTA"))
		}
		fate := Fate{
			Action: strings.ToLower(parts.Value(fields, "Action")), Status: parts.Value(fields, "Status"),
			Recipient: untyped(parts.Value(fields, "Final-Recipient")), Remote: untyped(parts.Value(fields, "Remote-MTA")),
			Diagnostic: untyped(parts.Value(fields, "Diagnostic-Code")),
		}
		if fate != (Fate{}) && d.Action != "failed" && (d.Fate == Fate{} || fate.Action == "failed") {
			d.Fate = fate
		}
	}
}

// untyped takes "smtp; " from "smtp; 550 no such user".
func untyped(s string) string {
	if _, value, found := strings.Cut(s, ";"); found {
		return strings.TrimSpace(value)
	}
	return s
}

// MayBeReport tells from the header alone whether a message may be a delivery
// report.
func MayBeReport(head []byte) bool {
	fields := parts.Fields(head)
	typ, _, _ := mime.ParseMediaType(parts.Value(fields, "Content-Type"))
	return typ == "multipart/report" || fromDaemon(fields)
}

func fromDaemon(fields []parts.Field) bool {
	from := strings.ToLower(parts.Value(fields, "From"))
	return parts.Value(fields, "Return-Path") == "<>" || strings.Contains(from, "mailer-daemon") || strings.Contains(from, "postmaster@")
}

// ReadReport reads a bounce of the letter with this token: a report that holds
// the letter's own header, with the token in the mark or in Message-ID there. A
// token merely quoted does not count.
func ReadReport(raw []byte, token string) (evidence.DeliveryReport, bool) {
	d, ok := ReadDelivery(raw)
	if !ok || token == "" {
		return evidence.DeliveryReport{}, false
	}
	return d.Record(), Kin(d.Original, token)
}
