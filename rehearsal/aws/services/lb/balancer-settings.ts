import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { isGiven } from "../ecs/container-definitions/containers";
import { textOf } from "../../across/network/named";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const listenerType = "aws:lb/listener:Listener";
const groupType = "aws:lb/targetGroup:TargetGroup";

export const balancerSettings: Rule = {
  name: "balancer-settings",
  refuses:
    "a balancer's name that is Elastic Load Balancing's own, a listener whose TLS settings do not suit its protocol, and a target group that cannot check or keep its targets",
  source: apiReference("ELB", "CreateTargetGroup"),
  check: ({ type, inputs }) => {
    if (type === balancerType) return nameProblems(inputs);
    if (type === listenerType) return listenerProblems(inputs);
    return type === groupType ? groupProblems(inputs) : [];
  },
};

/** Elastic Load Balancing API Reference, CreateLoadBalancer: Name. */
const nameProblems = ({ name }: Properties): Failure[] =>
  typeof name === "string" && name.startsWith("internal-")
    ? refuse("name", `name is ${quoted(name)}; it must not begin with internal-`)
    : [];

/**
 * Names in Elastic Load Balancing, "Security policies", without their common beginning, up to the month after which
 * this list does not know them.
 */
// prettier-ignore
const sslPolicies: readonly string[] = [
  "2015-05",
  "TLS-1-0-2015-04",
  "2016-08",
  "TLS-1-1-2017-01", "TLS-1-2-2017-01", "TLS-1-2-Ext-2018-06",
  "FS-2018-06", "FS-1-1-2019-08", "FS-1-2-2019-08", "FS-1-2-Res-2019-08", "FS-1-2-Res-2020-10",
  ...["0", "1", "2", "2-Res", "2-Ext1", "2-Ext2", "3"].map((form) => `TLS13-1-${form}-2021-06`),
  ...["0", "1", "2", "2-Res", "2-Ext0", "2-Ext1", "2-Ext2", "3"].map((form) => `TLS13-1-${form}-FIPS-2023-04`),
];
const lastListed = "2023-04";
const policyForm = /^ELBSecurityPolicy-((?:[A-Za-z0-9]+-)*(20\d\d-\d\d))$/;

function isSslPolicy(name: string): boolean {
  const [, rest = "", month = ""] = policyForm.exec(name) ?? [];
  return month > lastListed || sslPolicies.includes(rest);
}

/** Elastic Load Balancing API Reference, CreateListener: Certificates and SslPolicy are those of HTTPS and TLS listeners. */
function listenerProblems(inputs: Properties): Failure[] {
  const { protocol, certificateArn } = inputs;
  const hasTls = protocol === "HTTPS" || protocol === "TLS";
  const policy = textOf(inputs, "sslPolicy");
  const odd = hasTls || protocol === unknown ? [] : ["certificateArn", "sslPolicy"].filter((at) => isGiven(inputs[at]));
  return [
    ...(hasTls && !certificateArn ? refuse("certificateArn", `certificateArn is required with ${protocol}`) : []),
    ...odd.flatMap((at) => refuse(at, `a listener with protocol ${String(protocol ?? "HTTP")} takes no ${at}`)),
    ...(policy && !isSslPolicy(policy)
      ? refuse("sslPolicy", `there is no sslPolicy ${quoted(policy)}; ELBSecurityPolicy-TLS13-1-2-2021-06 is one`)
      : []),
  ];
}

const groupProblems = (inputs: Properties): Failure[] => [
  ...placeProblems(inputs),
  ...healthProblems(inputs),
  ...objectsIn(inputs.stickiness).flatMap(cookieProblems),
];

/** Elastic Load Balancing API Reference, CreateTargetGroup: Port, Protocol and VpcId; the provider asks for them too. */
function placeProblems(inputs: Properties): Failure[] {
  const { targetType = "instance" } = inputs;
  if (targetType === "lambda" || targetType === unknown) return [];
  const missing = ["port", "protocol", "vpcId"].filter((name) => inputs[name] === undefined || inputs[name] === null);
  return missing.flatMap((name) => refuse(name, `${name} is required with target type ${quoted(targetType)}`));
}

const isHttp = (protocol: Value | undefined): boolean => protocol === "HTTP" || protocol === "HTTPS";

function healthProblems({ protocol, protocolVersion, healthCheck }: Properties): Failure[] {
  const [check] = objectsIn(healthCheck);
  if (!check) return [];
  return [
    ...healthPortProblems(check),
    ...(isHttp(protocol) ? timingProblems(check) : []),
    // Codes of gRPC are others.
    ...(isHttp(protocol) && ["HTTP1", "HTTP2", undefined].includes(protocolVersion as string)
      ? codeProblems(check)
      : []),
  ];
}

/** Elastic Load Balancing API Reference, CreateTargetGroup: HealthCheckPort. */
function healthPortProblems({ port }: Properties): Failure[] {
  if (!isGiven(port) || port === "traffic-port" || (/^\d+$/.test(String(port)) && Number(port) <= 65_535)) return [];
  return refuse("healthCheck", `healthCheck.port is ${quoted(port)}; allowed: traffic-port and 1 to 65535`);
}

/** "Health check interval must be greater than the timeout"; groups of network load balancers may have both alike. */
function timingProblems({ interval = 30, timeout = 5 }: Properties): Failure[] {
  return interval !== unknown && timeout !== unknown && Number(timeout) >= Number(interval)
    ? refuse(
        "healthCheck",
        `healthCheck.timeout is ${String(timeout)}, which must be less than the interval ${String(interval)}`,
      )
    : [];
}

/** Elastic Load Balancing API Reference, Matcher: what application load balancers take. */
const [leastCode, mostCode] = [200, 499];

function codeProblems({ matcher }: Properties): Failure[] {
  if (typeof matcher !== "string" || matcher === "") return [];
  const isInside = (part: string) => {
    const [, from, to = from] = /^(\d{3})(?:-(\d{3}))?$/.exec(part.trim()) ?? [];
    return Number(from) >= leastCode && Number(to) <= mostCode && Number(from) <= Number(to);
  };
  return matcher.split(",").every(isInside)
    ? []
    : refuse(
        "healthCheck",
        `healthCheck.matcher is ${quoted(matcher)}; allowed: ${leastCode} to ${mostCode}, as "200", "200,202" or "200-299"`,
      );
}

/** Elastic Load Balancing, "Sticky sessions for your Application Load Balancer": an application's cookie has a name. */
const cookieProblems = ({ type, enabled = true, cookieName }: Properties): Failure[] =>
  type === "app_cookie" && enabled === true && (cookieName === undefined || cookieName === "")
    ? refuse("stickiness", "stickiness of type app_cookie needs a cookieName")
    : [];
