# The image: nothing but the static program, which has its own roots, run by nobody
# in particular. bash .ci/packages DIR linux/amd64 makes DIR/image; then
#	docker build -t harness DIR/image
FROM scratch
COPY --chown=65532:65532 root/ /
USER 65532:65532
WORKDIR /data
ENTRYPOINT ["/harness"]
