import { ofType, refuse, type Rule } from "../../rule";
import { startedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";
import { placeOf, secretValue, type Told, toldTo } from "./told-values";

/** What the names of variables log in to, by the part before USER and PASSWORD. */
const servers: readonly (readonly [RegExp, string])[] = [
  [/^(DATABASE|DB|MASTER)$/, "database"],
  [/^(AIRFLOW|AIRFLOW_ADMIN|GATEWAY)$/, "Airflow"],
  [/^(ELASTICSEARCH|OPENSEARCH|SEARCH)$/, "search cluster"],
];

interface Login {
  readonly server: string;
  readonly user: string;
  readonly password: Told & { readonly secret: string };
}

/** A user with its password, as one container gets both. */
function loginsOf(task: StartedTask): Login[] {
  const told = toldTo(task);
  return told.flatMap(({ name, text, container }): Login[] => {
    const stem = /^(.+)_USER(NAME)?$/.exec(name)?.[1];
    const [, server] = servers.find(([pattern]) => stem !== undefined && pattern.test(stem)) ?? [];
    if (server === undefined || !text) return [];
    const names = [`${stem}_PASSWORD`, `${stem}_USER_PASSWORD`];
    const password = told.find((one) => one.container === container && names.includes(one.name));
    const { secret } = password ?? {};
    return !password || secret === undefined ? [] : [{ server, user: text, password: { ...password, secret } }];
  });
}

/** The login of this task that another container, or the database itself, has with another password. */
function problems(task: StartedTask, all: readonly Login[]): string[] {
  return loginsOf(task).flatMap(({ server, user, password }) => {
    const others = all.filter((one) => one.server === server);
    const otherwise = others.find((one) => one.user === user && one.password.secret !== password.secret);
    if (otherwise)
      return [
        `${server} login ${user} has one password by ${placeOf(password)} and another by ${placeOf(otherwise.password)}`,
      ];
    const shared = others.find((one) => one.user !== user && one.password.secret === password.secret);
    if (shared && isProgramsOwn(task, password.secret))
      return [`${server} logins ${user} and ${shared.user} have the one password of ${placeOf(password)}`];
    return server === "database" && isNotMasters(task, user, password.secret)
      ? [`${placeOf(password)} is not the password that the database gets for its administrator ${user}`]
      : [];
  });
}

const isProgramsOwn = (task: StartedTask, arn: string): boolean => secretValue(task, arn) !== undefined;

/** Whether the administrator of a database of this program has another password than this secret holds. */
function isNotMasters(task: StartedTask, user: string, arn: string): boolean {
  const [database] = ofType(
    task.graph.sources(task.definition.urn, "containerDefinitions"),
    "aws:rds/instance:Instance",
  );
  const [given, told] = [database?.inputs?.password, secretValue(task, arn)];
  return database?.inputs?.username === user && typeof given === "string" && told !== undefined && given !== told;
}

export const loginPasswords: Rule = {
  name: "login-passwords",
  refuses:
    "a login that containers, or the database itself, have with different passwords, and one password for two logins",
  source: {
    title: "PostgreSQL documentation, Password authentication",
    url: "https://www.postgresql.org/docs/current/auth-password.html",
  },
  whole: (service, graph, cloud) => {
    const tasks = startedTasks(service, graph, cloud);
    if (tasks.length === 0) return [];
    const all = graph.concluded(graph, "logins", () =>
      graph.all().flatMap((one) => startedTasks(one, graph, cloud).flatMap(loginsOf)),
    );
    return [...new Set(tasks.flatMap((task) => problems(task, all)))].flatMap((one) => refuse("taskDefinition", one));
  },
};
