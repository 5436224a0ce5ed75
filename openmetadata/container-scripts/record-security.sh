# Runs after the reset succeeded: from now on these settings are the ones in effect.
flag="${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/reset-security"
if [ -e "$flag" ]; then
  record_fingerprint
  rm -f "$flag"
  echo "authentication settings recorded"
else
  echo "authentication settings were recorded before"
fi
