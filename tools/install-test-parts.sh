#!/usr/bin/env bash
# Installs the real parts that tests/containers runs the containers' scripts against: database clients and servers, nginx
# and the shell of the small images. For Debian and Ubuntu, as root; PostgreSQL itself comes from npm by the tests.
# Without them those tests say that they were skipped.
set -euo pipefail
usage="Usage: tools/install-test-parts.sh (no arguments): installs what tests/containers runs, as root"
case "${1:-}" in -h | --help) echo "$usage" && exit 0 ;; esac
if [ $# -gt 0 ]; then echo "$usage" >&2 && exit 2; fi
packages=(postgresql-client mariadb-server mariadb-client nginx-light busybox openssl)
missing=()
for package in "${packages[@]}"; do
  # Any nginx will do, light or whole.
  case $package in nginx-light) command -v nginx /usr/sbin/nginx >/dev/null && continue ;; esac
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "all test parts are installed"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# Services must not start by themselves: the tests start their own, on ports of their own.
apt-get install -y -qq --no-install-recommends -o DPkg::Options::=--force-confold "${missing[@]}" </dev/null
