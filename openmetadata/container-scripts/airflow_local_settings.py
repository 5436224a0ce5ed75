# Airflow's own hook for whoever runs it (Apache Airflow, "Cluster Policies"), called for each task of a DAG that is read: the size
# of the ECS task of a run, by the kind of its ingestion pipeline, which the managed APIs write into a tag of the DAG.
import json
import os

sizes = json.loads(os.environ["WORKER_SIZES"])


def task_policy(task):
    for tag in task.dag.tags:
        kind, _, value = tag.partition(":")
        if kind == "type" and value in sizes:
            task.executor_config = {**(task.executor_config or {}), "overrides": sizes[value]}
