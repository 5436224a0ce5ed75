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

make_user_and_database
usable
echo "database $DATABASE_NAME and login $DATABASE_USER are ready"
