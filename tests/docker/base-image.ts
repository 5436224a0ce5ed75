import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DockerEngine } from "./docker-engine";
import { debianArchive } from "./parts";

/**
 * What stands for the packages of the official image and of PyPI: a wheel each, with the metadata that pip goes by and a
 * module that says its version.
 */
const packages: Readonly<Record<string, readonly string[]>> = {
  "apache-airflow 3.3.1": [],
  "apache-airflow 3.4.0": [],
  "openmetadata-ingestion 1.13.5.9": [],
  "openmetadata-ingestion 1.13.6.3": [
    "Requires-Dist: acme-snowflake; extra == 'snowflake'",
    "Requires-Dist: acme-dbt; extra == 'dbt'",
    "Requires-Dist: apache-airflow>=3.4; extra == 'bigquery'",
    "Provides-Extra: snowflake",
    "Provides-Extra: dbt",
    "Provides-Extra: bigquery",
  ],
  "openmetadata-ingestion 1.14.0.0": [],
  "acme-snowflake 1.0": [],
  "acme-dbt 2.0": [],
};

const writeWheels = `
import json, sys, zipfile
for title, lines in json.load(sys.stdin).items():
    name, version = title.split(" ")
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    with zipfile.ZipFile(f"{sys.argv[1]}/{module}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{module}.py", f"version = '{version}'\\n")
        wheel.writestr(f"{info}/METADATA", "\\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines, ""]))
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
`;

const dockerfile = `
FROM debian-with-python
RUN python3 -m venv /opt/airflow
ENV PATH=/opt/airflow/bin:/usr/bin:/bin PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels
COPY wheels /wheels
RUN python -m pip install apache-airflow==3.3.1 openmetadata-ingestion==1.13.6.3
`;

/** Makes the image that stands for the official one, on this engine alone: Debian, Python, pip and the packages above. */
export const makeBaseImage = (engine: DockerEngine, name: string): void => {
  const folder = mkdtempSync(path.join(tmpdir(), "base-image-"));
  try {
    const wheels = path.join(folder, "wheels");
    mkdirSync(wheels);
    execFileSync("python3", ["-c", writeWheels, wheels], { input: JSON.stringify(packages) });
    writeFileSync(path.join(folder, "Dockerfile"), dockerfile);
    engine.docker("import", debianArchive(folder), "debian-with-python");
    engine.docker("build", "--tag", name, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
