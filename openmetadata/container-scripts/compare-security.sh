# Part of two of the server's steps: has the stack's authentication changed since it last took effect? Before the migration it
# records a first start and refuses what must be asked for; after it, it says what goes.
# Newer servers keep their security settings in the database, where they win over changed variables. When the
# fingerprint differs, a flag file asks the server image's own command to remove them (reset-security.sh); the new
# fingerprint is recorded after that succeeded (record-security.sh). SECURITY_STORED says whether the release does so.

make_security_table
flag="${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/reset-security"
rm -f "$flag"
recorded=$(recorded_fingerprint)
stored=$(stored_security)
if [ "$recorded" = "$SECURITY_FINGERPRINT" ]; then
  echo "authentication settings are those that last took effect; nothing is reset"
elif [ "$SECURITY_STORED" != true ]; then
  record_fingerprint
  echo "authentication settings recorded; this release reads them from its environment at every start"
elif [ -z "$recorded" ] && [ -z "$stored" ]; then
  record_fingerprint
  echo "first start: authentication settings recorded, nothing to reset"
elif [ "$SECURITY_RESET_ALLOWED" != true ]; then
  echo "The stack's authentication settings differ from those stored in database $DATABASE_NAME, and the stored ones win:" >&2
  printf '%s\n' "${stored:-(none found in openmetadata_settings)}" >&2
  echo "The stack did not create this database, so it does not remove them unasked; settings made in the UI would go too." >&2
  echo "To let it: pulumi config set --path openmetadata:auth.resetStored true, then pulumi up. Or set openmetadata:auth back." >&2
  exit 78
else
  echo "authentication settings changed; these stored security settings are to be removed, the ones made in the UI too:"
  printf '%s\n' "${stored:-(none found in openmetadata_settings)}" | tee "$flag"
fi
