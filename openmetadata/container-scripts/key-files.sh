# Writes the server's key pair, and its configuration file where the stack brings one, for the server's user alone.
# Runs as root in the server image: the volume is root's, and the files become the user's that the server runs as. The
# image itself is asked first; KEY_OWNER is what the release's Dockerfile says.
set -eu
umask 077
if uid=$(id -u openmetadata 2>/dev/null); then owner="$uid:$(id -g openmetadata)"; else owner=$KEY_OWNER; fi
directory="${KEY_DIRECTORY:-/mnt/keys}"
mkdir -p "$directory/jwt"

place() {
  chown "$owner" "$1.new"
  chmod 0400 "$1.new"
  mv -f "$1.new" "$1"
}

# DER begins with a SEQUENCE, byte 30 (hex); anything else would only fail in the server, minutes later.
der() {
  printf '%s' "$2" | base64 -d >"$1.new" || { echo "$3 is not base64" >&2; exit 65; }
  [ "$(head -c 1 "$1.new" | od -An -tx1 | tr -d ' \n')" = 30 ] || { echo "$3 is not DER in base64" >&2; exit 65; }
  place "$1"
}

der "$directory/jwt/private_key.der" "$JWT_PRIVATE_KEY" "the JWT private key"
der "$directory/jwt/public_key.der" "$JWT_PUBLIC_KEY" "the JWT public key"
if [ -n "${CONFIGURATION_FILE:-}" ]; then
  printf '%s\n' "$CONFIGURATION_FILE" >"$directory/openmetadata.yaml.new"
  place "$directory/openmetadata.yaml"
fi
chown "$owner" "$directory/jwt"
chmod 0500 "$directory/jwt"
chmod 0755 "$directory"
echo "key files written for user $owner"
