# Runs in the server image, after the key files: Java reads no PEM where a trust store is asked for, so certificates go
# into PKCS#12 stores. keytool takes one certificate at a time. The passwords protect nothing secret.
set -eu
keytool=$(command -v keytool || printf '%s/keytool' "$(dirname "$(readlink -f "$(command -v java)")")")

# make_trust_store PEM-FILE STORE TYPE PASSWORD WHOSE
make_trust_store() {
  work="$2.new.d"
  rm -rf "$work" "$2.new"
  mkdir -p "$work"
  awk -v folder="$work" '
    /-----BEGIN CERTIFICATE-----/ { count++; inside = 1 }
    inside { print > (folder "/" count ".pem") }
    /-----END CERTIFICATE-----/ { inside = 0 }
  ' "$1"
  for certificate in "$work"/*.pem; do
    [ -f "$certificate" ] || { echo "the $5's CA file holds no certificate" >&2; exit 65; }
    "$keytool" -J-XX:-UsePerfData -importcert -noprompt -trustcacerts -alias "$(basename "$certificate" .pem)" \
      -file "$certificate" -keystore "$2.new" -storetype "$3" -storepass "$4" 2>&1 |
      grep -v "^Certificate was added" || true
  done
  count=$("$keytool" -J-XX:-UsePerfData -list -keystore "$2.new" -storepass "$4" | grep -c trustedCertEntry || true)
  if [ "$count" != "$(ls "$work" | wc -l | tr -d ' ')" ]; then
    echo "the $5's CA file holds a certificate that Java cannot read" >&2
    exit 65
  fi
  chmod 0444 "$2.new"
  mv -f "$2.new" "$2"
  rm -rf "$work"
  echo "trust store of the $5's CA written"
}

if [ -n "${TRUST_STORE:-}" ]; then
  make_trust_store "${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/database-ca.pem" \
    "$TRUST_STORE" "$TRUST_STORE_TYPE" "$TRUST_STORE_PASSWORD" database
fi
if [ -n "${LDAP_TRUST_STORE:-}" ]; then
  printf '%s\n' "$LDAP_CA_CERTIFICATE" >"$LDAP_TRUST_STORE.pem"
  make_trust_store "$LDAP_TRUST_STORE.pem" "$LDAP_TRUST_STORE" "$LDAP_TRUST_STORE_TYPE" "$LDAP_TRUST_STORE_PASSWORD" directory
  rm -f "$LDAP_TRUST_STORE.pem"
fi
