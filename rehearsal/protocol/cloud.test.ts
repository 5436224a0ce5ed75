import assert from "node:assert/strict";
import { test } from "node:test";
import { knows } from "../aws/known";
import { made } from "../aws/testing/sample-call";
import { SimulatedCloud } from "./cloud";
import type { Properties } from "./wire";

const instance = "aws:rds/instance:Instance";
const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const group = "aws:ec2/securityGroup:SecurityGroup";
const balancer = "aws:lb/loadBalancer:LoadBalancer";

test("what is in subnets names their VPC", () => {
  const cloud = new SimulatedCloud("seed");
  const { id: vpcId } = made(cloud, vpc, { cidrBlock: "10.0.0.0/16" });
  const { id: subnetId } = made(cloud, subnet, { vpcId, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1b" });
  const { id: allocationId, outputs: eip } = made(cloud, "aws:ec2/eip:Eip", { domain: "vpc" });
  assert.equal(made(cloud, balancer, { name: "a", subnets: [subnetId] }).outputs.vpcId, vpcId);
  assert.equal(made(cloud, balancer, { name: "b", subnetMappings: [{ subnetId }] }).outputs.vpcId, vpcId);
  assert.equal(made(cloud, "aws:rds/subnetGroup:SubnetGroup", { subnetIds: [subnetId] }).outputs.vpcId, vpcId);
  const nat = made(cloud, "aws:ec2/natGateway:NatGateway", { subnetId, allocationId }).outputs;
  assert.deepEqual([nat.vpcId, nat.publicIp], [vpcId, eip.publicIp]);
  const mount = made(cloud, "aws:efs/mountTarget:MountTarget", { subnetId, fileSystemId: "fs-1" }).outputs;
  assert.deepEqual([mount.availabilityZoneName, mount.availabilityZoneId], ["eu-west-1b", "eu-west-1-az2"]);
});

test("in subnets of the user's own, the security groups tell the VPC, and without any it is nothing that exists", () => {
  const cloud = new SimulatedCloud("seed");
  const { id: groupId } = made(cloud, group, { vpcId: "vpc-0123456789abcdef0" });
  const known = made(cloud, balancer, { name: "a", subnets: ["subnet-0123456789abcdef0"], securityGroups: [groupId] });
  assert.equal(known.outputs.vpcId, "vpc-0123456789abcdef0");
  const { outputs } = made(cloud, balancer, { name: "b", subnets: ["subnet-0123456789abcdef0"] });
  assert.match(String(outputs.vpcId), /^vpc-[0-9a-f]{17}$/);
  assert.equal(knows(cloud, String(outputs.vpcId)), false);
});

test("a reference is to a thing or to what came with it, not to every text that something has as an output", () => {
  const cloud = new SimulatedCloud("seed");
  const { id, outputs } = made(cloud, vpc, { cidrBlock: "10.0.0.0/16" });
  for (const reference of [id, outputs.arn, outputs.defaultSecurityGroupId, outputs.mainRouteTableId])
    assert.ok(knows(cloud, String(reference)), String(reference));
  assert.equal(outputs.mainRouteTableId, outputs.defaultRouteTableId);
  assert.equal(knows(cloud, "10.0.0.0/16"), false);
  assert.equal(knows(cloud, String(outputs.ownerId)), false);

  made(cloud, group, { vpcId: "vpc-00000000000000001", revokeRulesOnDelete: false });
  assert.equal(knows(cloud, "vpc-00000000000000001"), false, "an input that names it makes nothing exist");

  const managed = made(cloud, instance, { identifier: "db", manageMasterUserPassword: true }).outputs;
  const [secret] = managed.masterUserSecrets as Properties[];
  assert.ok(knows(cloud, String(secret!.secretArn)));
});

test("a resource stands for the newest thing of its URN: an older one is what a lost answer left", () => {
  const cloud = new SimulatedCloud("seed");
  const thing = (id: string) => ({ type: vpc, id, urn: "urn", inputs: {}, outputs: { arn: id } });
  for (const id of ["vpc-stray", "vpc-kept"]) cloud.put(thing(id));
  assert.equal(cloud.madeBy("urn")?.id, "vpc-kept");
  assert.equal(cloud.madeBy("other"), undefined);
});
