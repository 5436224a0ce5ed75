# Removes the DAG and the configuration of every ingestion pipeline that OpenMetadata does not have any more. A configuration
# names its server and carries the bot's token. A pipeline counts as gone where the server says 404 to its identifier and to its
# name, and knows another one of these pipelines: a server that knows none is the wrong one, or one that was just made.
import json, os, pathlib, sys, time, urllib.error, urllib.parse, urllib.request

dags = pathlib.Path(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
configs = pathlib.Path(os.environ["AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS"])
settled_seconds = 3600


def has(server, token, route):
    url = server.rstrip("/") + "/v1/services/ingestionPipelines/" + route + "?include=all"
    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + token} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return "id" in json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 404 and json.loads(error.read()).get("code") == 404:
            return False
        raise


def is_there(server, token, pipeline):
    name = "name/" + urllib.parse.quote(pipeline["fullyQualifiedName"], safe="")
    return has(server, token, pipeline["id"]) or has(server, token, name)


known, gone, unasked = {}, [], []
for config in sorted(configs.glob("*.json")):
    try:
        if time.time() - config.stat().st_mtime < settled_seconds:
            continue
        pipeline = json.loads(config.read_text())
        connection = pipeline["openMetadataServerConnection"]
        server, token = connection["hostPort"], (connection.get("securityConfig") or {}).get("jwtToken") or ""
        if token.startswith("secret:"):
            print(config.stem + ": kept, its token is in a secrets manager")
        elif is_there(server, token, pipeline):
            known[server] = True
        else:
            gone.append((server, config))
    except Exception as error:
        unasked.append("%s: kept, OpenMetadata could not be asked: %s %s" % (config.stem, type(error).__name__, error))

for server, config in gone:
    if server not in known:
        print(config.stem + ": kept, OpenMetadata knows none of the pipelines here")
        continue
    dag = dags / (config.stem + ".py")
    if dag.is_file() and config.name in dag.read_text():
        dag.unlink()
    config.unlink()
    print(config.stem + ": removed, its pipeline is gone")
sys.exit("\n".join(unasked) if unasked else 0)
