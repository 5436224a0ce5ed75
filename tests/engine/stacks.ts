import { RehearsalSession, type Run, type SessionOptions } from "../../rehearsal/engine/session";

/** The stack files that the project ships. */
export const shippedStacks = ["dev", "staging", "prod"] as const;

/** Runs `body` on a session and ends it in any case. */
export const withSession = async <T>(
  options: SessionOptions,
  body: (session: RehearsalSession) => Promise<T>,
): Promise<T> => {
  const session = await RehearsalSession.start(options);
  try {
    return await body(session);
  } finally {
    await session.dispose();
  }
};

const shortName = (urn: string) => urn.split("::").slice(2).join("::").replace(/^.*\$/, "");

/** What a run changes, one line a resource: `update aws:ecs/service:Service::openmetadata-dev-server`. */
export const changesOf = (run: Run): string[] => run.changes.map(({ op, urn }) => `${op} ${shortName(urn)}`).sort();

/** The same without the steps that make up a replacement, and without the stack itself, whose outputs follow. */
export const resourceChanges = (run: Run): string[] =>
  [
    ...new Set(
      run.changes
        .filter(({ type }) => type !== "pulumi:pulumi:Stack")
        .map(({ op, urn }) => `${op.replace(/^(create-replacement|delete-replaced)$/, "replace")} ${shortName(urn)}`),
    ),
  ].sort();

/** Types whose replacement loses what users stored. */
export const holdsData =
  /aws:(rds\/instance:|opensearch\/domain:|efs\/fileSystem:|secretsmanager\/secret:)|tls:|random:/;
