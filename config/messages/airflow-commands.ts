import { setCommand, steps } from "../../problems/commands";

/** Makes each run of a workflow a task of its own, which takes a split Airflow. */
export const tasksForRuns = steps(
  "Run each workflow in a task of its own",
  setCommand("airflow.topology", "split"),
  setCommand("airflow.executor", "ecs"),
);
