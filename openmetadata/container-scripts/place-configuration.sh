# Runs in the server image when the stack brings its own openmetadata.yaml: puts it in the place of the image's.
# Releases before 1.2 unpack below /openmetadata-VERSION instead of /opt/openmetadata.
set -eu
placed=
for conf in ${CONFIGURATION_DIRECTORIES:-/opt/openmetadata/conf /openmetadata-*/conf}; do
  [ -f "$conf/openmetadata.yaml" ] || continue
  cat "${KEY_DIRECTORY:-/mnt/keys}/openmetadata.yaml" >"$conf/openmetadata.yaml"
  placed=$conf
done
[ -n "$placed" ] || { echo "no conf/openmetadata.yaml in this image" >&2; exit 72; }
