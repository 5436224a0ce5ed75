"""moto's ECS, whose tasks really run: each RunTask starts the overridden command in a process of its own, with the
environment of the task definition's first container and nothing of this process. Arguments: port, folder for outputs.
RUNNER_SECRETS: values by valueFrom. RUNNER_MACHINE: variables that stand for a container's disk and mounts.
A file `refuse` in the folder makes RunTask refuse, as it does for a quota.
RUNNER_LOG_RIGHTS: actions of CloudWatch Logs by the access key of who may do them; others are refused, and every call is
noted in `log-calls`. Workers then get the access key `worker`."""
import json, os, pathlib, re, signal, subprocess, sys, time

from moto.core.exceptions import JsonRESTError
from moto.ecs import models
from moto import server

port, folder = sys.argv[1], pathlib.Path(sys.argv[2])
secrets = json.loads(os.environ["RUNNER_SECRETS"])
machine = json.loads(os.environ["RUNNER_MACHINE"])
log_rights = json.loads(os.environ.get("RUNNER_LOG_RIGHTS", "null"))
account = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:" + port, "AWS_ACCESS_KEY_ID": "worker", "AWS_SECRET_ACCESS_KEY": "test"
}
processes = {}
backend = models.EC2ContainerServiceBackend
run_task, stop_task = backend.run_task, backend.stop_task


class Refused(JsonRESTError):
    code = 400

    def __init__(self, kind, message):
        super().__init__(kind, message)


def start(self, *args, **kwargs):
    if (folder / "refuse").exists():
        raise Refused("ThrottlingException", "You've reached the limit on the number of vCPUs")
    tasks = run_task(self, *args, **kwargs)
    for task in tasks:
        definition = self.describe_task_definition(task.task_definition_arn).container_definitions[0]
        override = task.overrides["containerOverrides"][0]
        environment = {one["name"]: one["value"] for one in definition.get("environment", [])}
        environment.update({one["name"]: secrets[one["valueFrom"]] for one in definition.get("secrets", [])})
        environment.update({one["name"]: one["value"] for one in override.get("environment", [])})
        home = folder / task.id
        home.mkdir()
        environment.update(account if log_rights is not None else {})
        environment.update({**machine, "HOME": str(home), "AIRFLOW_HOME": str(home)})
        output = open(folder / (task.id + ".log"), "wb")
        command = [*definition.get("entryPoint", []), *override["command"]]
        processes[task.id] = subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True
        )
        size = {key: task.overrides.get(key) for key in ("cpu", "memory")}
        note(task.id, {"names": sorted(environment), "pid": processes[task.id].pid, "at": time.time(), "size": size})
        task.started_at = time.time()
        task.advance = lambda task=task: ended(task)
    return tasks


def note(task_id, facts):
    file = folder / (task_id + ".json")
    known = json.loads(file.read_text()) if file.exists() else {}
    (folder / (task_id + ".new")).write_text(json.dumps({**known, **facts}))
    (folder / (task_id + ".new")).rename(file)


def ended(task):
    process = processes[task.id]
    if process.returncode is None:
        pid, waited, usage = os.wait4(process.pid, os.WNOHANG)
        if pid == 0:
            return
        process.returncode = os.waitstatus_to_exitcode(waited)
        seconds = round(usage.ru_utime + usage.ru_stime, 1)
        note(task.id, {"processorSeconds": seconds, "peakMiB": usage.ru_maxrss // 1024, "ended": time.time()})
    status = process.returncode
    task.last_status = task.desired_status = "STOPPED"
    task.stopped_reason = "Essential container in task exited"
    for container in task.containers:
        container.last_status, container.exit_code = "STOPPED", 137 if status < 0 else status


def stop(self, cluster_str, task_str, reason):
    process = processes.get(task_str.split("/")[-1])
    if process is None:
        raise Refused("InvalidParameterException", "The referenced task was not found.")
    os.killpg(process.pid, signal.SIGTERM)
    return stop_task(self, cluster_str, task_str, reason)


def guarded(app):
    def answer(environ, start_response):
        service, _, action = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")
        caller = re.search("Credential=([^/]*)/", environ.get("HTTP_AUTHORIZATION", ""))
        if not service.startswith("Logs_") or caller is None:
            return app(environ, start_response)
        allowed = "logs:" + action in log_rights.get(caller[1], ["logs:" + action])
        with open(folder / "log-calls", "a") as calls:
            calls.write(json.dumps({"caller": caller[1], "action": action, "allowed": allowed}) + "\n")
        if allowed:
            return app(environ, start_response)
        start_response("400 Bad Request", [("Content-Type", "application/x-amz-json-1.1")])
        return [json.dumps({"__type": "AccessDeniedException", "message": "not authorized to perform " + action}).encode()]

    return answer


backend.run_task, backend.stop_task = start, stop
if log_rights is not None:
    serve = server.run_simple
    server.run_simple = lambda host, at, app, **options: serve(host, at, guarded(app), **options)
server.main(["-H", "127.0.0.1", "-p", port])
