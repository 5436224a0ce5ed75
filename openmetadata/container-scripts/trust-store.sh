# Runs in the server image: MySQL's JDBC driver reads no PEM, so the certificates that the bootstrap left go into a
# PKCS#12 store. keytool takes one certificate at a time. The password protects nothing secret.
set -eu
keytool=$(command -v keytool || printf '%s/keytool' "$(dirname "$(readlink -f "$(command -v java)")")")
work="$TRUST_STORE.new.d"
rm -rf "$work" "$TRUST_STORE.new"
mkdir -p "$work"
awk -v folder="$work" '
  /-----BEGIN CERTIFICATE-----/ { count++; inside = 1 }
  inside { print > (folder "/" count ".pem") }
  /-----END CERTIFICATE-----/ { inside = 0 }
' "${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/database-ca.pem"
for certificate in "$work"/*.pem; do
  [ -f "$certificate" ] || { echo "the database's CA file holds no certificate" >&2; exit 65; }
  "$keytool" -J-XX:-UsePerfData -importcert -noprompt -trustcacerts -alias "$(basename "$certificate" .pem)" \
    -file "$certificate" -keystore "$TRUST_STORE.new" -storetype "$TRUST_STORE_TYPE" -storepass "$TRUST_STORE_PASSWORD" 2>&1 |
    grep -v "^Certificate was added" || true
done
count=$("$keytool" -J-XX:-UsePerfData -list -keystore "$TRUST_STORE.new" -storepass "$TRUST_STORE_PASSWORD" | grep -c trustedCertEntry || true)
if [ "$count" != "$(ls "$work" | wc -l | tr -d ' ')" ]; then
  echo "the database's CA file holds a certificate that Java cannot read" >&2
  exit 65
fi
chmod 0444 "$TRUST_STORE.new"
mv -f "$TRUST_STORE.new" "$TRUST_STORE"
rm -rf "$work"
echo "trust store of the database's CA written"
