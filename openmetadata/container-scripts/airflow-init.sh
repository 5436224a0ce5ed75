# Follows airflow-connection.sh.
# Runs in the ingestion image before Airflow starts: schema, admin user, and the admin's password. `users create` leaves
# an existing user's password as it is, so that a changed one is set by `users reset-password`. Passwords are read from
# standard input by Airflow's own prompts; none is on a command line.
# ECS may go back to the task before when a new one fails. After an upgrade of Airflow that one meets a schema that its
# Airflow does not know: "db migrate" of some versions calls that done, and old code would run on it.
python3 -c '
import os, sys
import airflow
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

engine = create_engine(os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"])
with engine.connect() as connection:
    found = MigrationContext.configure(connection).get_current_revision()
migrations = ScriptDirectory(os.path.join(os.path.dirname(airflow.__file__), "migrations"))
if found is not None and found not in {script.revision for script in migrations.walk_revisions()}:
    sys.exit("Airflow {} does not know schema revision {} of this database: a newer Airflow migrated it. "
             "Run the newer image again, or restore a snapshot from before.".format(airflow.__version__, found))
'

twice() { printf '%s\n%s\n' "$AIRFLOW_ADMIN_PASSWORD" "$AIRFLOW_ADMIN_PASSWORD"; }

# `db migrate` came with 2.7, `users reset-password` with 2.5.
version=$(python3 -c 'from importlib.metadata import version; print("%d%03d" % tuple(map(int, version("apache-airflow").split(".")[:2])))')
if [ "$version" -ge 2007 ]; then airflow db migrate; else airflow db upgrade; fi

create() {
  twice | airflow users create --username "$AIRFLOW_ADMIN_USER" --role Admin \
    --firstname OpenMetadata --lastname Server --email "$AIRFLOW_ADMIN_USER@openmetadata.invalid"
}

create
if [ "$version" -ge 2005 ]; then
  twice | airflow users reset-password --username "$AIRFLOW_ADMIN_USER"
else
  airflow users delete --username "$AIRFLOW_ADMIN_USER"
  create
fi
echo "Airflow's schema and its user $AIRFLOW_ADMIN_USER are ready"
