# Runs in the nginx image: writes the login that the gateway checks, then becomes nginx. The password comes as a secret
# variable and stays in a file that only nginx's own user reads, as a salted hash.
set -eu
directory="${GATEWAY_DIRECTORY:-/mnt/gateway}"
user="${GATEWAY_PROCESS_USER:-nginx}"
umask 077

bytes() { for byte in $(printf '%s' "$1" | sed 's/../0x& /g'); do printf "\\$(printf '%03o' "$byte")"; done; }
salt=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
hash=$({ printf '%s' "$GATEWAY_PASSWORD"; bytes "$salt"; } | sha1sum | cut -c1-40)
printf '%s:{SSHA}%s\n' "$GATEWAY_USERNAME" "$(bytes "$hash$salt" | base64 | tr -d '\n')" >"$directory/login"
chown "$user" "$directory/login"
chmod 0400 "$directory/login"
printf '%s\n' "$GATEWAY_CONFIGURATION" >"$directory/nginx.conf"
mkdir -p "$directory/temp"
chown "$user" "$directory/temp"
chmod 0755 "$directory"
unset GATEWAY_PASSWORD GATEWAY_CONFIGURATION
