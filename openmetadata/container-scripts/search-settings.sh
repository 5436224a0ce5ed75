# Tells the search cluster how the indices to come are cut, and who gets in besides the server. What is there stays.
set -eu

quoted() {
  printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'
}

# Options of curl that hold secrets: they come by its standard input, not as arguments that a process list shows.
login() {
  case "$SEARCH_LOGIN" in
  iam)
    found=$(curl -sS --fail --retry 5 --max-time 10 "${CREDENTIALS_HOST:-http://169.254.170.2}$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || return 1
    member() { printf '%s' "$found" | tr -d '\n' | sed -n "s/.*\"$1\"[ ]*:[ ]*\"\([^\"]*\)\".*/\1/p"; }
    printf 'aws-sigv4 = "aws:amz:%s:es"\n' "$SEARCH_REGION"
    printf 'user = "%s:%s"\n' "$(member AccessKeyId)" "$(member SecretAccessKey)"
    printf 'header = "x-amz-security-token: %s"\n' "$(member Token)"
    ;;
  password)
    printf 'user = "%s:%s"\n' "$(quoted "$SEARCH_USER")" "$(quoted "$SEARCH_PASSWORD")"
    ;;
  esac
}

# A new domain answers 403 or not at all for some minutes after AWS says that it is there.
put() {
  options=$(login) || { echo "the task's role gave no credentials" >&2; exit 1; }
  printf '%s\n' "$options" | curl -sS --config - --request PUT --fail-with-body \
    --retry "${SEARCH_RETRIES:-20}" --retry-delay "${SEARCH_RETRY_DELAY:-15}" --retry-all-errors --retry-connrefused --max-time 60 \
    --header 'content-type: application/json' --data-binary "$2" "$SEARCH_URL$1" ||
    { echo "the search cluster refused PUT $1" >&2; exit 1; }
  echo
}

put /_index_template/openmetadata-shards "$SEARCH_TEMPLATE"
if [ -n "${SEARCH_ADMINS:-}" ]; then
  put /_plugins/_security/api/rolesmapping/all_access "$SEARCH_ADMINS"
fi
