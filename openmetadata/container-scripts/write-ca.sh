# First part of every script that speaks to the database. The certificate is public: everyone in the task may read it.
set -eu
if [ -n "${DATABASE_CA_CERTIFICATE:-}" ]; then
  DATABASE_CA_FILE="${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/database-ca.pem"
  umask 022
  printf '%s\n' "$DATABASE_CA_CERTIFICATE" >"$DATABASE_CA_FILE.$$"
  mv "$DATABASE_CA_FILE.$$" "$DATABASE_CA_FILE"
fi
