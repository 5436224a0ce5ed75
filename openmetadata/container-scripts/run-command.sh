# Becomes the command that follows the script in the container's command line.
exec /bin/bash "$0" "$@"
