import type { KitFile, ResolvedKit } from "../settings";

/** Dockerfile that adds OpenMetadata's packages to the team's Airflow image. */
export function imageFiles(kit: ResolvedKit): KitFile[] {
  const folder = kit.managed
    ? [
        "# Made here, so that a new volume at this place belongs to the airflow user.",
        "RUN mkdir -p /opt/airflow/dag_generated_configs",
      ]
    : [];
  const text = [
    "# CHANGE the first line when you build your own image already: start from that one, with the same Airflow version.",
    "ARG AIRFLOW_IMAGE=apache/airflow:" + kit.airflowVersion + "-python3.11",
    "FROM ${AIRFLOW_IMAGE}",
    "COPY requirements.txt constraints.txt /tmp/openmetadata/",
    "RUN pip install --no-cache-dir -r /tmp/openmetadata/requirements.txt -c /tmp/openmetadata/constraints.txt",
    ...folder,
    "",
  ].join("\n");
  return [{ path: "Dockerfile", text }];
}
