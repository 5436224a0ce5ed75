# Follows airflow-connection.sh. Puts airflow_local_settings.py where Airflow's programs find it, before a folder of the image.
# Arguments: its text, sizes by kind of pipeline as JSON, then what follows.
own="${AIRFLOW_HOME:-/opt/airflow}/config/airflow_local_settings.py"
if [ -e "$own" ]; then
  echo "The image has $own, which airflow.workerSizes would hide: leave one of the two out" >&2
  exit 78
fi
folder=$(mktemp -d)
printf '%s\n' "$1" > "$folder/airflow_local_settings.py"
export PYTHONPATH="$folder${PYTHONPATH:+:$PYTHONPATH}" WORKER_SIZES="$2"
shift 2
