# Makes the database and the login of one program, and only those; safe to run again and beside another run.
# Follows the functions of the engine (bootstrap-postgres.sh or bootstrap-mysql.sh).
# DATABASE_CA_CERTIFICATE was written to DATABASE_CA_FILE before them (write-ca.sh).

for name in DATABASE_NAME DATABASE_USER; do
  eval "value=\$$name"
  case $value in
    "" | *[!a-z0-9_]*) echo "$name may hold lower-case letters, digits and underscores only" >&2; exit 64 ;;
  esac
done
if [ "$DATABASE_USER" = "$MASTER_USER" ]; then
  echo "login $DATABASE_USER is the database's administrator; a program gets a login of its own" >&2
  exit 64
fi

# A password that is being rotated is refused for a moment, and a failover takes minutes. By the clock: a try that nobody
# answers takes seconds itself. ECS counts the task as failed afterwards, so the wait must leave time for its next try.
began=$(date +%s)
reported=0
until reason=$(answers 2>&1 >/dev/null); do
  waited=$(($(date +%s) - began))
  if [ "$waited" -ge "${WAIT_SECONDS:-300}" ]; then
    echo "database $DATABASE_HOST:$DATABASE_PORT did not let $MASTER_USER in for $waited s: $reason" >&2
    exit 69
  fi
  if [ "$waited" -ge "$reported" ]; then
    echo "waiting for database $DATABASE_HOST:$DATABASE_PORT: $reason"
    reported=$((waited + 30))
  fi
  sleep 2
done

# EARLIER_INSTALLATION: the stack file says that an earlier installation moves in. A new, empty catalog in its place
# would look as if everything were lost.
not_moved_in() {
  echo "$1, and the stack file says that an earlier installation moves in. Nothing was begun in its place." >&2
  echo "Restore its dump into database $DATABASE_NAME on $DATABASE_HOST:$DATABASE_PORT as login $DATABASE_USER, then run pulumi up again (docs/moving-in.md)." >&2
  echo "When the database has another name, or nothing moves in, say so; then run pulumi up:" >&2
  echo "    pulumi config set --path openmetadata:database.serverDatabase NAME      (Airflow's: airflowDatabase)" >&2
  echo "    pulumi config set --path openmetadata:database.newInstallation true     (Airflow alone: newAirflow)" >&2
  exit 65
}
if [ "${EARLIER_INSTALLATION:-}" = restored-before ] && [ -z "$(database_exists)" ]; then
  not_moved_in "there is no database $DATABASE_NAME"
fi

make_user_and_database
usable
if [ -n "${EARLIER_INSTALLATION:-}" ] && [ "$(count_tables)" = 0 ]; then
  not_moved_in "database $DATABASE_NAME is empty"
fi
echo "database $DATABASE_NAME and login $DATABASE_USER are ready"
