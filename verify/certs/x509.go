package certs

// BoringSSL's verification results, include/openssl/x509.h, with the texts of
// X509_verify_cert_error_string (read in November 2026).
const (
	errUnspecified         = 1
	errNoIssuer            = 2
	errIssuerKey           = 6
	errSignature           = 7
	errNotYetValid         = 9
	errExpired             = 10
	errBadNotBefore        = 13
	errBadNotAfter         = 14
	errSelfSignedLeaf      = 18
	errSelfSignedInChain   = 19
	errNoLocalIssuer       = 20
	errLeafSignature       = 21
	errInvalidCA           = 24
	errPathLength          = 25
	errPurpose             = 26
	errCriticalExtension   = 34
	errInvalidExtension    = 41
	errPolicyExtension     = 42
	errNoExplicitPolicy    = 43
	errPermitted           = 47
	errExcluded            = 48
	errSubtreeMinMax       = 49
	errConstraintType      = 51
	errConstraintSyntax    = 52
	errNameSyntax          = 53
	errConstraintsNoSAN    = 67
	noResult               = -1
	textUnknown            = "unknown certificate verification error"
	textOK                 = "ok"
	maxMessageBytes        = 100 << 10 // BoringSSL refuses a longer Certificate message (SSL_MAX_CERT_LIST_DEFAULT)
	maxLookedAtBytes       = 256 << 10 // Go's own limit of that message; what is beyond is not looked at
	maxCertificates        = 1000      // as many as fit into maxMessageBytes, and some
	maxDepth               = 100 + 2   // X509_VERIFY_PARAM's default depth, without leaf and anchor
	maxNameChecks          = 1 << 20   // names times constraints, BoringSSL's limit for one certificate, ours for all
	maxFaultsOfUnparsable  = 8
	maxRenderedNameEntries = 16
)

// noX509 is the result of a handshake that breaks before certificates are
// verified: a certificate cannot be parsed, the message is too long. There is
// no X509_V_ERR code then, and no known text.
var noX509 = X509{Code: noResult}

func x509Result(code int) X509 {
	if t, ok := x509Texts[code]; ok {
		return X509{code, t}
	}
	return X509{code, textUnknown}
}

var x509Texts = map[int]string{
	0:                    textOK,
	errNoIssuer:          "unable to get issuer certificate",
	errIssuerKey:         "unable to decode issuer public key",
	errSignature:         "certificate signature failure",
	errNotYetValid:       "certificate is not yet valid",
	errExpired:           "certificate has expired",
	errBadNotBefore:      "format error in certificate's notBefore field",
	errBadNotAfter:       "format error in certificate's notAfter field",
	errSelfSignedLeaf:    "self signed certificate",
	errSelfSignedInChain: "self signed certificate in certificate chain",
	errNoLocalIssuer:     "unable to get local issuer certificate",
	errLeafSignature:     "unable to verify the first certificate",
	errInvalidCA:         "invalid CA certificate",
	errPathLength:        "path length constraint exceeded",
	errPurpose:           "unsupported certificate purpose",
	errCriticalExtension: "unhandled critical extension",
	errInvalidExtension:  "invalid or inconsistent certificate extension",
	errPolicyExtension:   "invalid or inconsistent certificate policy extension",
	errNoExplicitPolicy:  "no explicit policy",
	errPermitted:         "permitted subtree violation",
	errExcluded:          "excluded subtree violation",
	errSubtreeMinMax:     "name constraints minimum and maximum not supported",
	errConstraintType:    "unsupported name constraint type",
	errConstraintSyntax:  "unsupported or invalid name constraint syntax",
	errNameSyntax:        "unsupported or invalid name syntax",
	errConstraintsNoSAN:  "Issuer has name constraints but leaf has no SANs",
}
