import { serverConfiguration } from "../source";
import { ofType, refuse, type Rule } from "../rule";
import { startedTasks, type StartedTask } from "../services/ecs/container-definitions/started-task";
import { placeOf, type Told, toldTo } from "./told-values";

/** What the bootstrap makes, and the names by which the task's program knows it. */
const same: Readonly<Record<string, readonly string[]>> = {
  DATABASE_HOST: ["DB_HOST"],
  DATABASE_PORT: ["DB_PORT"],
  DATABASE_USER: ["DB_USER"],
  DATABASE_NAME: ["OM_DATABASE", "AIRFLOW_DB"],
};

const textsOf = (told: readonly Told[], names: readonly string[]): Told[] =>
  told.filter(({ name, text }) => names.includes(name) && text !== undefined);

/** Before Airflow's image of 1.3, options of the connection follow the name. */
const isSame = (made: string, told: string): boolean => told === made || told.startsWith(`${made}?`);

function ownProblems(task: StartedTask): string[] {
  const told = toldTo(task);
  return Object.entries(same).flatMap(([name, read]) =>
    textsOf(told, [name]).flatMap((made) =>
      textsOf(told, read)
        .filter(({ text }) => !isSame(made.text!, text!))
        .map((one) => `${placeOf(one)} is ${one.text}, and what ${placeOf(made)} makes ready is ${made.text}`),
    ),
  );
}

/** The databases that a task's bootstrap makes, each with the server. */
const databasesOf = (task: StartedTask): string[] => {
  const told = toldTo(task);
  const hosts = textsOf(told, ["DATABASE_HOST"]);
  return textsOf(told, ["DATABASE_NAME"]).map(
    ({ container, text }) => `${text} on ${hosts.find((one) => one.container === container)?.text}`,
  );
};

export const ownDatabase: Rule = {
  name: "own-database",
  refuses: "a task that reads another database than it makes ready, or that of another task",
  source: serverConfiguration,
  whole: (service, graph, cloud) => {
    const tasks = startedTasks(service, graph, cloud);
    const others = ofType(graph.all(), service.type).filter(({ urn }) => urn !== service.urn);
    const theirs =
      tasks.length === 0 ? [] : others.flatMap((one) => startedTasks(one, graph, cloud).flatMap(databasesOf));
    const shared = tasks.flatMap(databasesOf).filter((one) => theirs.includes(one));
    const reasons = [
      ...tasks.flatMap(ownProblems),
      ...shared.map((one) => `database ${one} is that of another service's task, too`),
    ];
    return [...new Set(reasons)].flatMap((reason) => refuse("taskDefinition", reason));
  },
};
