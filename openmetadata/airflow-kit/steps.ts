import { atLeast } from "../releases/versions";
import { serverPlaceholder, tokenPlaceholder, type ResolvedKit } from "./settings";

/** One numbered step of the README. */
export interface Step {
  readonly title: string;
  /** Markdown, without the heading. */
  readonly body: string;
}

const code = (...lines: string[]) => `\`\`\`sh\n${lines.join("\n")}\n\`\`\``;

const processes = (kit: ResolvedKit) =>
  kit.airflow3 ? "api-server, scheduler, dag-processor and workers" : "webserver, scheduler and workers";

const tokenOrigin = "the token of the ingestion bot, in OpenMetadata: Settings, Bots, ingestion-bot";

/** Under which name each runtime brings the token to the lineage of every task. */
const lineageToken: Record<ResolvedKit["runtime"], string> = {
  virtualenv: tokenPlaceholder,
  image: tokenPlaceholder,
  compose: "OPENMETADATA_BOT_TOKEN",
  helm: "ingestion-bot-token",
  mwaa: "REPLACE_WITH_SECRET_NAME",
  astronomer: "AIRFLOW__LINEAGE__JWT_TOKEN",
};

/** Where the bot's token comes from, said once the kit is written. No file of the kit and no output of the stack holds it. */
export const tokenSentence = ({ angles }: Pick<ResolvedKit, "angles">): string =>
  angles.includes("lineage-backend") || angles.includes("connectors")
    ? `You give Airflow ${tokenOrigin}. README.md says under which name.`
    : "Airflow needs no token from you: OpenMetadata sends its bot's with each workflow that it deploys.";

/** What is still open in the files, each with where it comes from. */
export function placeholders(kit: ResolvedKit): readonly (readonly [placeholder: string, origin: string])[] {
  return [
    ...(kit.apiUrl.startsWith(serverPlaceholder)
      ? [[serverPlaceholder, "the address of OpenMetadata: `pulumi stack output`, the URL of the server"] as const]
      : []),
    ...(kit.lineage ? [[lineageToken[kit.runtime], tokenOrigin] as const] : []),
    ...(kit.angles.includes("connectors")
      ? [["openmetadata_jwt_token", `${tokenOrigin}: an Airflow variable, read by the DAG of the kit`] as const]
      : []),
    ...(kit.managed
      ? [
          [
            "OPENMETADATA_AIRFLOW_PASSWORD",
            `the password of Airflow's user \`${kit.username}\`, which the stack keeps as \`openmetadata:secrets.airflow.password\``,
          ] as const,
        ]
      : []),
  ];
}

const install: Record<ResolvedKit["runtime"], (kit: ResolvedKit) => string> = {
  virtualenv: () =>
    `In the virtual environment that runs Airflow:\n\n${code("pip install -r requirements.txt -c constraints.txt")}`,
  image: () => `Build the image and run Airflow from it:\n\n${code("docker build -t airflow-openmetadata .")}`,
  compose: () =>
    `Copy the files of this folder beside your \`docker-compose.yaml\` and build:\n\n${code("docker compose build")}`,
  helm: (kit) =>
    `Build the image, push it to your registry and name it in \`values.yaml\`:\n\n${code(`docker build -t YOUR_REGISTRY/airflow-openmetadata:${kit.airflowVersion}-${kit.packages} .`)}`,
  mwaa: () =>
    `Upload the files to the environment's bucket and name them in the environment:\n\n${code(
      "aws s3 cp constraints.txt s3://YOUR_BUCKET/dags/openmetadata-constraints.txt",
      "aws s3 cp requirements.txt s3://YOUR_BUCKET/requirements.txt",
      "aws s3 cp startup.sh s3://YOUR_BUCKET/startup.sh",
    )}\n\nAdd the lines of your own \`requirements.txt\` below these.`,
  astronomer: () =>
    "Copy this folder into your project as `openmetadata/` and add `Dockerfile.lines` to the end of its `Dockerfile`. Then `astro deploy`.",
};

function settingsStep(kit: ResolvedKit): Step | undefined {
  if (!kit.managed && !kit.lineage) return undefined;
  const everywhere = `Every process of Airflow (${processes(kit)}) gets the same settings.`;
  const bodies: Record<ResolvedKit["runtime"], string> = {
    virtualenv: `${everywhere} Fill in \`openmetadata.env\`, keep it readable for Airflow's user only, and read it where the processes start:\n\n${code(
      'export AIRFLOW_HOME="${AIRFLOW_HOME:-$HOME/airflow}"',
      "set -a; . ./openmetadata.env; set +a",
    )}\n\nOr put \`airflow.cfg.openmetadata\` into \`airflow.cfg\` instead.`,
    image: `${everywhere} Fill in \`openmetadata.env\` and give it to the containers: \`docker run --env-file openmetadata.env …\`.`,
    compose: `${everywhere} They are in \`docker-compose.override.yml\`; the secrets come from the \`.env\` file beside it (see below).`,
    helm: `${everywhere} They are in \`values.yaml\`. The secrets are in one Kubernetes secret:\n\n${code(
      `kubectl create secret generic openmetadata-airflow --from-file=airflow-password=/dev/stdin   # then paste the password, without a line end`,
    )}\n\nFor lineage add the key \`ingestion-bot-token\` to it.`,
    mwaa: `${everywhere} \`startup.sh\` sets them; name it as the start-up script of the environment, and put the token into a secret of AWS Secrets Manager.`,
    astronomer: `${everywhere} They are in \`Dockerfile.lines\`; add AIRFLOW__LINEAGE__JWT_TOKEN as a secret variable of the deployment.`,
  };
  return { title: "Settings", body: bodies[kit.runtime] };
}

function folderStep(kit: ResolvedKit): Step | undefined {
  if (!kit.managed) return undefined;
  const shared = `Deploying writes \`<dags>/<name>.py\` and \`dag_generated_configs/<name>.json\`; the ${kit.webProcess} writes, all others read. The second holds the bot's token in clear: nobody else may read it.`;
  const make: Partial<Record<ResolvedKit["runtime"], string>> = {
    virtualenv: code(
      'mkdir -p "$AIRFLOW_HOME/dags" "$AIRFLOW_HOME/dag_generated_configs"',
      'chmod 700 "$AIRFLOW_HOME/dag_generated_configs"',
    ),
    image: "Mount both folders from storage that every container shares.",
    compose: "`docker-compose.override.yml` shares a volume for the second; the first is shared already.",
    helm:
      "`values.yaml` shares both; your cluster needs a storage class for ReadWriteMany." +
      (kit.airflow3 ? " Check that the api-server's pod mounts the DAG folder writable." : ""),
  };
  return { title: "Shared folders", body: `${shared}\n\n${make[kit.runtime] ?? ""}` };
}

function userStep(kit: ResolvedKit): Step | undefined {
  if (!kit.managed) return undefined;
  const user = kit.username;
  const commands = code(
    // Airflow 2.7 renamed the command.
    atLeast(kit.airflowVersion, "2.7.0") ? "airflow db migrate" : "airflow db upgrade",
    `airflow users create --username ${user} --password "$OPENMETADATA_AIRFLOW_PASSWORD" --role Admin --email openmetadata@example.com --firstname Open --lastname Metadata`,
  );
  const where = kit.runtime === "virtualenv" ? "" : " Run both in a container of Airflow.";
  return {
    title: "The user of OpenMetadata's server",
    body: `OpenMetadata logs in as \`${user}\`.${where} The first command makes the tables of the user database when they are not there.\n\n${commands}\n\nA user that exists keeps its password: change it with \`airflow users reset-password -u ${user}\`.`,
  };
}

function restartStep(kit: ResolvedKit): Step | undefined {
  const commands: Record<ResolvedKit["runtime"], string> = {
    virtualenv: code(
      ...(kit.airflow3
        ? ["airflow api-server &", "airflow scheduler &", "airflow dag-processor &"]
        : ["airflow webserver &", "airflow scheduler &"]),
    ),
    image: "Start the containers again.",
    compose: code("docker compose up -d"),
    helm: code(
      ...(kit.managed ? ["kubectl apply -f openmetadata.yaml"] : []),
      "helm upgrade airflow apache-airflow/airflow -f YOUR_VALUES.yaml -f values.yaml",
    ),
    mwaa: "The environment updates itself after its requirements and start-up script have changed.",
    astronomer: "`astro deploy` has done it.",
  };
  return { title: "Restart Airflow", body: commands[kit.runtime] };
}

function gatewayStep(kit: ResolvedKit): Step | undefined {
  if (!kit.gateway) return undefined;
  const intro = `Give \`http://<this host>:${kit.gatewayPort}\` to the stack as \`openmetadata:airflow.endpoint\`. Nothing but the gateway may reach port ${kit.airflowPort}; people, too, use the gateway's port. It asks for the login of \`${kit.username}\` before the managed APIs and leaves the rest to Airflow's own login.`;
  const bodies: Partial<Record<ResolvedKit["runtime"], string>> = {
    virtualenv: `Install nginx on the Airflow host, then:\n\n${code('GATEWAY_PASSWORD="$OPENMETADATA_AIRFLOW_PASSWORD" sh gateway/start.sh')}\n\nIt stays in the foreground: run it as a service. Airflow itself listens on 127.0.0.1 only (openmetadata.env).`,
    image: `Run the nginx image in the network namespace of the api-server's container (a task, a pod, or \`--network container:…\`), with the folder \`gateway\` mounted at /gateway, a writable /mnt/gateway, GATEWAY_PASSWORD from your secret store, and the command \`/bin/sh /gateway/start.sh\`. Set AIRFLOW__API__HOST=127.0.0.1 for the api-server.`,
    compose: "The override starts it as `openmetadata-gateway` and closes the api-server's own port.",
    helm: "`openmetadata.yaml` starts it and closes the api-server's pods to everybody else (your cluster must enforce NetworkPolicy). Point your ingress at the service `openmetadata-gateway`.",
  };
  return { title: "The gateway", body: `${intro}\n\n${bodies[kit.runtime] ?? ""}` };
}

function networkStep(kit: ResolvedKit): Step {
  const inward = kit.managed
    ? `- OpenMetadata's server reaches Airflow at ${kit.endpoint ?? "openmetadata:airflow.endpoint"}: set \`openmetadata:airflow.securityGroupId\` and the stack opens it, or open it yourself.\n`
    : "";
  return {
    title: "Open the network, both ways",
    body: `${inward}- Airflow reaches OpenMetadata's API at ${kit.apiUrl}: ${kit.managed ? "every parse of a deployed workflow calls it" : "every run calls it"}. Set \`openmetadata:airflow.securityGroupId\` (Airflow in the server's VPC) or \`openmetadata:airflow.cidr\` (elsewhere) to let it in.\n- Airflow reaches the sources that it reads${kit.managed ? '; "Test connection" runs in the ' + kit.webProcess + ", so that one too" : ""}.`,
  };
}

function checkStep(kit: ResolvedKit): Step {
  if (kit.runtime === "mwaa") {
    return {
      title: "Check",
      body: `MWAA gives no shell: copy \`check.py\` into the DAG folder and run it once as a task, with a BashOperator:\n\n${code("python3 /usr/local/airflow/dags/check.py host")}\n\nIts log says what is wrong and how to fix it; the task fails until all is well.`,
    };
  }
  const host =
    kit.runtime === "virtualenv"
      ? "On the Airflow host, with Airflow's Python and settings"
      : "In a container of Airflow, with its Python";
  const password = kit.managed ? "\n\nThe password is read from the variable OPENMETADATA_AIRFLOW_PASSWORD." : "";
  const network = kit.managed
    ? "\n\nFrom the server's network, with any Python:\n\n" + code("python3 check.py network")
    : "";
  return {
    title: "Check",
    body: `${host}:\n\n${code("python3 check.py")}${password}${network}\n\nIt says what is wrong and how to fix it, and ends with status 1 until all is well.`,
  };
}

/** The README's steps, in the order in which a team takes them. */
export function steps(kit: ResolvedKit): Step[] {
  const dags: Step = {
    title: "Example DAGs",
    body: `Read the files in \`dags/\`, fill in what is marked CHANGE, and copy those you want into the DAG folder. They start paused.`,
  };
  const all = [
    { title: "Install the packages", body: install[kit.runtime](kit) },
    settingsStep(kit),
    folderStep(kit),
    userStep(kit),
    restartStep(kit),
    gatewayStep(kit),
    networkStep(kit),
    dags,
    checkStep(kit),
  ];
  return all.filter((step): step is Step => step !== undefined);
}
