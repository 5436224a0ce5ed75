# Follows airflow-connection.sh. Runs once in the ingestion image before Airflow's services, all of which are stopped where
# the image is another one: makes the schema, or migrates it.
# "db migrate" of some versions calls a schema of a newer Airflow done, and old code would run on it.
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

# `db migrate` came with 2.7.
version=$(python3 -c 'from importlib.metadata import version; print("%d%03d" % tuple(map(int, version("apache-airflow").split(".")[:2])))')
if [ "$version" -ge 2007 ]; then airflow db migrate; else airflow db upgrade; fi
echo "Airflow's schema is ready"
