# First part of every script that calls Airflow's own programs in the ingestion image.
set -euo pipefail

# The image's start script builds the connection from these names; its own value, where set, wins there and here.
AIRFLOW__DATABASE__SQL_ALCHEMY_CONN="${AIRFLOW__DATABASE__SQL_ALCHEMY_CONN:-$(python3 -c '
import os, urllib.parse
env = os.environ
quote = lambda name: urllib.parse.quote(env[name], safe="")
print("{}://{}:{}@{}:{}/{}{}".format(
    env["DB_SCHEME"], quote("DB_USER"), quote("DB_PASSWORD"), env["DB_HOST"], env["DB_PORT"], env["AIRFLOW_DB"],
    env.get("DB_PROPERTIES", "")))
')}"
export AIRFLOW__DATABASE__SQL_ALCHEMY_CONN
