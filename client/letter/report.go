package letter

import (
	"bytes"
	"mime"
	"strings"

	"harness/client/evidence"
)

// MayBeReport tells from the header alone whether a message may be a delivery
// report.
func MayBeReport(head []byte) bool {
	fields := headerOf(head)
	typ, _, _ := mime.ParseMediaType(field(fields, "Content-Type"))
	return typ == "multipart/report" || fromDaemon(fields)
}

func fromDaemon(fields []Field) bool {
	from := strings.ToLower(field(fields, "From"))
	return field(fields, "Return-Path") == "<>" || strings.Contains(from, "mailer-daemon") || strings.Contains(from, "postmaster@")
}

// ReadReport reads a bounce of the letter with this token: a report
// (RFC 6522) that holds the letter's own header, with the token in the mark or
// in Message-ID there. A token merely quoted does not count.
func ReadReport(raw []byte, token string) (evidence.BounceReport, bool) {
	r := evidence.BounceReport{}
	typ, _, _ := mime.ParseMediaType(field(headerOf(raw), "Content-Type"))
	if typ != "multipart/report" || token == "" {
		return r, false
	}
	about := false
	for _, part := range leaves(raw, 0) {
		switch part.typ {
		case "message/delivery-status", "message/global-delivery-status":
			readStatus(&r, part.text)
		case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers":
			about = about || Kin(part.text, token)
		case "text/plain":
			if len(r.Text) == 0 {
				r.Text = evidence.Bytes(bytes.Clone(part.text[:min(len(part.text), 2048)]))
			}
		}
	}
	return r, about
}

// readStatus reads the groups of fields of RFC 3464 section 2: the first
// recipient that failed counts, else the first.
func readStatus(r *evidence.BounceReport, text []byte) {
	for _, group := range bytes.Split(crlf(text), []byte("\r\n\r\n")) {
		fields := headerOf(append(bytes.TrimLeft(group, "\r\n"), '\r', '\n'))
		action := strings.ToLower(field(fields, "Action"))
		if action == "" || r.Action == "failed" || r.Action != "" && action != "failed" {
			continue
		}
		r.Action, r.Status = action, field(fields, "Status")
		r.Recipient = untyped(field(fields, "Final-Recipient"))
		r.RemoteMTA = untyped(field(fields, "Remote-MTA"))
		r.Diagnostic = evidence.Bytes(untyped(field(fields, "Diagnostic-Code")))
	}
}

// untyped takes "smtp; " from "smtp; 550 no such user".
func untyped(s string) string {
	if _, value, found := strings.Cut(s, ";"); found {
		return strings.TrimSpace(value)
	}
	return s
}
