import { isRecord } from "../../../../problems/record";
import { type CostRule, list, record } from "../../../cost/cost";

export const alarm: CostRule = (inputs, { prices }) => {
  const metrics = Math.max(1, list(inputs.metricQueries).filter((query) => isRecord(record(query).metric)).length);
  return {
    fixed: [{ item: "alarm", monthly: metrics * prices.cloudWatch.alarmMonth, source: prices.cloudWatch.source }],
  };
};
