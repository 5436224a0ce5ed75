import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import { projectDirectory } from "../../config/project-directory";

const folder = path.join(projectDirectory, "openmetadata", "container-scripts");

const withoutComments = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !/^\s*(#|--(\s|$))/.test(line) && line.trim() !== "")
    .join("\n");

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Each script as containers get it; names between @ in it are filled in, and shown. */
const scripts = readdirSync(folder).map((name) => {
  const text = withoutComments(readFileSync(path.join(folder, name), "utf8"));
  const names = [...text.matchAll(/@([A-Z_]+)@/g)].map(([, found = ""]) => found);
  const pattern = new RegExp(escaped(text).replace(/@[A-Z_]+@/g, "(\\S+?)"), "g");
  return { name, names, pattern, length: text.length };
});

/** A text with the container scripts in it by their names: what they do is proved elsewhere. */
export function withScriptNames(text: string): string {
  return [...scripts]
    .sort((one, other) => other.length - one.length)
    .reduce(
      (so, { name, names, pattern }) =>
        so.replace(pattern, (_, ...values: string[]) => {
          const filled = new Set(names.map((one, index) => `${one}=${values[index]}`));
          return `<${[name, ...filled].join(" ")}>`;
        }),
      text,
    )
    .replaceAll(">\n<", "> <");
}

const oneLine = (text: string): string => withScriptNames(text).replaceAll("\n", "\\n");

/** Lines of a container but for its environment. */
function frame(container: ContainerDefinition): string[] {
  const { healthCheck: health } = container;
  const list = (name: string, words: readonly unknown[] | undefined) =>
    words === undefined || words.length === 0 ? [] : [`${name} ${words.map(String).map(oneLine).join(" ")}`];
  return [
    `image ${container.image}`,
    ...list("runs", [...(container.entryPoint ?? []), ...(container.command ?? [])]),
    ...list("as user", container.user === undefined ? [] : [container.user]),
    `${container.essential === false ? "a step" : "essential"}${container.readonlyRootFilesystem ? ", read-only root" : ""}`,
    ...list("stops within", container.stopTimeout === undefined ? [] : [container.stopTimeout, "s"]),
    ...(container.dependsOn ?? []).map(({ containerName, condition }) => `after ${containerName} ${condition}`),
    ...(container.mountPoints ?? []).map(
      ({ sourceVolume, containerPath, readOnly }) =>
        `mounts ${sourceVolume} at ${containerPath}${readOnly ? ", read-only" : ""}`,
    ),
    ...(container.portMappings ?? []).map(({ containerPort, protocol }) => `listens on ${containerPort}/${protocol}`),
    ...list("healthy if", health?.command),
    ...(health
      ? [
          `asked every ${health.interval} s, within ${health.timeout} s, ${health.retries} times, after ${health.startPeriod} s`,
        ]
      : []),
    `logs ${Object.values(container.logConfiguration?.options ?? {}).join(", ")}`,
    ...(container.linuxParameters ? [`linux ${JSON.stringify(container.linuxParameters)}`] : []),
    ...(container.repositoryCredentials ? [`login ${container.repositoryCredentials.credentialsParameter}`] : []),
  ];
}

const environment = ({ environment: plain = [], secrets = [] }: ContainerDefinition): string[] =>
  [
    ...plain.map(({ name, value }) => `${name} ← ${oneLine(value ?? "")}`),
    ...secrets.map(({ name, valueFrom }) => `${name} ← secret ${valueFrom}`),
  ].sort();

/** Lines of an environment, by those of a container before it that has most of them. */
function asAnother(own: readonly string[], others: ReadonlyMap<string, readonly string[]>): readonly string[] {
  for (const [name, lines] of others) {
    const shared = own.filter((line) => lines.includes(line)).length;
    if (shared < 10 || shared * 2 < own.length) continue;
    const [missing, more] = [lines.filter((line) => !own.includes(line)), own.filter((line) => !lines.includes(line))];
    return [`variables of ${name}`, ...missing.map((line) => `without ${line}`), ...more];
  }
  return own;
}

/** The containers of a task definition, each with what it reads, mounts, waits for and listens on. */
export function containerLines(definitions: string): string[] {
  const seen = new Map<string, readonly string[]>();
  return (JSON.parse(definitions) as ContainerDefinition[]).flatMap((container) => {
    const variables = environment(container);
    const shown = asAnother(variables, seen);
    if (shown === variables) seen.set(container.name ?? "", variables);
    return [...frame(container), ...shown].map((line) => `${container.name}: ${line}`);
  });
}
