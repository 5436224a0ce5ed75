import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Entry } from "../../testing/given";
import { told, toldProgram } from "../../testing/told-program";

const registered: Record<string, Entry> = {
  namespace: ["namespace", { name: "om.internal" }],
  airflow: ["registered", { name: "airflow", dnsConfig: { namespaceId: unknown } }, { dnsConfig: ["namespace"] }],
};

/** A server that gets an address, beside an Airflow that listens on 8081. */
const server = (address: string, definitions?: string) =>
  givenProgram({
    ...toldProgram({ server: [told({ ENDPOINT: address })] }, { more: registered }),
    host: [
      "task",
      { containerDefinitions: definitions ?? JSON.stringify([told({}, { portMappings: [{ containerPort: 8081 }] })]) },
    ],
    hosting: [
      "service",
      { taskDefinition: unknown, serviceRegistries: unknown },
      { taskDefinition: ["host"], serviceRegistries: ["airflow"] },
    ],
  });

test("private-ports: the port on which the task listens, no port at all, another name", () => {
  for (const address of [
    "http://airflow.om.internal:8081",
    "http://airflow.om.internal",
    "http://airflow.example.com:80",
  ])
    server(address).accepts("private-ports");
});

test("private-ports: a port on which nothing listens", () =>
  server("http://airflow.om.internal:8080/api").refuses(
    "private-ports",
    /names airflow.om.internal:8080, where ports 8081/,
  ));
