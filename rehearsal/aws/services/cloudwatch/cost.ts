import { type CostRule, list, record } from "../../../cost/cost";
import { isRecord } from "../../../report/masking";

export const alarm: CostRule = (inputs, { prices }) => {
  const metrics = Math.max(1, list(inputs.metricQueries).filter((query) => isRecord(record(query).metric)).length);
  return {
    fixed: [{ item: "alarm", monthly: metrics * prices.cloudWatch.alarmMonth, source: prices.cloudWatch.source }],
  };
};
