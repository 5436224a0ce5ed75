# Runs in the ingestion image: the public certificate authorities that it brings, and the stack's own behind them, in one
# file that everybody in the task may read. Programs take one bundle or the other, never both.
set -eu
bundle="${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/ca-bundle.pem"
public=
for file in "$(python3 -c 'import certifi; print(certifi.where())' 2>/dev/null || true)" \
  ${PUBLIC_BUNDLES:-/etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem}; do
  [ -n "$public" ] || [ ! -s "$file" ] || public=$file
done
[ -n "$public" ] || { echo "this image brings no public certificate authorities" >&2; exit 72; }
umask 022
{ cat "$public"; printf '\n%s\n' "$CA_CERTIFICATES"; } >"$bundle.$$"
mv "$bundle.$$" "$bundle"
echo "certificate authorities written: those of $public, and the stack's own"
