# Follows airflow-connection.sh. Removes what Airflow and its workflows only ever add to. A part that fails keeps none of the
# others from running; the task then ends with status 1. Arguments: days to keep, folder of logs, text of gone-pipelines.py.
days=$1 logs=${AIRFLOW__LOGGING__BASE_LOG_FOLDER:-$2} gone_pipelines=$3
failed=()

part() {
  echo "housekeeping: $1"
  if "${@:2}"; then return; fi
  echo "housekeeping: FAILED: $1" >&2
  failed+=("$1")
}

# Before 3.1 the command ends well though a table could not be cleaned, and only says so.
clean_database() {
  local help output flags=(--clean-before-timestamp "$(date -u -d "$days days ago" +%Y-%m-%dT%H:%M:%S+00:00)" --yes)
  help=$(airflow db clean --help) || return 1
  for flag in --skip-archive --error-on-cleanup-failure; do
    if [[ $help == *"$flag"* ]]; then flags+=("$flag"); fi
  done
  output=$(mktemp)
  timeout 2h airflow db clean "${flags[@]}" 2>&1 | tee "$output" && ! grep -q "error when attempting to clean table" "$output"
}

# A folder of a run is removed once it has been empty for two days: a run that begins makes one and writes into it.
remove_logs() {
  find "$logs" -ignore_readdir_race -type f -mtime "+$days" -print -delete | wc -l | sed 's/$/ files of logs removed/' &&
    find "$logs" -ignore_readdir_race -mindepth 2 -type d -empty -mtime +1 -delete
}

part "rows of Airflow's database older than $days days" clean_database
part "files of logs older than $days days" remove_logs
part "DAGs whose ingestion pipeline is gone" python3 -c "$gone_pipelines"
if [ "${#failed[@]}" -gt 0 ]; then exit 1; fi
echo "housekeeping: done"
