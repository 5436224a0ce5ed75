import assert from "node:assert/strict";
import { test } from "node:test";
import { resource, sampleStack } from "../report/testing/sample-state";
import { pictureGraph } from "./graph";
import { layoutOf } from "./layout";
import { pictureOf } from "./picture";

const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "openmetadata-dev", {});
const stack = sampleStack(balancer);

test("a resource without a box may add a line to the box of what it names, and what has no card is listed", () => {
  const wall = resource(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "front",
    {},
    {
      propertyDependencies: { resourceArn: [balancer.urn] },
    },
  );
  const unknown = resource("aws:wafv2/ipSet:IpSet", "front", {});
  const graph = pictureGraph([...stack, wall, unknown], "openmetadata-dev-");
  assert.equal(graph.nodes.find(({ kind }) => kind === "balancer")?.lines.at(-1), "behind a web ACL");
  assert.deepEqual(graph.notDrawn, ["aws:wafv2/ipSet:IpSet"]);
  const { remarks, legend, height } = layoutOf(graph);
  assert.ok(remarks[0]!.y > legend[0]!.y && remarks[0]!.y < height);
  const drawn = pictureOf([...stack, wall, unknown], "openmetadata", "dev");
  assert.match(drawn, />behind a web ACL</);
  assert.match(drawn, />not in the picture: aws:wafv2\/ipSet:IpSet</);
  assert.doesNotMatch(pictureOf(stack, "openmetadata", "dev"), /not in the picture/);
});
