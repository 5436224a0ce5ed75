# Deploys every ingestion pipeline again, in the server image; the ops command follows in the container's command line. It ends
# well though pipelines failed, and tells by a table: | name | type | service | true |. One that a source's fault keeps from
# being deployed must not hold up every later update, so it is named and no failure. Lines with "step: " are shown by pulumi up.
table=$(mktemp)
/bin/bash "$0" "$@" 2>&1 | tee "$table"
status=${PIPESTATUS[0]}
if [ "$status" = 0 ]; then
  echo "step: $(grep -cE '\| true +\|$' "$table") ingestion pipelines were deployed again"
  sed -nE 's/^\| (.*[^ ]) +\| ([^|]*[^ ]) +\| ([^|]*[^ ]) +\| false +\|$/step: NOT deployed: \1 (\2 of \3); the log says why. Deploy it in OpenMetadata once that is fixed/p' "$table"
fi
rm -f "$table"
exit "$status"
