import { environmentsOf } from "../report/environments";
import { nameOf, type StateResource } from "../report/state";
import type { AccessChange, StateChange } from "./consequences";

/** `secret → containers that read it`, with the variable by which they do. */
const readersOf = (resources: readonly StateResource[], prefix: string): Map<string, Map<string, string>> => {
  const readers = new Map<string, Map<string, string>>();
  for (const [container, entries] of Object.entries(environmentsOf(resources)))
    for (const entry of entries) {
      if (!("secret" in entry)) continue;
      const secret = entry.secret.startsWith(prefix) ? entry.secret.slice(prefix.length) : entry.secret;
      const own = readers.get(secret) ?? new Map<string, string>();
      own.set(container, [own.get(container), entry.name].filter(Boolean).join(", "));
      readers.set(secret, own);
    }
  return readers;
};

/** `server` of `server.migrate`: a task's steps read for it. */
const taskOf = (container: string): string => container.split(".")[0]!;

type Readers = readonly (readonly [container: string, variable: string])[];

/** Readers of one task are in one line. */
const byTask = (readers: Readers): [task: string, readers: Readers][] => {
  const tasks = [...new Set(readers.map(([container]) => taskOf(container)))].sort();
  return tasks.map((task) => [task, readers.filter(([container]) => taskOf(container) === task).sort()]);
};

/** Containers that read a secret now and did not before, and the reverse. */
export const secretReaderChanges = ({ base, head, prefix }: StateChange): AccessChange[] => {
  const [before, after] = [readersOf(base, prefix), readersOf(head, prefix)];
  const isNew = (secret: string) =>
    !base.some(
      ({ urn, type }) => /secretsmanager\/secret:/.test(type) && [secret, prefix + secret].includes(nameOf(urn)),
    );
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((secret) => {
    const [old, current] = [before.get(secret) ?? new Map(), after.get(secret) ?? new Map()] as Map<string, string>[];
    const tasks = new Set([...old!.keys()].map(taskOf));
    const gained = [...current!].filter(([container]) => !old!.has(container));
    const lost = [...old!].filter(([container]) => !current!.has(container));
    const change = (
      direction: AccessChange["direction"],
      [task, readers]: readonly [string, Readers],
    ): AccessChange => {
      const names = readers.map(([container]) => container);
      const variables = [...new Set(readers.map(([, variable]) => variable))];
      const expected = direction === "widened" && (isNew(secret) || tasks.has(task));
      return {
        kind: "secret",
        direction,
        who: `container${names.length > 1 ? "s" : ""} ${names.join(", ")}`,
        text: `reads secret ${secret} as ${variables.join(", ")}`,
        ...(expected && { expected }),
      };
    };
    return [
      ...byTask(gained).map((readers) => change("widened", readers)),
      ...byTask(lost).map((readers) => change("narrowed", readers)),
    ];
  });
};
