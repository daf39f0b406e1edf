/*
 * What OpenSSL makes of chains: X509_verify_cert for servers, with a callback that goes on past every error. A line is the
 * time, the roots and the chain, each certificate in hexadecimal, those of a list joined by commas; the answer is the first
 * and the last error, "-1 -1" if a certificate cannot be parsed. The prototypes stand here so that no header is needed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct x509_st X509;
typedef struct stack_st STACK;
typedef struct store_st STORE;
typedef struct ctx_st CTX;
typedef struct param_st PARAM;
extern X509 *d2i_X509(X509 **, const unsigned char **, long);
extern STACK *OPENSSL_sk_new_null(void);
extern int OPENSSL_sk_push(STACK *, const void *);
extern int OPENSSL_sk_num(const STACK *);
extern void *OPENSSL_sk_value(const STACK *, int);
extern STORE *X509_STORE_new(void);
extern void X509_STORE_free(STORE *);
extern int X509_STORE_add_cert(STORE *, X509 *);
extern CTX *X509_STORE_CTX_new(void);
extern void X509_STORE_CTX_free(CTX *);
extern int X509_STORE_CTX_init(CTX *, STORE *, X509 *, STACK *);
extern PARAM *X509_STORE_CTX_get0_param(CTX *);
extern int X509_STORE_CTX_set_purpose(CTX *, int);
extern void X509_STORE_CTX_set_verify_cb(CTX *, int (*)(int, CTX *));
extern int X509_STORE_CTX_get_error(const CTX *);
extern void X509_VERIFY_PARAM_set_time(PARAM *, long);
extern int X509_VERIFY_PARAM_set_flags(PARAM *, unsigned long);
extern void X509_VERIFY_PARAM_set_auth_level(PARAM *, int);
extern int X509_verify_cert(CTX *);

static int first, last;

static int go_on(int ok, CTX *ctx) {
	if (!ok) {
		last = X509_STORE_CTX_get_error(ctx);
		if (!first)
			first = last;
	}
	return 1;
}

static STACK *list(char *text, int *bad) {
	STACK *out = OPENSSL_sk_new_null();
	for (char *one = strtok(text, ","); one; one = strtok(NULL, ",")) {
		size_t n = strlen(one) / 2;
		unsigned char *der = malloc(n + 1);
		const unsigned char *p = der;
		for (size_t i = 0; i < n; i++) {
			unsigned v;
			sscanf(one + 2 * i, "%2x", &v);
			der[i] = (unsigned char)v;
		}
		X509 *x = d2i_X509(NULL, &p, (long)n);
		if (x)
			OPENSSL_sk_push(out, x);
		else
			*bad = 1;
		free(der);
	}
	return out;
}

int main(void) {
	char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, stdin) > 0) {
		char *roots = strchr(line, ' '), *chain = roots ? strchr(roots + 1, ' ') : NULL;
		int bad = 0;
		if (!chain)
			return 2;
		*roots++ = *chain++ = 0;
		chain[strcspn(chain, "\n")] = 0;
		int ignored = 0;
		STACK *trusted = list(roots, &ignored), *served = list(chain, &bad);
		if (bad || !OPENSSL_sk_num(served)) {
			puts("-1 -1");
			fflush(stdout);
			continue;
		}
		STORE *store = X509_STORE_new();
		for (int i = 0; i < OPENSSL_sk_num(trusted); i++)
			X509_STORE_add_cert(store, OPENSSL_sk_value(trusted, i));
		CTX *ctx = X509_STORE_CTX_new();
		X509_STORE_CTX_init(ctx, store, OPENSSL_sk_value(served, 0), served);
		X509_STORE_CTX_set_purpose(ctx, 2 /* X509_PURPOSE_SSL_SERVER */);
		X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(ctx), atol(line));
		X509_VERIFY_PARAM_set_flags(X509_STORE_CTX_get0_param(ctx), 0x80 /* X509_V_FLAG_POLICY_CHECK */);
		X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(ctx), 0);
		X509_STORE_CTX_set_verify_cb(ctx, go_on);
		first = last = 0;
		if (X509_verify_cert(ctx) <= 0 && !last)
			first = last = X509_STORE_CTX_get_error(ctx);
		printf("%d %d\n", first, last);
		fflush(stdout);
		X509_STORE_CTX_free(ctx);
		X509_STORE_free(store);
	}
	return 0;
}
