import * as acm from "@pulumi/aws/acm";
import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import type { EngineMutation } from "./engine-mutation";

const targetGroup = "aws:lb/targetGroup:TargetGroup";
const service = "aws:ecs/service:Service";

const unproved = (validationMethod: "DNS" | "EMAIL") =>
  new acm.Certificate("unproved", { domainName: "other.example.com", validationMethod });

/** A balancer in a VPC of its own, with no way to the internet. */
function withoutEntrance(): void {
  const vpc = new ec2.Vpc("other", { cidrBlock: "10.9.0.0/16" });
  const subnets = ["a", "b"].map(
    (zone, index) =>
      new ec2.Subnet(`other-${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.9.${index}.0/24`,
        availabilityZone: `eu-west-1${zone}`,
      }).id,
  );
  new lb.LoadBalancer("other", { subnets });
}

/** Slips in balancers, names and the VPC, made while the engine runs the program. */
export const networkEngineMutations: readonly EngineMutation[] = [
  {
    rule: "balancer-settings",
    what: "a health check that times out after its interval",
    type: targetGroup,
    props: (props) => ({ ...props, healthCheck: { interval: 10, timeout: 10 } }),
  },
  {
    rule: "balancer-protocols",
    what: "targets of TCP behind an application load balancer",
    type: targetGroup,
    props: (props) => ({ ...props, protocol: "TCP" }),
  },
  { rule: "public-subnets", what: "a balancer to which no route leads", type: service, also: withoutEntrance },
  {
    rule: "ipv6-subnets",
    what: "a dual-stack balancer",
    type: "aws:lb/loadBalancer:LoadBalancer",
    props: (props) => ({ ...props, ipAddressType: "dualstack" }),
  },
  {
    rule: "certificate-issued",
    what: "a listener with a certificate that is pending",
    type: "aws:lb/listener:Listener",
    props: (props) => ({ ...props, protocol: "HTTPS", certificateArn: unproved("DNS").arn }),
  },
  {
    rule: "certificate-proof",
    what: "records for a certificate that is proved by e-mail",
    type: service,
    also: () => {
      const certificateArn = unproved("EMAIL").arn;
      new acm.CertificateValidation("unproved", { certificateArn, validationRecordFqdns: ["other.example.com"] });
    },
  },
  {
    rule: "dns-records",
    what: "the address of a URL",
    type: service,
    also: () => {
      const { zoneId } = new route53.Zone("other", { name: "example.com" });
      const name = "https://other.example.com";
      new route53.Record("other", { zoneId, name, type: "A", ttl: 300, records: ["203.0.113.1"] });
    },
  },
  {
    rule: "private-names",
    what: "a health check in a private namespace",
    type: "aws:servicediscovery/service:Service",
    props: (props) => ({ ...props, healthCheckConfig: { type: "HTTP", resourcePath: "/health" } }),
  },
  {
    rule: "vpc-dns",
    what: "a private namespace in a VPC without host names",
    type: "aws:ec2/vpc:Vpc",
    props: (props) => ({ ...props, enableDnsHostnames: false }),
  },
  {
    rule: "vpc-routes",
    what: "a route for the VPC's own range",
    type: "aws:ec2/route:Route",
    props: (props) => ({ ...props, destinationCidrBlock: "10.20.0.0/16" }),
  },
];
