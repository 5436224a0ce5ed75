import { test } from "node:test";
import { listening, oneByOne, redirect, vpcRules } from "../../testing/vpc-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const accepted: Readonly<Record<string, Program>> = {
  "TLS on a network load balancer": {
    balancer: ["balancer", { internal: true, loadBalancerType: "network" }],
    group: ["targetGroup", { protocol: "TCP_UDP" }],
    listener: listening({ protocol: "TLS", defaultActions: [{ type: "forward", targetGroupArn: unknown }] }),
  },
  "a function behind an application load balancer": {
    balancer: ["balancer", { internal: true }],
    group: ["targetGroup", { targetType: "lambda" }],
    listener: listening({ protocol: "HTTPS", defaultActions: [{ type: "forward", targetGroupArn: unknown }] }),
  },
  "a redirect to HTTPS": { listener: redirect({ port: "443", protocol: "HTTPS" }) },
  "a redirect to HTTPS on the port it has": { listener: redirect({ protocol: "HTTPS", port: "#{port}" }) },
  "a redirect to another host": { listener: redirect({ host: "www.#{host}" }) },
  "a redirect to another query": { listener: redirect({ query: "lang=en" }) },
  "a redirect that is not known": { listener: redirect({ port: unknown }) },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => givenProgram(program, oneByOne).accepts(...vpcRules));
}

test("refused: a rule that redirects to where it is", () =>
  givenProgram(
    {
      listener: ["listener", { port: 443, protocol: "HTTPS" }],
      rule: [
        "aws:lb/listenerRule:ListenerRule",
        { listenerArn: unknown, actions: [{ type: "redirect", redirect: { port: "443", statusCode: "HTTP_302" } }] },
        { listenerArn: ["listener"] },
      ],
    },
    oneByOne,
  ).refuses("balancer-protocols", /back to its own listener/));
