/*
 * What OpenSSL's own loader makes of files: SSL_CTX_use_certificate_chain_file, which servers call. One file name a line
 * comes in, one answer a line goes out: "ok" with the certificates in hexadecimal, the server's own first, or "no" with the
 * reason. The prototypes stand here so that no header is needed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct ssl_ctx_st SSL_CTX;
typedef struct x509_st X509;
typedef struct stack_st STACK;
extern const void *TLS_server_method(void);
extern SSL_CTX *SSL_CTX_new(const void *);
extern void SSL_CTX_free(SSL_CTX *);
extern void SSL_CTX_set_security_level(SSL_CTX *, int);
extern int SSL_CTX_use_certificate_chain_file(SSL_CTX *, const char *);
extern X509 *SSL_CTX_get0_certificate(const SSL_CTX *);
extern long SSL_CTX_ctrl(SSL_CTX *, int, long, void *);
extern int OPENSSL_sk_num(const STACK *);
extern void *OPENSSL_sk_value(const STACK *, int);
extern int i2d_X509(const X509 *, unsigned char **);
extern unsigned long ERR_peek_last_error(void);
extern const char *ERR_reason_error_string(unsigned long);
extern void ERR_clear_error(void);

static void show(const X509 *x) {
	unsigned char *der = NULL;
	int n = i2d_X509(x, &der);
	putchar(' ');
	for (int i = 0; i < n; i++)
		printf("%02x", der[i]);
	if (n <= 0)
		putchar('-');
}

int main(void) {
	char name[4096];
	while (fgets(name, sizeof name, stdin)) {
		name[strcspn(name, "\n")] = 0;
		SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
		if (!ctx)
			return 2;
		SSL_CTX_set_security_level(ctx, 0);
		ERR_clear_error();
		if (SSL_CTX_use_certificate_chain_file(ctx, name) == 1) {
			STACK *chain = NULL;
			fputs("ok", stdout);
			show(SSL_CTX_get0_certificate(ctx));
			SSL_CTX_ctrl(ctx, 115 /* SSL_CTRL_GET_CHAIN_CERTS */, 0, &chain);
			for (int i = 0; chain && i < OPENSSL_sk_num(chain); i++)
				show(OPENSSL_sk_value(chain, i));
			putchar('\n');
		} else {
			const char *why = ERR_reason_error_string(ERR_peek_last_error());
			printf("no %s\n", why ? why : "no reason");
		}
		SSL_CTX_free(ctx);
		fflush(stdout);
	}
	return 0;
}
