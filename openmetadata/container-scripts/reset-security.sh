# Runs in the server image, after the migration; the command that removes follows in the container's command line.
# The flag files hold what is removed, and the address that is stored. The address comes first: older releases make the
# missing settings again whenever one of their commands starts.
set -eu
folder="${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}"
if [ -s "$folder/set-address" ]; then
  address=$(cat "$folder/set-address")
  echo "storing the server's address $address"
  # shellcheck disable=SC2086 # the command is a list of words
  /bin/bash "$0" $SET_ADDRESS_COMMAND "$address" ||
    echo "the address was not stored: links in mails and alerts keep the old one. Change it in Settings > Preferences" >&2
fi
if [ ! -e "$folder/reset-security" ]; then
  echo "stored security settings stay as they are"
  exit 0
fi
echo "removing stored security settings:"
cat "$folder/reset-security"
exec /bin/bash "$0" "$@"
