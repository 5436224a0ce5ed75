# Rebuilds every search index, in the server image; the ops command follows in the container's command line. Lines that
# begin with "step: " are shown by pulumi up. Newer releases leave out what they think unchanged, which on a new or restored
# search cluster is wrong, unless they get --force; older ones always do the whole and do not know the word.
began=$(date +%s)
/bin/bash "$0" "$@" --force
status=$?
# picocli's status for a command line that it does not understand: nothing was begun.
if [ "$status" = 2 ]; then
  echo "step: this release knows no --force, and rebuilds every index without it"
  /bin/bash "$0" "$@"
  status=$?
fi
[ "$status" = 0 ] && echo "step: every search index was rebuilt in $(($(date +%s) - began)) s"
exit "$status"
