import type { ModeModule } from "./mode";

/** Nobody logs in: everyone is an administrator. */
export const noAuth: ModeModule = {
  mode: "no-auth",
  example: { auth: {} },
  keys: [],
  required: () => [],
  secrets: () => ({ taken: [], needed: [] }),
  variables: [],
  environment: ({ airflowClient }, builder) => {
    if (airflowClient) builder.setIfRead("AIRFLOW_AUTH_PROVIDER", "no-auth");
  },
};
