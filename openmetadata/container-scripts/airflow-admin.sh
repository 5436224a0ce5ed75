# Follows airflow-connection.sh. Runs once in the ingestion image, on a schema that is there: the admin user, and its password.
# `users create` leaves an existing user's password as it is, so that a changed one is set by `users reset-password`. Passwords
# are read from standard input by Airflow's own prompts; none is on a command line.
twice() { printf '%s\n%s\n' "$AIRFLOW_ADMIN_PASSWORD" "$AIRFLOW_ADMIN_PASSWORD"; }

create() {
  twice | airflow users create --username "$AIRFLOW_ADMIN_USER" --role Admin \
    --firstname OpenMetadata --lastname Server --email "$AIRFLOW_ADMIN_USER@openmetadata.invalid"
}

# `users reset-password` came with 2.5.
version=$(python3 -c 'from importlib.metadata import version; print("%d%03d" % tuple(map(int, version("apache-airflow").split(".")[:2])))')
create
if [ "$version" -ge 2005 ]; then
  twice | airflow users reset-password --username "$AIRFLOW_ADMIN_USER"
else
  airflow users delete --username "$AIRFLOW_ADMIN_USER"
  create
fi
echo "Airflow's user $AIRFLOW_ADMIN_USER is ready"
