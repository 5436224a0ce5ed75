import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { type Entry, givenProgram } from "../../testing/given";
import { reading, told, toldProgram } from "../../testing/told-program";

const [one, other] = ["a", "b"].map((name) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-b1c2d3`);

test("login-passwords: logins of one name in two servers have nothing in common", () =>
  givenProgram(
    toldProgram({
      server: [
        told(
          { DB_USER: "om", ELASTICSEARCH_USER: "om" },
          { secrets: reading({ DB_USER_PASSWORD: one!, ELASTICSEARCH_PASSWORD: other! }) },
        ),
      ],
    }),
  ).accepts("login-passwords"));

test("login-passwords: a login in two tasks has one password", () => {
  const task = (secret: string) => [
    told({ AIRFLOW_USERNAME: "admin" }, { secrets: reading({ AIRFLOW_PASSWORD: secret }) }),
  ];
  givenProgram(toldProgram({ server: task(one!), airflow: task(one!) })).accepts("login-passwords");
  givenProgram(toldProgram({ server: task(one!), airflow: task(other!) })).refuses(
    "login-passwords",
    /admin has one password by/,
  );
});

test("login-passwords: a login in a service and in a step has one password", () => {
  const task = (secret: string) => [
    told({ AIRFLOW_USERNAME: "admin" }, { secrets: reading({ AIRFLOW_PASSWORD: secret }) }),
  ];
  const withStep = (secret: string) => ({
    ...toldProgram({ server: task(one!), deploy: task(secret) }),
    deploy: ["step", { taskDefinition: unknown }, { taskDefinition: ["task-deploy"] }] as Entry,
  });
  givenProgram(withStep(one!)).accepts("login-passwords");
  givenProgram(withStep(other!)).refuses("login-passwords", /admin has one password by/);
});

test("login-passwords: two logins may share a secret of the user's own", () =>
  givenProgram(
    toldProgram({
      server: [told({ DB_USER: "om" }, { secrets: reading({ DB_PASSWORD: one! }) })],
      airflow: [told({ DB_USER: "airflow" }, { secrets: reading({ DB_PASSWORD: one! }) })],
    }),
  ).accepts("login-passwords"));
