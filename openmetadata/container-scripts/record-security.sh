# Runs after the reset: from now on these settings are the ones in effect. The command that removes the stored ones ends
# well though a deletion failed, so they are looked for first: what stays wins over the new settings.
flag="${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/reset-security"
if [ -e "$flag" ]; then
  left=$(stored_security)
  if [ -n "$left" ]; then
    echo "the stored security settings were to be removed, and these are still in database $DATABASE_NAME:" >&2
    printf '%s\n' "$left" >&2
    echo "The new ones are not recorded; the next pulumi up tries again. The log of container security-reset says why." >&2
    exit 70
  fi
  record_fingerprint
  rm -f "$flag"
  echo "authentication settings recorded"
else
  echo "authentication settings were recorded before"
fi
