# Container health check of Airflow. Its document comes with status 200 even when every process is dead, so the body
# decides. Airflow is in this container: no proxy is asked. Arguments: URL, then the parts that must be healthy.
import json, sys, urllib.request

url, parts = sys.argv[1], sys.argv[2:]
try:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(url, timeout=8) as answer:
        document = json.load(answer)
    ill = [part for part in parts if (document.get(part) or {}).get("status") != "healthy"]
except Exception as error:
    sys.exit("no health document at %s: %s" % (url, error))
sys.exit("not healthy: " + ", ".join(ill) if ill else 0)
