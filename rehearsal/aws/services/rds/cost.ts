import { count, type CostRule, type Fixed, text, type Usage } from "../../../cost/cost";

export const databaseInstance: CostRule = (inputs, { prices }) => {
  const engine = text(inputs.engine);
  const instanceClass = text(inputs.instanceClass);
  const own = engine === "mysql" ? prices.rds.mysql : engine === "postgres" ? prices.rds.postgres : {};
  const exact = (own as Readonly<Record<string, number>>)[instanceClass];
  const close = engine === "mysql" ? prices.rds.postgres[instanceClass] : undefined;
  const hourly = exact ?? close;
  if (hourly === undefined) return { reason: `RDS ${engine} ${instanceClass} has no price here` };
  const storageType = text(inputs.storageType) || "gp2";
  const gibMonth = prices.rds.storageGibMonth[storageType];
  const factor = inputs.multiAz === true ? prices.rds.multiZoneFactor : 1;
  const zones = factor === 1 ? "one zone" : "two zones";
  const gib = count(inputs.allocatedStorage, 0);
  const instance: Fixed = {
    item: `RDS ${engine} ${instanceClass}, ${zones}${exact === undefined ? " (PostgreSQL's price; MySQL's is a little lower)" : ""}`,
    monthly: hourly * factor * prices.hoursAMonth,
    source: prices.rds.source,
  };
  // Amazon RDS pricing: as much as the databases of the region take is free; what a deleted one left is paid whole.
  const backups: Usage = {
    item: "Database backups and snapshots beyond the database's own size",
    price: prices.rds.backupGibMonth,
    unit: "GB-month",
    source: prices.rds.source,
  };
  if (gibMonth === undefined)
    return { fixed: [instance], usage: [backups], reason: `RDS storage of type ${storageType} has no price here` };
  return {
    fixed: [
      instance,
      { item: `RDS storage ${gib} GiB ${storageType}`, monthly: gib * gibMonth * factor, source: prices.rds.source },
    ],
    usage: [backups],
  };
};
