# A second opinion on letters: SPF by pyspf, DKIM and ARC by dkimpy, DMARC by
# libopendmarc, which gets the outcomes of the former two. Standard input and output
# are JSON; DNS is the zone that came in. Exit 77: a library is not here.
import base64, ctypes, json, re, sys, tempfile

try:
    import dkim
    import spf
    dmarc = ctypes.CDLL("libopendmarc.so.2")
except (ImportError, OSError) as e:
    print(e, file=sys.stderr)
    sys.exit(77)

job = json.load(sys.stdin)
zone = job["zone"]


def records(name, kind):
    return zone.get(name.rstrip(".").lower() + " " + kind, [])


def spf_lookup(name, qtype, *_, **__):
    kind = qtype if isinstance(qtype, str) else "TXT"
    return [((name, kind), [r.encode()] if kind == "TXT" else r) for r in records(name, kind)]


def txt(name, timeout=5):
    found = records(name.decode() if isinstance(name, bytes) else name, "TXT")
    return found[0].encode() if found else None


spf.DNSLookup = spf_lookup

# The public suffix list, as far as these letters need it.
suffixes = tempfile.NamedTemporaryFile("w", suffix=".dat")
suffixes.write("// of this test\ntest\n")
suffixes.flush()
if dmarc.opendmarc_tld_read_file(suffixes.name.encode(), b"//", b"*.", b"!") != 0:
    sys.exit("opendmarc_tld_read_file")
dmarc.opendmarc_policy_connect_init.restype = ctypes.c_void_p


def by_opendmarc(ip, author, spf_domain, spf_result, signatures):
    ctx = ctypes.c_void_p(dmarc.opendmarc_policy_connect_init(ip.encode(), 0))
    try:
        dmarc.opendmarc_policy_store_from_domain(ctx, author.encode())
        outcome = {"pass": 1, "none": 0, "temperror": 3}.get(spf_result, 2)
        dmarc.opendmarc_policy_store_spf(ctx, spf_domain.encode(), outcome, 1, None)
        for domain, result in signatures:
            dmarc.opendmarc_policy_store_dkim(ctx, domain.encode(), b"s", 1 if result == "pass" else 2, None)
        org = ".".join(author.split(".")[-2:])
        for domain in dict.fromkeys([author, org]):
            found = [r for r in records("_dmarc." + domain, "TXT") if r.startswith("v=DMARC1")]
            if len(found) == 1:
                if dmarc.opendmarc_policy_store_dmarc(ctx, found[0].encode(), domain.encode(), None if domain == author else org.encode()) != 0:
                    return "unread"
                break
        else:
            return "none"
        return {15: "pass", 16: "fail reject", 17: "fail quarantine", 18: "fail none"}.get(dmarc.opendmarc_get_policy_to_enforce(ctx), "other")
    finally:
        dmarc.opendmarc_policy_connect_shutdown(ctx)


out = []
for letter in job["letters"]:
    raw = base64.b64decode(letter["raw"])
    if letter["seal"]:
        key = base64.b64decode(job["key"])
        auth = b"Authentication-Results: host.test; spf=pass smtp.mailfrom=a@host.test; arc=none\r\n"
        raw = b"".join(dkim.arc_sign(auth + raw, b"seal", b"host.test", key, b"host.test")) + auth + raw
        if letter["seal"] == "broken":
            raw = raw.replace(b"\r\n\r\n", b"\r\n\r\nchanged on the way\r\n", 1)
    result, _ = spf.check2(i=letter["ip"], s=letter["mail_from"], h=letter["helo"])
    signatures = []
    d = dkim.DKIM(raw)
    count = len([h for h in d.headers if h[0].lower() == b"dkim-signature"])
    for i in range(count):
        d = dkim.DKIM(raw)
        try:
            fine = d.verify(i, dnsfunc=txt)
        except dkim.DKIMException:
            fine = False
        signatures.append(((d.domain or b"").decode().lower(), "pass" if fine else "fail"))
    cv, sets, _ = dkim.arc_verify(raw, dnsfunc=txt)
    out.append({
        "raw": base64.b64encode(raw).decode(), "spf": result, "dkim": [" ".join(s) for s in signatures],
        "dmarc": by_opendmarc(letter["ip"], letter["author"], letter["mail_from"].split("@")[-1], result, signatures),
        "arc": cv.decode(), "sets": len(sets),
    })
json.dump(out, sys.stdout)
