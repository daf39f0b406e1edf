package advice

import "harness/verify/finding"

// mending is one text for some faults of one software; "" is any.
type mending struct {
	software string
	codes    []finding.Code
	what     finding.Text
	files    []File
	run      []string
	renewed  bool // the commands are needed after every renewal too
	source   string
}

var (
	nameFaults  = []finding.Code{finding.TLSNameMismatch, finding.TLSSNIIgnored, finding.TLSSNIRefused, "sni-broken", finding.TLSSNIBroken}
	chainFaults = []finding.Code{finding.TLSChainIncomplete, finding.TLSChainDisordered, "incomplete-chain-sni-only"}
	leafFaults  = []finding.Code{
		finding.TLSSelfSigned, finding.TLSRootUntrusted, finding.TLSCertExpired, finding.TLSCertNotYetValid, finding.TLSWrongPurpose, finding.TLSKeyUsage,
		finding.TLSCNOnly, finding.TLSKeySmall, finding.TLSSHA1Signature, finding.TLSNameConstraint, finding.TLSSignatureBad, "stale-listener",
	}
)

// The texts to copy assume the usual place of Let's Encrypt's files; HOST is
// the name that the customer types.
const (
	chainFile = "/etc/letsencrypt/live/HOST/fullchain.pem"
	keyFile   = "/etc/letsencrypt/live/HOST/privkey.pem"
)

// The variants among which a server's administrator has to choose.
var (
	dovecot23    = Text{EN: "up to Dovecot 2.3", JA: "Dovecot 2.3 以前"}
	dovecot24    = Text{EN: "Dovecot 2.4 and newer", JA: "Dovecot 2.4 以降"}
	noChainFiles = Text{EN: "where `postconf -h smtpd_tls_chain_files` prints nothing", JA: "`postconf -h smtpd_tls_chain_files` の表示が空の場合"}
	chainFiles   = Text{EN: "where `postconf -h smtpd_tls_chain_files` prints something", JA: "`postconf -h smtpd_tls_chain_files` に表示がある場合"}
	noCertFile   = Text{
		EN: "where `postconf -h smtpd_tls_cert_file smtpd_tls_chain_files` prints nothing",
		JA: "`postconf -h smtpd_tls_cert_file smtpd_tls_chain_files` の表示が空の場合"}
)

const postfixPair = "smtpd_tls_cert_file = " + chainFile + "\nsmtpd_tls_key_file = " + keyFile

// mendings in the order in which they are looked through.
var mendings = []mending{
	{
		software: "Postfix", codes: nameFaults,
		what: finding.Text{
			EN: "Serve a certificate for the customer's own name by SNI (Postfix 3.4 or newer). The map holds copies of key and certificate: build it again after every renewal.",
			JA: "お客様のホスト名の証明書を SNI で返すようにします（Postfix 3.4 以降）。鍵と証明書は対応表に複写されるため、証明書を更新するたびに作り直しが必要です。",
		},
		files: []File{
			{Path: "/etc/postfix/main.cf", Text: "tls_server_sni_maps = hash:/etc/postfix/sni"},
			{Path: "/etc/postfix/sni", Text: "HOST " + keyFile + " " + chainFile},
		},
		run: []string{"postmap -F hash:/etc/postfix/sni", "postfix reload"}, renewed: true,
		source: "postconf(5), tls_server_sni_maps; postmap(1), -F",
	},
	{
		// Without a file that it can load, Postfix 3.7 offers STARTTLS and answers 454 4.7.0 TLS not available.
		software: "Postfix", codes: append(append([]finding.Code{finding.SMTPStartTLSRefused}, chainFaults...), leafFaults...),
		what: finding.Text{
			EN: "Serve a certificate of a public authority with its intermediates (the full chain file). Where smtpd_tls_chain_files is set, Postfix ignores smtpd_tls_cert_file. A line in master.cf (-o) beats main.cf.",
			JA: "公的な認証局の証明書を、中間証明書を含むファイル（fullchain）で設定します。smtpd_tls_chain_files が設定されている場合、Postfix は smtpd_tls_cert_file を無視します。master.cf の行（-o）は main.cf より優先されます。",
		},
		files: []File{
			{"/etc/postfix/main.cf", postfixPair, noChainFiles},
			{"/etc/postfix/main.cf", "smtpd_tls_chain_files = " + keyFile + ", " + chainFile, chainFiles},
		},
		run: []string{"postfix reload"}, renewed: true, source: "postconf(5), smtpd_tls_cert_file, smtpd_tls_chain_files (Postfix 3.4 and newer)",
	},
	{
		software: "Postfix", codes: []finding.Code{finding.TLSVersionOld, finding.TLSNoCommonCipher},
		what: finding.Text{
			EN: "Let the server speak TLS 1.2 and newer. A Postfix linked with an OpenSSL before 1.0.1 has to be upgraded.",
			JA: "TLS 1.2 以降で接続できるようにします。OpenSSL 1.0.1 より古い環境では、更新が必要です。",
		},
		files: []File{{Path: "/etc/postfix/main.cf", Text: "smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1\nsmtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1"}},
		run:   []string{"postfix reload"}, source: "postconf(5), smtpd_tls_protocols",
	},
	{
		software: "Postfix", codes: []finding.Code{finding.SMTPStartTLSMissing},
		what: finding.Text{
			EN: "Offer STARTTLS, and take no password before it. Without a certificate Postfix offers it and then refuses it.",
			JA: "STARTTLS を有効にし、その前にはパスワードを受け付けないようにします。証明書がないと、Postfix は STARTTLS を提示しても拒否します。",
		},
		files: []File{
			{Path: "/etc/postfix/main.cf", Text: "smtpd_tls_security_level = may\nsmtpd_tls_auth_only = yes"},
			{"/etc/postfix/main.cf", postfixPair, noCertFile},
		},
		run: []string{"postfix reload"}, renewed: true, source: "postconf(5), smtpd_tls_security_level, smtpd_tls_auth_only",
	},
	{
		software: "Postfix", codes: []finding.Code{finding.SMTPAuthMissing},
		what: finding.Text{
			EN: "Offer AUTH inside TLS and let Dovecot check the passwords: Postfix asks it through a socket that Dovecot opens in Postfix's queue folder (`postconf -h queue_directory`).",
			JA: "TLS の中で SMTP 認証（AUTH）を有効にし、パスワードの確認を Dovecot に任せます。Dovecot が Postfix のキューのフォルダー（`postconf -h queue_directory`）に作るソケットを通じて確認します。",
		},
		files: []File{
			{Path: "/etc/postfix/main.cf", Text: "smtpd_tls_auth_only = yes\nsmtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth"},
			{Path: "/etc/dovecot/conf.d/99-postfix-auth.conf", Text: "auth_mechanisms = plain login\nservice auth {\n  unix_listener /var/spool/postfix/private/auth {\n    mode = 0660\n    user = postfix\n    group = postfix\n  }\n}"},
		},
		run: []string{"doveadm reload", "postfix reload"}, source: "postfix.org/SASL_README.html, \"Configuring Dovecot SASL\"; postconf(5), smtpd_sasl_type, smtpd_sasl_path",
	},
	{
		software: "Dovecot", codes: nameFaults,
		what: finding.Text{
			EN: "Serve a certificate for the customer's own name by SNI.",
			JA: "お客様のホスト名の証明書を SNI で返すようにします。",
		},
		files: []File{
			{"/etc/dovecot/conf.d/99-HOST.conf", "local_name HOST {\n  ssl_cert = <" + chainFile + "\n  ssl_key = <" + keyFile + "\n}", dovecot23},
			{"/etc/dovecot/conf.d/99-HOST.conf", "local_name HOST {\n  ssl_server_cert_file = " + chainFile + "\n  ssl_server_key_file = " + keyFile + "\n}", dovecot24},
		},
		run: []string{"doveadm reload"}, renewed: true,
		source: "doc.dovecot.org, SSL configuration; doc.dovecot.org/2.4.0/core/config/ssl.html",
	},
	{
		software: "Dovecot", codes: append(append([]finding.Code{}, chainFaults...), leafFaults...),
		what: finding.Text{
			EN: "Serve a certificate of a public authority with its intermediates (the full chain file).",
			JA: "公的な認証局の証明書を、中間証明書を含むファイル（fullchain）で設定します。",
		},
		files: []File{
			{"/etc/dovecot/conf.d/10-ssl.conf", "ssl_cert = <" + chainFile + "\nssl_key = <" + keyFile, dovecot23},
			{"/etc/dovecot/conf.d/10-ssl.conf", "ssl_server_cert_file = " + chainFile + "\nssl_server_key_file = " + keyFile, dovecot24},
		},
		run: []string{"doveadm reload"}, renewed: true, source: "doc.dovecot.org, SSL configuration; doc.dovecot.org/2.4.0/core/config/ssl.html",
	},
	{
		software: "Dovecot", codes: []finding.Code{finding.TLSVersionOld, finding.TLSNoCommonCipher},
		what: finding.Text{
			EN: "Let the server speak TLS 1.2 and newer. Dovecot has no upper limit of its own (ssl_min_protocol is a lower one): it speaks what its OpenSSL can and the system allows. Upgrade an OpenSSL before 1.0.1; look for MaxProtocol in openssl.cnf, and for ssl_cipher_list.",
			JA: "TLS 1.2 以降で接続できるようにします。Dovecot 自身に上限の設定はなく（ssl_min_protocol は下限です）、OpenSSL とシステムの設定に従います。OpenSSL 1.0.1 より古い環境は更新し、openssl.cnf の MaxProtocol と ssl_cipher_list を確認してください。",
		},
		source: "doc.dovecot.org, SSL configuration; OpenSSL, config(5)",
	},
	{
		software: "Exim", codes: nameFaults,
		what: finding.Text{
			EN: "Serve a certificate for the customer's own name by SNI: the options are expanded again once the name is known. The look-up keeps the name, which comes from outside, from being used as a file name (tainted data). The files must be readable by Exim's user (Debian-exim).",
			JA: "お客様のホスト名の証明書を SNI で返すようにします。外部から届く名前をそのままファイル名に使わないよう（tainted data）、対応表を引きます。ファイルは Exim の実行ユーザー（Debian-exim）が読めるようにします。",
		},
		files: []File{
			{Path: "/etc/exim4/exim4.conf.localmacros", Text: "MAIN_TLS_CERTIFICATE = ${lookup{${lc:$tls_in_sni}}lsearch{/etc/exim4/sni-certificates}{$value}{/etc/exim4/exim.crt}}\nMAIN_TLS_PRIVATEKEY = ${lookup{${lc:$tls_in_sni}}lsearch{/etc/exim4/sni-keys}{$value}{/etc/exim4/exim.key}}"},
			{Path: "/etc/exim4/sni-certificates", Text: "HOST: " + chainFile},
			{Path: "/etc/exim4/sni-keys", Text: "HOST: " + keyFile},
		},
		run:    []string{"update-exim4.conf", "systemctl restart exim4"},
		source: "Exim specification, \"Use of TLS Server Name Indication\"; elsewhere than on Debian the options are tls_certificate and tls_privatekey",
	},
	{
		software: "Exim", codes: append(append([]finding.Code{}, chainFaults...), leafFaults...),
		what: finding.Text{
			EN: "Serve a certificate of a public authority with its intermediates (the full chain file).",
			JA: "公的な認証局の証明書を、中間証明書を含むファイル（fullchain）で設定します。",
		},
		files: []File{{Path: "/etc/exim4/exim4.conf.localmacros", Text: "MAIN_TLS_CERTIFICATE = " + chainFile + "\nMAIN_TLS_PRIVATEKEY = " + keyFile}},
		run:   []string{"update-exim4.conf", "systemctl restart exim4"}, source: "Exim specification, tls_certificate, tls_privatekey",
	},
	{
		software: "Courier", codes: nameFaults,
		what: finding.Text{
			EN: "Courier of today takes the certificate for a name from a file of that name beside the default one (key and full chain in one file). The one that Plesk Onyx ships cannot: there the machine's own name has to be typed.",
			JA: "現在の Courier では、既定の証明書と同じ場所に「ホスト名付き」のファイル（鍵と fullchain を 1 つにしたもの）を置くと、その名前で使われます。Plesk Onyx 付属の版では使えないため、サーバー自身の名前を入力していただきます。",
		},
		files:   []File{},
		renewed: true,
		run:     []string{"cat " + keyFile + " " + chainFile + " > /etc/courier/pop3d.pem.HOST", "chmod 600 /etc/courier/pop3d.pem.HOST"},
		// Seen with courier-pop 1.0.16: TLS_CERTFILE.NAME is read.
		source: "courier-pop 1.0.16, TLS_CERTFILE in /etc/courier/pop3d-ssl",
	},
	{
		codes: nameFaults,
		what: finding.Text{
			EN: "Give the server a certificate that names the host which customers type, or several chosen by SNI. Plesk Obsidian: Mail > Mail Settings > the domain > SSL/TLS certificate for mail. cPanel: SSL/TLS Status > Run AutoSSL (mail.DOMAIN); the machine's own: WHM > Manage Service SSL Certificates. DirectAdmin: mail_sni=1 in directadmin.conf. Otherwise tell customers the name that the certificate has.",
			JA: "お客様が入力するホスト名を含む証明書を設定するか、SNI で使い分けます。Plesk Obsidian は「メール」→「メール設定」→ ドメイン →「メール用 SSL/TLS 証明書」、cPanel は「SSL/TLS Status」→「Run AutoSSL」（mail.ドメイン名）、サーバー自身の証明書は WHM の「Manage Service SSL Certificates」、DirectAdmin は directadmin.conf の mail_sni=1 です。変更できない場合は、証明書にある名前をお客様に案内します。",
		},
		source: "docs.plesk.com/en-US/obsidian/customer-guide/76531; docs.directadmin.com, automatic SSL certificates; docs.cpanel.net, Manage Service SSL Certificates",
	},
	{
		codes: chainFaults,
		what: finding.Text{
			EN: "Put the intermediate certificate into the file that the server presents: the server's own certificate first, then the intermediate (the authority's \"full chain\" file). Then reload the service.",
			JA: "サーバーが提示するファイルに中間証明書を追加します（サーバー証明書、中間証明書の順。認証局の fullchain ファイル）。その後、サービスを再読み込みします。",
		},
		source: "RFC 8446 section 4.4.2",
	},
	{
		codes: leafFaults,
		what: finding.Text{
			EN: "Replace the certificate by a current one of a public authority that names the host, with its intermediate, on every port and address; then reload the services.",
			JA: "ホスト名を含む、公的な認証局の有効な証明書（中間証明書付き）に、すべてのポートと IP アドレスで置き換え、サービスを再読み込みします。",
		},
		source: "Google help 21291",
	},
	{
		codes: []finding.Code{finding.NetAddressesDiffer},
		what: finding.Text{
			EN: "Make the server at the other address do as the one that works: the same services, the same certificate, the same login. Until it does, take its address out of DNS.",
			JA: "もう一方の IP アドレスのサーバーを、正しく動いているサーバーと同じ状態（サービス、証明書、ログイン方式）にします。それまでは、その IP アドレスを DNS から外します。",
		},
		source: "RFC 5321 section 5.1",
	},
	{
		codes: []finding.Code{finding.TLSVersionOld, finding.TLSNoCommonCipher},
		what: finding.Text{
			EN: "Let the server speak TLS 1.2 or newer with current ciphers; old systems have to be upgraded, or served through a proxy that does TLS (stunnel, HAProxy).",
			JA: "TLS 1.2 以降と現在の暗号方式で接続できるようにします。古いシステムは更新するか、TLS を受け持つ中継（stunnel、HAProxy など）を置きます。",
		},
		source: "RFC 8996; RFC 9325 section 3.1.1",
	},
}
