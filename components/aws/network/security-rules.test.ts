import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stackConfigSchema } from "../../../config/schema";
import { type RulesInput, type SecurityRule, neededGroups, securityRules } from "./security-rules";

const ports = { server: 8585, serverHealth: 8586, airflow: 8080, airflowFromServer: 8081 };
const domain = { certificate: "create", name: "metadata.example.com", zoneId: "Z0123456789ABCDEF" };
const theirs = "sg-0123456789abcdef0";

const directory = { host: "ldap.example.com", adminDn: "cn=a", userBaseDn: "dc=a" };

const input = (values: object, rest: Partial<RulesInput> = {}): RulesInput => ({
  config: stackConfigSchema("small").parse(values),
  ports,
  reachesInternet: true,
  hasEndpoints: false,
  ...rest,
});
const rulesOf = (values: object, rest?: Partial<RulesInput>) => securityRules(input(values, rest));
const names = (rules: readonly SecurityRule[]) => rules.map(({ name }) => name);
const heldBy = (rules: readonly SecurityRule[], group: string, direction: string) =>
  names(
    rules.filter((rule) => "group" in rule.holder && rule.holder.group === group && rule.direction === direction),
  ).sort();

/** Any configuration of what the rules depend on. */
const anyInput = fc
  .record({
    domain: fc.constantFrom(undefined, domain),
    server: fc.record({
      internal: fc.boolean(),
      allowedCidrs: fc.constantFrom(undefined, ["198.51.100.0/24"], ["198.51.100.0/24", "203.0.113.0/24"]),
    }),
    database: fc.constantFrom(
      { mode: "create", engine: "mysql" },
      { mode: "create" },
      { mode: "existing", host: "db.example.com", username: "login" },
      { mode: "existing", host: "db.example.com", username: "login", port: 6543, securityGroupId: theirs },
    ),
    search: fc.constantFrom(
      { mode: "create" },
      { mode: "existing", engine: "elasticsearch", host: "search.example.com", port: 9200 },
      { mode: "existing", engine: "opensearch", host: "search.example.com", securityGroupId: theirs },
    ),
    airflow: fc.oneof(
      fc.record({
        host: fc.constant("create"),
        egress: fc.constantFrom("none", "https", "all"),
        egressCidrs: fc.constantFrom([], ["10.9.0.0/16"]),
      }),
      fc.constantFrom(
        { host: "existing" },
        {
          host: "existing",
          angles: ["managed-apis"],
          endpoint: "http://airflow.example.com:8080",
          securityGroupId: theirs,
        },
        { host: "existing", angles: ["lineage-backend"], cidr: "10.9.0.0/16" },
        { host: "existing", angles: ["managed-apis"], endpoint: "https://airflow.example.com" },
      ),
    ),
    auth: fc.constantFrom({ mode: "basic" }, { mode: "ldap", ldap: { ...directory, ssl: false } }),
  })
  .chain((values) =>
    fc.record({ reachesInternet: fc.boolean(), hasEndpoints: fc.boolean() }).map((rest) => input(values, rest)),
  );

test("opens exactly the ports of a whole installation", () => {
  const rules = rulesOf({ domain });
  assert.deepEqual(heldBy(rules, "loadBalancer", "ingress"), [
    "load-balancer-from-0-0-0-0-0-443",
    "load-balancer-from-0-0-0-0-0-80",
  ]);
  assert.deepEqual(heldBy(rules, "server", "ingress"), [
    "server-from-airflow-8585",
    "server-from-load-balancer-8585",
    "server-from-load-balancer-8586",
  ]);
  assert.deepEqual(heldBy(rules, "airflow", "ingress"), ["airflow-from-airflow-8080", "airflow-from-server-8081"]);
  assert.deepEqual(heldBy(rules, "database", "ingress"), ["database-from-airflow-5432", "database-from-server-5432"]);
  assert.deepEqual(heldBy(rules, "search", "ingress"), ["search-from-server-443"]);
  assert.deepEqual(heldBy(rules, "storage", "ingress"), ["storage-from-airflow-2049"]);
  assert.deepEqual(heldBy(rules, "server", "egress"), [
    "server-to-0-0-0-0-0-443",
    "server-to-airflow-8081",
    "server-to-database-5432",
    "server-to-search-443",
  ]);
  for (const group of ["database", "search", "storage"]) {
    assert.deepEqual(heldBy(rules, group, "egress"), []);
  }
});

test("lets the internet in at the load balancer alone, and the server out to it on 443 alone", () => {
  fc.assert(
    fc.property(anyInput, (given) => {
      for (const { holder, direction, peer, port } of securityRules(given)) {
        const fromEverywhere = "cidr" in peer && peer.cidr === "0.0.0.0/0";
        if (!fromEverywhere) continue;
        const group = "group" in holder ? holder.group : "yours";
        if (direction === "ingress") assert.equal(group, "loadBalancer");
        else if (group === "airflow")
          assert.ok(port === 443 || (given.config.airflow.host === "create" && given.config.airflow.egress === "all"));
        else assert.deepEqual([group, port], ["server", 443]);
      }
    }),
  );
});

test("opens Airflow's own port to Airflow's own group alone", () => {
  fc.assert(
    fc.property(anyInput, (given) => {
      for (const rule of securityRules(given)) {
        if ("group" in rule.holder && rule.holder.group === "airflow" && rule.direction === "ingress") {
          assert.ok("group" in rule.peer && ["airflow", "server"].includes(rule.peer.group));
          assert.equal(rule.port, rule.peer.group === "airflow" ? 8080 : 8081);
        }
      }
    }),
  );
});

test("names every rule once, refers only to groups that there are, and describes in AWS's characters", () => {
  fc.assert(
    fc.property(anyInput, (given) => {
      const rules = securityRules(given);
      const groups = neededGroups(given);
      assert.equal(new Set(names(rules)).size, rules.length);
      for (const { holder, peer, description, name } of rules) {
        for (const end of [holder, peer]) {
          if ("group" in end) assert.ok(groups.includes(end.group), `${name}: ${end.group}`);
        }
        assert.match(description, /^[a-zA-Z0-9. _:/()#,@[\]+=&;{}!$*-]{1,255}$/);
        assert.match(name, /^[a-z0-9-]+$/);
      }
    }),
  );
});

test("has both ends of every connection between two groups", () => {
  const rules = rulesOf({ domain });
  for (const { direction, holder, peer, port } of rules) {
    if (!("group" in holder) || !("group" in peer)) continue;
    const otherEnd = rules.find(
      (rule) =>
        rule.direction !== direction &&
        "group" in rule.holder &&
        rule.holder.group === peer.group &&
        "group" in rule.peer &&
        rule.peer.group === holder.group &&
        rule.port === port,
    );
    assert.ok(otherEnd, `${holder.group} ${direction} ${peer.group} ${port}`);
  }
});

test("sends traffic to endpoints and to S3 only, where the internet is not reached", () => {
  const rules = rulesOf({}, { reachesInternet: false, hasEndpoints: true });
  assert.ok(rules.every(({ peer, direction }) => direction === "ingress" || !("cidr" in peer)));
  assert.ok(names(rules).includes("server-to-endpoints-443"));
  assert.ok(names(rules).includes("airflow-to-s3-443"));
  assert.ok(names(rules).includes("endpoints-from-server-443"));
});

test("lets the server out to the ports that config names, wherever they are, each once", () => {
  const outOf = (values: object, rest?: Partial<RulesInput>) =>
    heldBy(rulesOf(values, rest), "server", "egress").filter((name) => !/-(airflow|database|search)-/.test(name));
  const everywhere = (...of: number[]) => of.map((port) => `server-to-0-0-0-0-0-${port}`);
  const keycloak = {
    mode: "custom-oidc",
    authority: "https://login.example.com:8443/realms/staff",
    publicKeyUrls: ["https://login.example.com:8443/certs", "http://keys.example.com/certs", "http://localhost:8585/k"],
    oidc: { discoveryUri: "https://login.example.com/.well-known/openid-configuration" },
  };
  assert.deepEqual(outOf({ auth: keycloak }), everywhere(443, 80, 8443).sort());
  assert.deepEqual(outOf({ auth: { ...keycloak, mode: "basic" } }), everywhere(443), "a mode that calls nobody");
  assert.deepEqual(outOf({ auth: { mode: "ldap", ldap: directory } }), everywhere(443, 636));
  assert.deepEqual(
    outOf({ auth: { mode: "ldap", ldap: { ...directory, port: 389, ssl: false } } }).filter((name) => /389/.test(name)),
    ["10-0-0-0-8", "100-64-0-0-10", "172-16-0-0-12", "192-168-0-0-16"].map((range) => `server-to-${range}-389`),
  );
  const mail = (environment: object) => ({ server: { environment } });
  assert.deepEqual(outOf(mail({ SMTP_SERVER_ENDPOINT: "smtp.example.com" })), everywhere(443, 587));
  assert.deepEqual(outOf(mail({ SMTP_SERVER_PORT: "2465" })), everywhere(2465, 443));
  assert.deepEqual(outOf(mail({ SMTP_SERVER_PORT: "none" })), everywhere(443));
  const closed = outOf(mail({ SMTP_SERVER_PORT: "2465" }), { reachesInternet: false, hasEndpoints: true });
  assert.ok(closed.includes("server-to-10-0-0-0-8-2465") && !closed.some((name) => name.includes("0-0-0-0-0")));
});

test("lets server and Airflow out to ranges of yours on every port", () => {
  const rules = rulesOf({
    server: { egressCidrs: ["10.9.0.0/16"] },
    airflow: { host: "create", egressCidrs: ["10.8.0.0/16"] },
  });
  assert.ok(names(rules).includes("server-to-10-9-0-0-16-every-port"));
  assert.ok(names(rules).includes("airflow-to-10-8-0-0-16-every-port"));
});

test("adds rules to groups of yours", () => {
  const rules = rulesOf({
    database: { mode: "existing", host: "db.example.com", username: "login", securityGroupId: theirs },
    airflow: {
      host: "existing",
      angles: ["managed-apis"],
      endpoint: "http://airflow.example.com:8080",
      securityGroupId: theirs,
    },
  });
  const inTheirs = rules
    .filter(({ holder }) => "existingGroup" in holder)
    .map(({ direction, port }) => `${direction} ${port}`);
  assert.deepEqual(inTheirs.sort(), ["egress 8585", "ingress 5432", "ingress 8080"]);
  assert.ok(names(rules).includes("server-from-group-0123456789abcdef0-8585"));
});

test("lets an Airflow outside the VPC in to the load balancer, which is what its workflows call", () => {
  const airflow = { host: "existing", angles: ["lineage-backend"], cidr: "10.9.0.0/16" };
  const found = names(rulesOf({ airflow }));
  assert.ok(found.includes("load-balancer-from-10-9-0-0-16-80"), found.join("\n"));
  assert.ok(!found.some((name) => name.startsWith("server-from-10-9")));
});

test("lets nobody in from outside the VPC when the load balancer is internal", () => {
  assert.deepEqual(heldBy(rulesOf({ server: { internal: true } }), "loadBalancer", "ingress"), [
    "load-balancer-from-vpc-80",
  ]);
  assert.deepEqual(heldBy(rulesOf({ server: { allowedCidrs: ["198.51.100.0/24"] } }), "loadBalancer", "ingress"), [
    "load-balancer-from-198-51-100-0-24-80",
  ]);
});
