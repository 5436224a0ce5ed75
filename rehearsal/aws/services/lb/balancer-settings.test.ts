import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";

const [balancer, listener, group] = ["loadBalancer:LoadBalancer", "listener:Listener", "targetGroup:TargetGroup"].map(
  (type) => `aws:lb/${type}`,
) as [string, string, string];

const passes = (type: string, inputs: Properties) => given(type, inputs).accepts("balancer-settings");

test("what Elastic Load Balancing takes is refused by no rule", () => {
  for (const name of ["internal", "openmetadata-internal-", unknown, ""]) passes(balancer, { name });
  // prettier-ignore
  for (const policy of [
    "2016-08", "TLS13-1-2-2021-06", "TLS13-1-2-Res-2021-06", "TLS13-1-2-Ext0-FIPS-2023-04", "FS-1-2-Res-2020-10",
    // Newer than the list.
    "TLS13-1-2-Res-PQ-2025-09", "TLS13-1-2-FIPS-PQ-2025-09", "TLS14-1-4-2031-01",
  ])
    passes(listener, { protocol: "HTTPS", certificateArn: unknown, sslPolicy: `ELBSecurityPolicy-${policy}` });
  for (const inputs of [
    {},
    { protocol: "HTTP", port: 80 },
    { protocol: unknown, certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/x" },
    { protocol: "HTTP", certificateArn: unknown, sslPolicy: "" },
  ] as Properties[])
    passes(listener, inputs);
  const http = { vpcId: unknown, port: 80, protocol: "HTTP" };
  for (const more of [
    { targetType: "ip", healthCheck: { matcher: "200", port: "traffic-port", interval: 15, timeout: 10 } },
    { healthCheck: { matcher: "200,202,300-399", port: "8080" } },
    { healthCheck: { matcher: "200-499", port: unknown } },
    { healthCheck: unknown, stickiness: unknown },
    { protocolVersion: "GRPC", healthCheck: { matcher: "0-99" } },
    { protocol: "TCP", healthCheck: { matcher: "200-599", interval: 10, timeout: 10 } },
    { stickiness: { type: "app_cookie", cookieName: "JSESSIONID" } },
    { stickiness: { type: "app_cookie", cookieName: unknown } },
    { stickiness: { type: "app_cookie", enabled: false } },
    { stickiness: { type: "lb_cookie" } },
  ] as Properties[])
    passes(group, { ...http, ...more });
  passes(group, { targetType: "lambda" });
  passes(group, { targetType: unknown });
});
