import type { AccessChange, Consequences, Downtime, StateChange } from "./consequences";
import { dataRisksOf } from "./data";
import { downtimeOf } from "./downtime";
import { internetChanges, shellChanges } from "./internet";
import { lossesOf } from "./losses";
import { permissionChanges } from "./permissions";
import { portChanges } from "./ports";
import { secretReaderChanges } from "./secret-readers";

/** What a change of one stack comes to. Pure: two states and the operations between them in, findings out. */
export const consequencesOf = (change: StateChange): Consequences => ({
  access: accessChanges(change),
  downtime: downtimeOf(change).sort(byService),
  data: dataRisksOf(change),
  losses: lossesOf(change),
});

const services = ["server", "airflow", "database", "search"];
const place = ({ service }: Downtime): number =>
  services.includes(service) ? services.indexOf(service) : services.length;

/** In the same order whichever registered first: what people use most, then the longest. */
const byService = (one: Downtime, other: Downtime): number =>
  place(one) - place(other) ||
  one.service.localeCompare(other.service) ||
  (other.minutes?.[1] ?? 0) - (one.minutes?.[1] ?? 0) ||
  one.why.join().localeCompare(other.why.join());

const directions = ["widened", "changed", "narrowed"];
const rank = ({ warning, expected, direction }: AccessChange): number =>
  (warning && direction !== "narrowed" ? 0 : 10) + directions.indexOf(direction) + (expected ? 5 : 0);

/** What a reviewer must see first: what is given away, then what is wider, then what is narrower. */
const accessChanges = (change: StateChange): AccessChange[] => {
  const secrets = secretReaderChanges(change);
  return [
    ...internetChanges(change),
    ...portChanges(change),
    ...withoutReaders(permissionChanges(change), secrets),
    ...secrets,
    ...shellChanges(change),
  ].sort((one, other) => rank(one) - rank(other));
};

/** An execution role reads a secret for a container: that container's line says so already. */
const withoutReaders = (permissions: readonly AccessChange[], secrets: readonly AccessChange[]): AccessChange[] => {
  const said = (direction: string) =>
    new Set(
      secrets
        .filter((one) => one.direction === direction)
        .flatMap(({ text }) => /^reads secret (\S+)/.exec(text)?.slice(1) ?? []),
    );
  return permissions.filter(({ who, text, direction, warning }) => {
    if (warning || !/^role .*-execution$/.test(who) || !/^secretsmanager:GetSecretValue on /.test(text)) return true;
    const named = [...text.split(" (")[0]!.matchAll(/<secret ([^>]+)>/g)].map(([, name]) => name!);
    return named.length === 0 || !named.every((name) => said(direction).has(name));
  });
};
