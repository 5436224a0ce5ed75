/**
 * A team's own touch: mkdir team && cp examples/team.ts team/index.ts, and make it yours. It is rehearsed, reviewed and
 * deployed with everything else, and no release of the project changes it.
 */
import * as pulumi from "@pulumi/pulumi";
import * as wafv2 from "@pulumi/aws/wafv2";
import type { TeamTouch } from "../components/team";

/** Logs outlive the stack: every log group, the components' own too, stays in the account when it is destroyed. */
const keepLogs: pulumi.ResourceTransformation = ({ type, props, opts }) =>
  type === "aws:cloudwatch/logGroup:LogGroup" ? { props: { ...props, skipDestroy: true }, opts } : undefined;

const metrics = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

export const touch: TeamTouch = {
  before: () => pulumi.runtime.registerStackTransformation(keepLogs),

  after: ({ front }) => {
    const wall = new wafv2.WebAcl("front", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: metrics("front"),
      rules: [
        {
          name: "known-bad-inputs",
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
          },
          visibilityConfig: metrics("known-bad-inputs"),
        },
      ],
    });
    new wafv2.WebAclAssociation("front", { resourceArn: front.balancer.arn, webAclArn: wall.arn });
    return { webAcl: wall.arn };
  },
};
