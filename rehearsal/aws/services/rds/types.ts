import { namedBy, type TypeRules, vpcOf } from "../../type-rule";

const ports: Record<string, number> = { postgres: 5432, mysql: 3306, mariadb: 3306, "aurora-postgresql": 5432 };

export const types: TypeRules = {
  "aws:rds/instance:Instance": {
    arn: ({ arn, text }) => arn("rds", `db:${text("identifier")}`),
    id: ({ hex }) => `db-${hex(26).toUpperCase()}`,
    outputs: ({ text, hex, region, inputs, arn }, id) => {
      const address = `${text("identifier")}.${hex(12)}.${region}.rds.amazonaws.com`;
      const port = inputs.port ?? ports[text("engine")] ?? 5432;
      return {
        address,
        port,
        endpoint: `${address}:${String(port)}`,
        resourceId: id,
        hostedZoneId: `Z${hex(13).toUpperCase()}`,
        status: "available",
        engineVersionActual: text("engineVersion"),
        caCertIdentifier: inputs.caCertIdentifier ?? "rds-ca-rsa2048-g1",
        ...(inputs.manageMasterUserPassword === true && {
          masterUserSecrets: [
            {
              secretArn: arn("secretsmanager", `secret:rds!${id.toLowerCase()}-${hex(6)}`),
              secretStatus: "active",
              kmsKeyId: text("masterUserSecretKmsKeyId") || arn("kms", `key/${hex(8)}`),
            },
          ],
        }),
      };
    },
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    arn: ({ arn, text }) => arn("rds", `pg:${text("name")}`),
    id: namedBy("name"),
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    arn: ({ arn, text }) => arn("rds", `subgrp:${text("name")}`),
    id: namedBy("name"),
    outputs: (facts) => ({ supportedNetworkTypes: ["IPV4"], vpcId: vpcOf(facts) }),
  },
};
