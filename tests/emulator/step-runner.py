"""moto whose ECS tasks really run: each container of a task, after those that it waits for, in a process of its own with the
environment that its definition says, secrets read from moto's Secrets Manager, and what it prints in moto's CloudWatch Logs.
Arguments: emulator.py, or `-` for moto as it is, and the server's own. RUNNER_MACHINE: variables that stand for a container's
network, disk and mounts. RUNNER_IMAGE: the folder in which the containers start; while `held/FAMILY` is in it, tasks of that family wait."""
import copy, inspect, json, os, pathlib, runpy, subprocess, sys, tempfile, threading, time

from moto.ecs import models
from moto.logs.models import logs_backends
from moto.rds import models as rds
from moto.secretsmanager.models import secretsmanager_backends

machine, image = json.loads(os.environ["RUNNER_MACHINE"]), os.environ["RUNNER_IMAGE"]
backend = models.EC2ContainerServiceBackend
run_task, list_tasks = backend.run_task, backend.list_tasks


def secret(reference):
    region, account = reference.split(":")[3:5]
    found = secretsmanager_backends[account][region]
    return found.get_secret_value(reference, version_id=None, version_stage="AWSCURRENT")["SecretString"]


def in_order(definitions):
    """Containers, each after those that it waits for."""
    done = []
    while len(done) < len(definitions):
        names = [one["name"] for one in done]
        done += [
            one
            for one in definitions
            if one["name"] not in names and all(it["containerName"] in names for it in one.get("dependsOn") or [])
        ]
    return done


class Run(threading.Thread):
    def __init__(self, backend, task, family, definitions):
        super().__init__(daemon=True)
        self.family = family
        self.backend, self.task, self.definitions = backend, task, in_order(definitions)
        self.folder = tempfile.mkdtemp(prefix="task-", dir=image)
        task.last_status = "PENDING"
        task.advance = lambda: None
        [first] = task.containers
        task.containers = [copy.copy(first) for _ in self.definitions]
        for container, definition in zip(task.containers, self.definitions):
            container.name, container.exitCode = definition["name"], None

    def run(self):
        self.task.last_status = "RUNNING"
        while pathlib.Path(image, "held", self.family).exists():
            time.sleep(0.2)
        try:
            for container, definition in zip(self.task.containers, self.definitions):
                container.exitCode = self.execute(definition)
                container.last_status = "STOPPED"
                if container.exitCode != 0:
                    break
        finally:
            self.task.stopped_reason = "Essential container in task exited"
            self.task.last_status = self.task.desired_status = "STOPPED"

    def execute(self, definition):
        environment = {one["name"]: one["value"] for one in definition.get("environment") or []}
        environment.update({one["name"]: secret(one["valueFrom"]) for one in definition.get("secrets") or []})
        for name in ["bootstrap", "keys"]:
            pathlib.Path(self.folder, name).mkdir(exist_ok=True)
        mounts = {"BOOTSTRAP_DIRECTORY": f"{self.folder}/bootstrap", "KEY_DIRECTORY": f"{self.folder}/keys"}
        command = [*(definition.get("entryPoint") or []), *(definition.get("command") or [])]
        ended = subprocess.run(
            command, cwd=image, env={**environment, **machine, **mounts}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.log(definition, ended.stdout.decode(errors="replace"))
        return ended.returncode

    def log(self, definition, text):
        options = definition["logConfiguration"]["options"]
        logs = logs_backends[self.backend.account_id][options["awslogs-region"]]
        group = options["awslogs-group"]
        stream = f"{options['awslogs-stream-prefix']}/{definition['name']}/{self.task.id}"
        logs.create_log_stream(group, stream)
        now = int(time.time() * 1000)
        events = [{"timestamp": now, "message": line} for line in text.splitlines() if line]
        if events:
            logs.put_log_events(group, stream, events)


def start(self, *args, **kwargs):
    tasks = run_task(self, *args, **kwargs)
    for task in tasks:
        definition = self.describe_task_definition(task.task_definition_arn)
        Run(self, task, definition.family, definition.container_definitions).start()
    return tasks


# moto starts no tasks of services, and lists all tasks when it is asked for those of one.
def listed(self, *args, **kwargs):
    of = inspect.signature(list_tasks).bind(self, *args, **kwargs).arguments
    return [] if of.get("service_name") else list_tasks(self, *args, **kwargs)


backend.run_task, backend.list_tasks = start, listed
# moto adds up what the containers say of memory, which those of a Fargate task need not.
backend._calculate_task_resource_requirements = lambda self, definition: {"CPU": 0, "MEMORY": 0, "PORTS": [], "PORTS_UDP": []}

# The real database gets the administrator that RDS is asked for.
administrator = json.loads(os.environ["RUNNER_DATABASE"])
create_instance = rds.RDSBackend.create_db_instance


def created(self, settings):
    made = create_instance(self, settings)
    user, password = settings["master_username"], settings["master_user_password"].replace("'", "''")
    sql = administrator["sql"].replace("{user}", user).replace("{password}", password)
    subprocess.run(administrator["command"], input=sql.encode(), env={**os.environ, **administrator["environment"]}, check=True)
    return made


rds.RDSBackend.create_db_instance = created
emulator, sys.argv = sys.argv[1], [sys.argv[0], *sys.argv[2:]]
if emulator == "-":
    runpy.run_module("moto.server", run_name="__main__")
else:
    runpy.run_path(emulator, run_name="__main__")
