package phrasebook

import "harness/verify/finding"

// Gmail's failure messages for ordinary delivery: mail from Gmail to a host's MX.
var deliveryPhrases = []Phrase{
	{
		ID: "M02", Surface: Delivery, Basis: Seen,
		Line: "DNS type 'mx' lookup of {domain} responded with code NOERROR {number} DNS type 'aaaa' lookup of {host} responded with code NXDOMAIN",
		Forms: []string{
			"DNS type 'mx' lookup of {domain} responded with code NOERROR {number} DNS type 'a' lookup of {host} responded with code NXDOMAIN",
			"DNS type 'mx' lookup of {domain} responded with code NOERROR {number} DNS type 'aaaa' lookup of {host} responded with code NOERROR",
		},
		Causes:    []finding.Code{finding.DNSMXWithoutAddress, finding.DNSNoAddress},
		Sightings: []Sighting{{"a forum post", "2018-08-18"}},
		Note: finding.Text{
			EN: "Ordinary delivery: the domain's MX record names a server without an address. This has to do with neither certificate nor password. That a name with no record at all reads NOERROR is inferred.",
			JA: "通常の配信のエラーです。ドメインの MX レコードのサーバー名に IP アドレスがありません。証明書やパスワードとは関係ありません。レコードのない名前で NOERROR と表示されるのは推定です。",
		},
	},
	{
		ID: "M03", Surface: Delivery, Basis: Seen,
		Line: "Your message wasn't delivered to {address} because the domain {domain} couldn't be found. Check for typos or unnecessary spaces and try again.",
		Forms: []string{
			"DNS type 'mx' lookup of {domain} responded with code NXDOMAIN",
			"because the domain {domain} couldn't be found. Check for typos or unnecessary spaces and try again.",
			"We weren't able to find the recipient domain. Please check for any spelling errors",
		},
		Causes:    []finding.Code{finding.DNSRecipientDomainMissing},
		Sightings: []Sighting{{"a bounce quoted in a forum", "2026-08-31"}},
		Note: finding.Text{
			EN: "Ordinary delivery: the recipient's domain does not exist, most often a typing mistake of the sender. No server of a host is involved.",
			JA: "通常の配信のエラーです。宛先のドメインが存在しません。多くは送信者の入力間違いで、ホスティング会社のサーバーは関係していません。",
		},
	},
	{
		ID: "M04", Surface: Delivery, Basis: Seen,
		Line: "The recipient server did not accept our requests to connect. Learn more at https://support.google.com/mail/answer/7720",
		Forms: []string{
			"The recipient server did not accept our requests to connect",
			"The server for the recipient domain {domain} did not accept our requests to connect",
		},
		Causes:    []finding.Code{finding.NetRefused, finding.NetTimeout, finding.NetUnreachable},
		Sightings: []Sighting{{"github.com/sisimai/set-of-emails", "2016-03-03"}},
		Note: finding.Text{
			EN: "Ordinary delivery: Gmail could not connect to the MX server on port 25. Firewall, a stopped service, or a wrong MX record.",
			JA: "通常の配信のエラーです。Gmail が MX サーバーのポート 25 に接続できませんでした。ファイアウォール、サービスの停止、または MX レコードの誤りが考えられます。",
		},
	},
	{
		ID: "M05", Surface: Delivery, Basis: Seen,
		Line:      "{reply}",
		Causes:    []finding.Code{finding.SMTPMessageRefused, finding.SMTPRecipientRefused, finding.SMTPSenderRefused},
		Sightings: []Sighting{{"github.com/sisimai/set-of-emails", ""}},
		Note: finding.Text{
			EN: "Gmail delivered the mail in the ordinary way, and the recipient's server refused it with these words.",
			JA: "Gmail からの通常の配信で、宛先のサーバーがこの応答で拒否しています。",
		},
	},
}
