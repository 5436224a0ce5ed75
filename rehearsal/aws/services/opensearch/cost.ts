import { count, type CostRule, type Fixed, record, text } from "../../../cost/cost";

export const searchDomain: CostRule = (inputs, { prices }) => {
  const hours = prices.hoursAMonth;
  const cluster = record(inputs.clusterConfig);
  const storage = record(inputs.ebsOptions);
  const { instances } = prices.openSearch;
  const type = text(cluster.instanceType) || "m4.large.search";
  const nodes = count(cluster.instanceCount, 1);
  const hourly = instances[type];
  if (hourly === undefined) return { reason: `OpenSearch ${type} has no price here` };
  const source = prices.openSearch.source;
  const fixed: Fixed[] = [{ item: `OpenSearch ${nodes} × ${type}`, monthly: nodes * hourly * hours, source }];
  const reasons: string[] = [];
  if (cluster.dedicatedMasterEnabled === true) {
    const masterType = text(cluster.dedicatedMasterType);
    const masters = count(cluster.dedicatedMasterCount, 3);
    const masterHourly = instances[masterType];
    if (masterHourly === undefined) reasons.push(`OpenSearch master ${masterType} has no price here`);
    else
      fixed.push({
        item: `OpenSearch masters ${masters} × ${masterType}`,
        monthly: masters * masterHourly * hours,
        source,
      });
  }
  if (storage.ebsEnabled !== false && storage.volumeSize !== undefined) {
    const volumeType = text(storage.volumeType) || "gp2";
    const gibMonth = prices.openSearch.storageGibMonth[volumeType];
    const gib = nodes * count(storage.volumeSize, 0);
    if (gibMonth === undefined) reasons.push(`OpenSearch storage of type ${volumeType} has no price here`);
    else fixed.push({ item: `OpenSearch storage ${gib} GiB ${volumeType}`, monthly: gib * gibMonth, source });
  }
  return { fixed, reason: reasons.join("; ") || undefined };
};
