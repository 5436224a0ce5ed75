import type { SimulatedCloud } from "../../../protocol/cloud";
import type { ResourceGraph } from "../../../protocol/graph";
import { serverConfiguration } from "../../source";
import { refuse, type Rule } from "../../rule";
import { startedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";
import { starterKind } from "../../task-starters";
import { placeOf, type Told, toldTo } from "./told-values";

/** What says where a database is and whose: the variables of what makes it ready, and of the programs that read it. */
const words = {
  host: ["DATABASE_HOST", "DB_HOST"],
  port: ["DATABASE_PORT", "DB_PORT"],
  login: ["DATABASE_USER", "DB_USER"],
  name: ["DATABASE_NAME", "OM_DATABASE", "AIRFLOW_DB"],
} as const;
type Word = keyof typeof words;
const all = Object.keys(words) as Word[];

/** A database as one container's variables name it. */
interface ToldDatabase {
  readonly task: StartedTask;
  /** It gets the administrator's login too, and so makes the database. */
  readonly makes: boolean;
  readonly told: Readonly<Partial<Record<Word, Told>>>;
}

function databasesOf(task: StartedTask): ToldDatabase[] {
  const told = toldTo(task);
  return [...new Set(told.map(({ container }) => container))].flatMap((container) => {
    const own = told.filter((one) => one.container === container && (one.text ?? "") !== "");
    const found = all.flatMap((word) => {
      const one = own.find(({ name }) => (words[word] as readonly string[]).includes(name));
      return one ? [[word, one] as const] : [];
    });
    const makes = told.some((one) => one.container === container && one.name === "MASTER_USER");
    return found.length === 0 ? [] : [{ task, makes, told: Object.fromEntries(found) }];
  });
}

/** Before Airflow's image of 1.3, options of the connection follow the name. */
const isSame = (made: Told | undefined, read: Told | undefined): boolean =>
  !made || !read || read.text === made.text || read.text!.startsWith(`${made.text}?`);

const differences = (made: ToldDatabase, read: ToldDatabase): Word[] =>
  all.filter((word) => !isSame(made.told[word], read.told[word]));

const isBefore = (made: ToldDatabase, read: ToldDatabase): boolean =>
  made.task.service.urn === read.task.service.urn || read.task.before.includes(made.task.service);

/** Nothing is said of a program whose tasks make no database at all. */
function unready(read: ToldDatabase, makers: readonly ToldDatabase[]): string[] {
  const same = makers.filter((made) => differences(made, read).length === 0);
  if (makers.length === 0 || same.some((made) => isBefore(made, read))) return [];
  const [late] = same;
  if (late)
    return [
      `the ${starterKind(read.task.service)} must depend on ${late.task.service.name}, which makes database ${read.told.name?.text} ready`,
    ];
  const [nearest] = [...makers].sort(
    (one, other) =>
      differences(one, read).length - differences(other, read).length ||
      Number(isBefore(other, read)) - Number(isBefore(one, read)),
  );
  return differences(nearest!, read).map((word) => {
    const [said, made] = [read.told[word]!, nearest!.told[word]!];
    return `${placeOf(said)} is ${said.text}, and what ${placeOf(made)} makes ready is ${made.text}`;
  });
}

const addressOf = ({ told }: ToldDatabase): string => `${told.name?.text} on ${told.host?.text}`;

/** One database has one maker, and is OpenMetadata's or Airflow's. */
function shared(own: ToldDatabase, others: readonly ToldDatabase[]): string[] {
  if (own.told.name === undefined) return [];
  const isAnothers = (other: ToldDatabase): boolean =>
    own.makes
      ? other.makes && other.task.service.urn !== own.task.service.urn
      : !other.makes && programOf(own) !== undefined && ![undefined, programOf(own)].includes(programOf(other));
  return others
    .filter((other) => addressOf(other) === addressOf(own) && isAnothers(other))
    .map(() => `database ${addressOf(own)} is that of another task, too`);
}

const programOf = ({ told }: ToldDatabase): string | undefined =>
  told.name?.name === "DATABASE_NAME" ? undefined : told.name?.name;

const ofAllTasks = (graph: ResourceGraph, cloud: SimulatedCloud): ToldDatabase[] =>
  graph.concluded(graph, "databases", () =>
    graph.all().flatMap((one) => startedTasks(one, graph, cloud).flatMap(databasesOf)),
  );

export const ownDatabase: Rule = {
  name: "own-database",
  refuses: "a task that reads a database which nothing before it makes ready, or that of another task",
  source: serverConfiguration,
  whole: (starter, graph, cloud) => {
    const everyone = ofAllTasks(graph, cloud);
    const own = everyone.filter(({ task }) => task.service === starter);
    const makers = everyone.filter(({ makes }) => makes);
    const reasons = own.flatMap((one) => [...(one.makes ? [] : unready(one, makers)), ...shared(one, everyone)]);
    return [...new Set(reasons)].flatMap((reason) => refuse("taskDefinition", reason));
  },
};
