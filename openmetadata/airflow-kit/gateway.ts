import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gatewayConfiguration } from "../tasks/airflow-gateway";
import type { KitFile, ResolvedKit } from "./settings";

/** Fills in at the start what depends on the host, then runs the script that the stack's own gateway runs. */
const start = `#!/bin/sh
# Starts the gateway: nginx that asks for the login of OpenMetadata's server before Airflow 3's managed APIs.
#   GATEWAY_PASSWORD      the password of the Airflow user (required; kept as a salted hash)
#   GATEWAY_USERNAME      the Airflow user
#   GATEWAY_DIRECTORY     a folder of its own, where nginx writes
#   GATEWAY_PROCESS_USER  the user of nginx's workers; the one that the package of nginx brings when absent
set -eu
: "\${GATEWAY_PASSWORD:?set it to the password of the Airflow user that OpenMetadata's server uses}"
here=$(cd "$(dirname "$0")" && pwd)
export GATEWAY_USERNAME="\${GATEWAY_USERNAME:-@USERNAME@}"
export GATEWAY_DIRECTORY="\${GATEWAY_DIRECTORY:-@FOLDER@}"
if [ -z "\${GATEWAY_PROCESS_USER:-}" ]; then
  GATEWAY_PROCESS_USER=$(id -un)
  if [ "$(id -u)" = 0 ]; then
    for user in www-data http nginx; do if id "$user" >/dev/null 2>&1; then GATEWAY_PROCESS_USER=$user; fi; done
  fi
fi
export GATEWAY_PROCESS_USER
mkdir -p "$GATEWAY_DIRECTORY"
GATEWAY_CONFIGURATION=$(sed -e "s#@DIRECTORY@#$GATEWAY_DIRECTORY#g" -e "s#@USER@#$GATEWAY_PROCESS_USER#g" "$here/nginx.conf")
export GATEWAY_CONFIGURATION GATEWAY_PASSWORD
exec sh "$here/run.sh"
`;

/** Host of Airflow's web process as the gateway sees it, without the port. */
const upstreams: Record<string, string> = {
  virtualenv: "127.0.0.1",
  image: "127.0.0.1",
  compose: "airflow-apiserver",
  helm: "airflow-api-server",
};

/** The gateway that the stack puts before its own Airflow 3, with the same rules; empty where Airflow checks logins itself. */
export function gatewayFiles(kit: ResolvedKit): KitFile[] {
  if (!kit.gateway) return [];
  const configuration = gatewayConfiguration({
    port: kit.gatewayPort,
    airflowPort: kit.airflowPort,
    healthPort: kit.gatewayHealthPort,
    directory: "@DIRECTORY@",
    user: "@USER@",
  });
  const loopback = `http://127.0.0.1:${kit.airflowPort};`;
  if (!configuration.includes(loopback))
    throw new Error("gateway.conf does not pass on to Airflow as the kit expects.");
  const upstream = `http://${upstreams[kit.runtime] ?? "127.0.0.1"}:${kit.airflowPort};`;
  const inContainer = kit.runtime !== "virtualenv";
  const scripts = join(__dirname, "..", "container-scripts");
  const run = ["gateway.sh", "gateway-run.sh"].map((name) => readFileSync(join(scripts, name), "utf8")).join("");
  return [
    { path: "gateway/nginx.conf", text: `${configuration.replace(loopback, upstream)}\n` },
    { path: "gateway/run.sh", text: run, executable: true },
    {
      path: "gateway/start.sh",
      executable: true,
      text: start
        .replace("@USERNAME@", kit.username)
        .replace("@FOLDER@", inContainer ? "/mnt/gateway" : "/var/lib/openmetadata-gateway"),
    },
  ];
}
