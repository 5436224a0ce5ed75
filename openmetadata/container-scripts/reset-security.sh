# Runs in the server image, after the migration; the command that removes follows in the container's command line.
# The flag file holds what is removed.
set -eu
flag="${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/reset-security"
if [ ! -e "$flag" ]; then
  echo "stored security settings stay as they are"
  exit 0
fi
echo "removing stored security settings:"
cat "$flag"
exec /bin/bash "$0" "$@"
