import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { givenProgram } from "../../testing/given";
import { base } from "../../testing/service-program";

/** The service of the sample, or a step in its place, in one of its subnets. */
const serviceIn = (subnet: string, address: boolean, type: "service" | "step" = "service") =>
  givenProgram({
    ...base,
    service: [
      type,
      { taskDefinition: unknown, networkConfiguration: { subnets: [unknown], assignPublicIp: address } },
      { taskDefinition: ["task"], networkConfiguration: [subnet] },
    ],
  });

test("private-places: tasks behind a NAT gateway, and none beside it", () => {
  serviceIn("home", false).accepts("private-places");
  serviceIn("home", true).refuses("private-places", /gets a public address/);
  serviceIn("street", false).refuses("private-places", /is in subnet street, which is public/);
});

test("private-places: a step is a task as well", () => {
  serviceIn("home", false, "step").accepts("private-places");
  serviceIn("home", true, "step").refuses("private-places", /gets a public address/);
  serviceIn("street", false, "step").refuses("private-places", /is in subnet street, which is public/);
});

test("private-places: a program that has no private subnet has chosen so", () => {
  const { home: _, toInside: __, out: ___, ...street } = base;
  givenProgram({
    ...street,
    service: [
      "service",
      { taskDefinition: unknown, networkConfiguration: { subnets: [unknown], assignPublicIp: true } },
      { taskDefinition: ["task"], networkConfiguration: ["street"] },
    ],
  }).accepts("private-places");
});
