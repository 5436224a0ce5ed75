import { serverVariable } from "../../../openmetadata/variables/server-variables";
import { configPath, either, remove, set, setCommand, steps } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import type { PlainStackConfig } from "../../schema";
import { heapMegabytes } from "../../server-settings";
import { lineOf } from "../release";
import { rule } from "../rule";

interface ImageFile {
  readonly key: string;
  readonly path: string | undefined;
  /** Key of the image in which the file is looked for; it is the official one when that key is absent. */
  readonly image: "server.image" | "airflow.image";
}

type Sections = Pick<PlainStackConfig, "version" | "server" | "airflow" | "auth">;

/** What the official images bring along: certificates of the system and of Java, and OpenMetadata's own settings. */
const brought = [
  /^\/etc\/(ssl|pki)\//,
  /\/cacerts$/,
  /^(\.|\/opt\/openmetadata)\/conf\/(operations|openmetadata)\.yaml$/,
];

/** Keys that name a file inside a container. */
function filesOf({ version, server, airflow, auth }: Sections): ImageFile[] {
  const variables = Object.entries(server.environment).filter(
    ([name, value]) => namesAFile(name, version) && /^\.{0,2}\//.test(value),
  );
  return [
    { key: "airflow.trustStorePath", path: airflow.trustStorePath, image: "server.image" },
    { key: "auth.ldap.trustStoreFile", path: auth.ldap?.trustStoreFile, image: "server.image" },
    { key: "auth.saml.keystoreFile", path: auth.saml?.keystoreFile, image: "server.image" },
    {
      key: "auth.bot.secretKeyPath",
      path: airflow.host === "create" ? auth.bot?.secretKeyPath : undefined,
      image: "airflow.image",
    },
    ...variables.map(([name, path]) => ({
      key: configPath(["server", "environment", name]),
      path,
      image: "server.image" as const,
    })),
  ];
}

/** Whether the release keeps the value of a variable under a key that names a file. */
const namesAFile = (name: string, version: string): boolean =>
  lineOf(version) !== undefined &&
  Object.keys(serverVariable(name, version)?.keys ?? {}).some((key) =>
    /(FilePath|[Tt]ruststorePath|ConfigFile|kubeconfigPath)$/.test(key),
  );

function fileProblem({ key, path, image }: ImageFile): Problem[] {
  if (path === undefined || brought.some((pattern) => pattern.test(path))) return [];
  return [
    {
      key,
      found: key.includes(".environment.") ? "the path of a file" : JSON.stringify(path),
      allowed: `a file of the image, and the official one does not have this: name an image of yours that does, by ${image}`,
      fix: either(
        steps("Name that image", setCommand(image, "REPOSITORY:TAG")),
        steps("Or do without", ...commandsOf(key)),
      ),
    },
  ];
}

const commandsOf = (key: string): string[] =>
  remove(key)
    .split("\n")
    .slice(1)
    .map((line) => line.trim());

/** What is in an image of the user's own is not known; the official images bring no file of theirs. */
export const filesAreInTheImage = rule(["version", "server", "airflow", "auth"], (sections) => {
  const own = {
    "server.image": sections.server.image,
    "airflow.image": sections.airflow.host === "create" ? sections.airflow.image : undefined,
  };
  return {
    problems: filesOf(sections)
      .filter(({ image }) => own[image] === undefined)
      .flatMap(fileProblem),
  };
});

const mebibytes: Readonly<Record<string, number>> = { k: 1 / 1024, m: 1, g: 1024 };

/** Heap that Java options ask for, MiB: the last one counts. */
function heapOf(options: string): number | undefined {
  const [, size, unit = ""] = [...options.matchAll(/(?:^|\s)-Xm[xs](\d+)([kmg]?)/gi)].at(-1) ?? [];
  return size === undefined ? undefined : Number(size) * (mebibytes[unit.toLowerCase()] ?? 1 / 1024 ** 2);
}

/** A heap as large as the task leaves Java no room beside it: the container is killed. */
export const heapFitsTheTask = rule(["server"], ({ server }) => {
  const name = "OPENMETADATA_HEAP_OPTS";
  const heap = heapOf(server.environment[name] ?? "");
  if (heap === undefined || heap < server.memory) return {};
  const key = configPath(["server", "environment", name]);
  const allowed = `a heap below server.memory, ${server.memory} MiB, from which it follows when this is absent`;
  const right = heapMegabytes(server.memory);
  const fix = set(key, `-Xmx${right}M -Xms${right}M`);
  return { problems: [{ key, found: `a heap of ${heap} MiB`, allowed, fix }] };
});
