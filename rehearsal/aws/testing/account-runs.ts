import * as pulumi from "@pulumi/pulumi";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import type { Program, RehearsalSession } from "../../engine/session";
import type { Thing } from "../../protocol/cloud";

/** A run of the engine on the real stack that the account refuses. */
export interface AccountRun {
  rule: string;
  /** What is wrong, in words that complete "refuses …". */
  what: string;
  run(session: RehearsalSession): Promise<unknown>;
}

const only = (session: RehearsalSession, type: string): Thing => session.cloud.all(type)[0]!;

/** The real stack with its subnets kept when it goes. */
export const keepingSubnets =
  (program: Program): Program =>
  async () => {
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
      type === "aws:ec2/subnet:Subnet" ? { props, opts: { ...opts, retainOnDelete: true } } : undefined,
    );
    return program();
  };

/** What no preview can show, in the order in which a stack that is up is taken down: each run leaves less of it. */
export const accountRuns: readonly AccountRun[] = [
  {
    rule: "service-linked-role-in-use",
    what: "giving up the service-linked role while the domain is in the VPC",
    run: (session) => {
      session.setConfig("openmetadata:search.serviceLinkedRole", "existing");
      return session.up();
    },
  },
  {
    rule: "final-snapshot",
    what: "deleting a database whose final snapshot has a name that is taken",
    run: (session) => {
      const database = only(session, "aws:rds/instance:Instance");
      const id = String(database.inputs.finalSnapshotIdentifier);
      session.cloud.put({ ...database, type: "aws:rds/snapshot:Snapshot", id });
      return session.destroy();
    },
  },
  {
    rule: "deletion-protection",
    what: "deleting a database that somebody has protected meanwhile",
    run: (session) => {
      const database = only(session, "aws:rds/instance:Instance");
      session.cloud.put({ ...database, inputs: { ...database.inputs, deletionProtection: true } });
      return session.destroy();
    },
  },
  {
    rule: "still-needed",
    what: "deleting the VPC while its subnets are kept",
    run: (session) => {
      const database = only(session, "aws:rds/instance:Instance");
      const snapshot = only(session, "aws:rds/snapshot:Snapshot");
      session.cloud.remove(snapshot.type, snapshot.id);
      session.cloud.put({ ...database, inputs: { ...database.inputs, deletionProtection: false } });
      return session.destroy();
    },
  },
  {
    rule: "still-there",
    what: "a secret of the name of one that is scheduled for deletion",
    run: async (session) => {
      for (const { type, id } of session.cloud.all("aws:ec2/subnet:Subnet")) session.cloud.remove(type, id);
      await session.destroy();
      const gone = session.cloud.remains.find(({ type }) => type === "aws:secretsmanager/secret:Secret")!;
      session.setProgram(async () => {
        new secretsmanager.Secret("again", { name: String(gone.inputs.name) });
      });
      return session.preview();
    },
  },
];
