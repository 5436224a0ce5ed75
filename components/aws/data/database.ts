import * as pulumi from "@pulumi/pulumi";
import * as rds from "@pulumi/aws/rds";
import * as random from "@pulumi/random";
import type { DatabaseConfig } from "../../../config/schema";
import { type DatabaseEngine, type DatabasePlan, databasePlan, storageLimit } from "./database-plan";
import { fittedName } from "../naming";
import { type Tags, named } from "../tags";

type CreatedDatabaseConfig = Extract<DatabaseConfig, { mode: "create" }>;

/** Arguments of {@link Database}. */
export interface DatabaseArgs {
  /** Section `database` of stack config. */
  readonly config: DatabaseConfig;
  /** Private subnets, one a zone. */
  readonly subnetIds: ReadonlyArray<pulumi.Input<string>>;
  /** Group of a created database. */
  readonly securityGroupId?: pulumi.Input<string>;
  /** Password of the master user of a created database; a secret. */
  readonly masterPassword: pulumi.Input<string>;
  /** Refuse to delete the instance. */
  readonly dataProtection: boolean;
  readonly tags: Tags;
}

/**
 * The database server of OpenMetadata and Airflow: an RDS instance (encrypted, private, TLS only), or yours.
 * The two databases in it are made by steps before the tasks that use them.
 *
 * A change of class, storage or version is applied at once, not in the next maintenance window: `pulumi up` shows it and does it.
 *
 * Cost: the class's price (db.t4g.small about 23 USD a month, twice with a standby) and 0.115 USD a GiB and month.
 */
export class Database extends pulumi.ComponentResource {
  readonly engine: DatabaseEngine;
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  /** Login that may create databases and roles; its password is read by the steps alone that make databases and logins. */
  readonly masterUser: pulumi.Output<string>;
  /** What a task that connects waits for. */
  readonly ready: pulumi.Resource[];
  /** The instance; undefined when the server is yours. */
  readonly instance?: rds.Instance;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Database", name, {}, opts);
    const { config } = args;
    this.engine = config.engine;
    if (config.mode === "existing") {
      this.host = pulumi.output(config.host);
      this.port = pulumi.output(config.port ?? databasePlan(config).port);
      this.masterUser = pulumi.output(config.username);
      this.ready = [];
    } else {
      this.instance = this.create(name, { ...args, config });
      this.host = this.instance.address;
      this.port = pulumi.output(databasePlan(config).port);
      this.masterUser = this.instance.username;
      this.ready = [this.instance];
    }
    this.registerOutputs();
  }

  /** Which server it is: another one holds nothing yet. RDS's own identifier, which no second instance ever has, or your host. */
  get identity(): pulumi.Output<string> {
    return this.instance?.resourceId ?? this.host;
  }

  private create(name: string, args: DatabaseArgs & { readonly config: CreatedDatabaseConfig }): rds.Instance {
    const { config, dataProtection, tags } = args;
    const plan = databasePlan(config);
    const subnetGroup = this.subnetGroup(name, args);
    const parameterGroup = this.parameterGroup(name, plan, tags);
    const lastSnapshot = this.lastSnapshot(name, config);

    return new rds.Instance(
      name,
      {
        // The provider adds 26 characters to a prefix, which makes the 63 that RDS allows. Without one, pulumi-aws would
        // take the logical name and 7 digits with nothing between, and check no limit below 255.
        identifierPrefix: `${fittedName(name, 36)}-`,
        engine: config.engine,
        engineVersion: plan.version,
        allowMajorVersionUpgrade: true,
        autoMinorVersionUpgrade: plan.followsMinorVersions,
        applyImmediately: true,
        ...machine(config),
        port: plan.port,
        // A snapshot brings its own master user.
        username: config.snapshotIdentifier ? undefined : plan.masterUser,
        password: args.masterPassword,
        snapshotIdentifier: config.snapshotIdentifier,
        dbSubnetGroupName: subnetGroup.name,
        parameterGroupName: parameterGroup.name,
        vpcSecurityGroupIds: args.securityGroupId ? [args.securityGroupId] : [],
        publiclyAccessible: false,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        ...upkeep(config, plan),
        deletionProtection: dataProtection,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: lastSnapshot,
        tags: named(tags, name),
      },
      {
        parent: this,
        protect: dataProtection,
        // Both matter only when the instance is made. Taking a snapshot's name out of config must not replace the data.
        ignoreChanges: ["snapshotIdentifier", "username"],
        customTimeouts: { create: "90m", update: "120m", delete: "90m" },
      },
    );
  }

  /** A name that no earlier instance has used for its last snapshot: what replaces the instance changes the name. */
  private lastSnapshot(name: string, { engine, kmsKeyArn }: CreatedDatabaseConfig): pulumi.Output<string> {
    const keepers = { engine, ...(kmsKeyArn && { kmsKeyArn }) };
    const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4, keepers }, { parent: this });
    return pulumi.interpolate`${name}-final-${suffix.hex}`;
  }

  private subnetGroup(name: string, { subnetIds, tags }: DatabaseArgs): rds.SubnetGroup {
    return new rds.SubnetGroup(
      name,
      { description: "Private subnets of the database", subnetIds: [...subnetIds], tags: named(tags, name) },
      { parent: this },
    );
  }

  /** A new major version needs a group of another family: it is made under another name before the old one goes. */
  private parameterGroup(name: string, plan: DatabasePlan, tags: Tags): rds.ParameterGroup {
    const groupName = `${name}-${plan.family.replace(".", "-")}`;
    return new rds.ParameterGroup(
      groupName,
      {
        family: plan.family,
        description: "What OpenMetadata and Airflow ask of the database",
        parameters: plan.parameters.map((parameter) => ({ ...parameter, applyMethod: "pending-reboot" })),
        tags: named(tags, groupName),
      },
      { parent: this },
    );
  }
}

/** What the instance runs on: class, zones and storage. */
const machine = (config: CreatedDatabaseConfig) =>
  ({
    instanceClass: config.instanceClass,
    allocatedStorage: config.storageGiB,
    maxAllocatedStorage: storageLimit(config),
    storageType: "gp3",
    storageEncrypted: true,
    kmsKeyId: config.kmsKeyArn,
    multiAz: config.multiZone,
  }) satisfies Partial<rds.InstanceArgs>;

/** Backups, maintenance and logs. */
const upkeep = (config: CreatedDatabaseConfig, plan: DatabasePlan) =>
  ({
    backupRetentionPeriod: config.backupDays,
    backupWindow: config.backupWindow,
    maintenanceWindow: config.maintenanceWindow,
    // The backups of these days are kept when the instance is deleted, by Pulumi or by hand.
    deleteAutomatedBackups: false,
    enabledCloudwatchLogsExports: config.logs ? [...plan.logs] : [],
    performanceInsightsEnabled: config.insights,
    copyTagsToSnapshot: true,
  }) satisfies Partial<rds.InstanceArgs>;
