import type { Rehearsal } from "../rehearse";

/** A stack that could not even start is a rehearsal that did not hold; the others go on. */
export const failedToStart = (stack: string, problem: string): Rehearsal => ({
  resources: [],
  document: {
    document: 1,
    project: "",
    stack,
    region: "",
    held: false,
    problems: [problem],
    warnings: [],
    checks: [],
    allowed: [],
    notJudged: [],
    placeholders: [],
    missingSecrets: [],
    up: false,
    resources: [],
    changes: [],
    environments: {},
    environmentChanges: [],
    containerChanges: [],
    cost: {
      currency: "USD",
      region: "",
      priceDate: "",
      hoursAMonth: 0,
      total: 0,
      components: [],
      usage: [],
      notPriced: [],
      arm64Saving: 0,
    },
    timings: [],
    outputs: {},
  },
});
