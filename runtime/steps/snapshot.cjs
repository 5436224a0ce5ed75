// A snapshot of the stack's own database before a migration, of which the newest ones are kept.
const { createHash } = require("node:crypto");
const { CreateDBSnapshotCommand, DeleteDBSnapshotCommand, DescribeDBSnapshotsCommand } = require("@aws-sdk/client-rds");

/** The same for every try of one upgrade: a second try must not take a half migrated database for the state before. */
const identifierOf = ({ prefix }, { triggers, step }, services) => {
  const from = services.map(({ taskDefinition }) => taskDefinition).sort();
  const named = Object.entries(triggers).sort(([one], [other]) => (one < other ? -1 : 1));
  const digest = createHash("sha256")
    .update(JSON.stringify([step, named, from]))
    .digest("hex")
    .slice(0, 12);
  const release = String(triggers.release)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return `${prefix}${release}-${digest}`;
};

const snapshotsOf = async ({ rds }, { instance, prefix }) => {
  const found = [];
  let Marker;
  do {
    const request = { DBInstanceIdentifier: instance, SnapshotType: "manual", ...(Marker && { Marker }) };
    const page = await rds.send(new DescribeDBSnapshotsCommand(request));
    found.push(...(page.DBSnapshots ?? []));
    Marker = page.Marker;
  } while (Marker);
  return found.filter(({ DBSnapshotIdentifier = "" }) => DBSnapshotIdentifier.startsWith(prefix));
};

/** A request whose answer was lost is sent again, and then hears that it is done. */
const unless = (done, sent) =>
  sent.catch((error) => {
    if (!done.test(`${error.name} ${error.reason}`)) throw error;
  });

/** Asks for the snapshot. A database that is being backed up or changed takes none until that has ended (RDS: CreateDBSnapshot). */
const begin = async (request, { rds, region }, timing) => {
  const { DBInstanceIdentifier: instance } = request;
  let told = false;
  const begun = async () => {
    try {
      await unless(/DBSnapshotAlreadyExists/, rds.send(new CreateDBSnapshotCommand(request)));
      return true;
    } catch (error) {
      if (!/InvalidDBInstanceState/.test(`${error.name} ${error.reason}`)) throw error;
      if (!told) timing.say("the database is busy and takes no snapshot yet; it is waited for");
      told = true;
      return false;
    }
  };
  await timing.until(
    begun,
    (lasted) =>
      `The database took no snapshot for ${lasted}, and nothing was migrated. Look what it is busy with, then run pulumi up: ` +
      `aws rds describe-db-instances --db-instance-identifier ${instance} --query 'DBInstances[].DBInstanceStatus' --region ${region}`,
  );
  timing.say(`snapshot ${request.DBSnapshotIdentifier} of the database is taken`);
};

const ownEnd = /^[0-9a-z-]+-[0-9a-f]{12}$/;

/** Only what this step itself named is ever deleted, and only once a newer one is whole. */
const prune = async (place, snapshot, timing) => {
  const own = (await snapshotsOf(place, snapshot))
    .filter(
      ({ DBSnapshotIdentifier, Status }) =>
        Status === "available" && ownEnd.test(DBSnapshotIdentifier.slice(snapshot.prefix.length)),
    )
    .sort((one, other) => Number(other.SnapshotCreateTime ?? 0) - Number(one.SnapshotCreateTime ?? 0));
  for (const { DBSnapshotIdentifier } of own.slice(snapshot.keep)) {
    await unless(/DBSnapshotNotFound/, place.rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier })));
    timing.say(
      `older snapshot ${DBSnapshotIdentifier} is deleted: ${snapshot.keep} are kept (database.upgradeSnapshots)`,
    );
  }
};

/**
 * Takes the snapshot of this upgrade, or waits for the one that an interrupted `up` began.
 *
 * @returns its identifier
 */
const takeSnapshot = async (inputs, services, place, timing) => {
  const { snapshot } = inputs.before;
  const DBSnapshotIdentifier = identifierOf(snapshot, inputs, services);
  const present = async () =>
    (await snapshotsOf(place, snapshot)).find((one) => one.DBSnapshotIdentifier === DBSnapshotIdentifier);
  if (!(await present())) {
    const Tags = Object.entries({ ...snapshot.tags, Name: DBSnapshotIdentifier }).map(([Key, Value]) => ({
      Key,
      Value,
    }));
    const request = { DBInstanceIdentifier: snapshot.instance, DBSnapshotIdentifier, Tags };
    await begin(request, place, timing);
  }
  await timing.until(
    async () => {
      const { Status } = (await present()) ?? {};
      if (Status === "failed")
        throw new Error(
          `Snapshot ${DBSnapshotIdentifier} failed, and nothing was migrated. Delete it, then run pulumi up: ` +
            `aws rds delete-db-snapshot --db-snapshot-identifier ${DBSnapshotIdentifier} --region ${place.region}`,
        );
      return Status === "available";
    },
    (lasted) =>
      `Snapshot ${DBSnapshotIdentifier} is not complete after ${lasted}, and nothing was migrated. It goes on; run pulumi up again.`,
  );
  timing.say(`snapshot ${DBSnapshotIdentifier} is complete`);
  await prune(place, snapshot, timing);
  return DBSnapshotIdentifier;
};

module.exports = { takeSnapshot };
