import * as lb from "@pulumi/aws/lb";
import type { EngineSlip } from "../../testing/engine-slip";

const balancer = "aws:lb/loadBalancer:LoadBalancer";

export const engineSlip: EngineSlip = {
  what: "a second balancer before the same target group",
  type: balancer,
  also: ({ cloud }) => {
    const { subnets, securityGroups } = cloud.all(balancer)[0]!.inputs as {
      subnets: string[];
      securityGroups: string[];
    };
    const second = new lb.LoadBalancer("second", { internal: true, subnets, securityGroups });
    const targetGroupArn = String(cloud.all("aws:lb/targetGroup:TargetGroup")[0]!.outputs.arn);
    const defaultActions = [{ type: "forward", targetGroupArn }];
    new lb.Listener("second", { loadBalancerArn: second.arn, port: 80, protocol: "HTTP", defaultActions });
  },
};
