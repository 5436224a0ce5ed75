# Runs in the server image: a store of the certificate authorities that Java trusts by itself and of the stack's own
# beside them, for every JVM of the task. keytool takes one certificate at a time. Nothing in it is secret.
set -eu
keytool=$(command -v keytool || printf '%s/keytool' "$(dirname "$(readlink -f "$(command -v java)")")")
public="$(dirname "$(dirname "$(readlink -f "$keytool")")")/lib/security/cacerts"
[ -s "$public" ] || { echo "no certificate authorities of Java at $public" >&2; exit 72; }
parts="$JAVA_TRUST_STORE.new.d"
rm -rf "$parts" "$JAVA_TRUST_STORE.new"
mkdir -p "$parts"
cat "$public" >"$JAVA_TRUST_STORE.new"
printf '%s\n' "$CA_CERTIFICATES" | awk -v folder="$parts" '
  /-----BEGIN CERTIFICATE-----/ { count++; inside = 1 }
  inside { print > (folder "/" count ".pem") }
  /-----END CERTIFICATE-----/ { inside = 0 }
'
for part in "$parts"/*.pem; do
  [ -f "$part" ] || { echo "network.caCertificatesFile holds no certificate" >&2; exit 65; }
  "$keytool" -J-XX:-UsePerfData -importcert -noprompt -trustcacerts -alias "stack-$(basename "$part" .pem)" \
    -file "$part" -keystore "$JAVA_TRUST_STORE.new" -storepass "$JAVA_TRUST_STORE_PASSWORD" >"$parts/said" 2>&1 ||
    { echo "network.caCertificatesFile holds a certificate that Java cannot read: number $(basename "$part" .pem)" >&2; exit 65; }
done
chmod 0444 "$JAVA_TRUST_STORE.new"
mv -f "$JAVA_TRUST_STORE.new" "$JAVA_TRUST_STORE"
echo "certificate authorities written for Java: its own, and $(ls "$parts" | grep -c pem) of the stack's"
rm -rf "$parts"
chmod 0755 "$(dirname "$JAVA_TRUST_STORE")"
