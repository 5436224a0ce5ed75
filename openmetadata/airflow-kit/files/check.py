#!/usr/bin/env python3
"""Says whether this Airflow is ready for OpenMetadata, what is wrong and how to fix it.

    python3 check.py            everything: run it with the Python of Airflow, on the Airflow host
    python3 check.py network    only what goes over the network: from anywhere, such as the server's network
    python3 check.py host       only this host: packages, folders, settings

Needs Python 3.8 and nothing else. The password of the Airflow user is read from OPENMETADATA_AIRFLOW_PASSWORD and
shown nowhere. Exit status: 0 all is well, 1 something is wrong, 2 wrong use.
"""
import argparse
import base64
import importlib
import importlib.util
import json
import os
import re
import ssl
import sys
import tempfile
import urllib.error
import urllib.request

SETTINGS = json.loads(r"""{}""")

PASSWORD_VARIABLE = "OPENMETADATA_AIRFLOW_PASSWORD"
SOURCE_KINDS = ("api", "dashboard", "database", "drive", "messaging", "metadata", "mlmodel", "pipeline", "search", "security", "storage")


class Report:
    def __init__(self):
        self.failed = 0

    def ok(self, name, text):
        print("ok    %s: %s" % (name, text))

    def skip(self, name, text):
        print("skip  %s: %s" % (name, text))

    def fail(self, name, text, fix):
        self.failed += 1
        print("FAIL  %s: %s" % (name, text))
        print("      %s" % fix)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):
        return None


class Answer:
    def __init__(self, status, text, error=None):
        self.status, self.text, self.error = status, text, error

    def json(self):
        try:
            return json.loads(self.text)
        except ValueError:
            return None


def call(options, url, method="GET", body=None, login=None):
    """One HTTP call; an Answer with status 0 when nobody answered."""
    headers = {"Accept": "application/json"}
    if login is not None:
        headers["Authorization"] = "Basic " + base64.b64encode((login[0] + ":" + login[1]).encode()).decode()
    if body is not None:
        headers["Content-Type"] = "application/json"
    data = None if body is None else json.dumps(body).encode()
    context = ssl.create_default_context(cafile=options.ca)
    opener = urllib.request.build_opener(NoRedirect, urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(urllib.request.Request(url, data=data, headers=headers, method=method), timeout=options.timeout) as response:
            return Answer(response.status, response.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read().decode("utf-8", "replace"))
    except (OSError, ValueError) as error:
        return Answer(0, "", str(getattr(error, "reason", error)))


def minor(version):
    return ".".join(str(version).split(".")[:2])


def installed(name):
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


# ---- over the network -------------------------------------------------------------------------------------------


def check_airflow_answers(report, options):
    three = SETTINGS["airflowMajor"] == 3
    answer = call(options, options.endpoint + ("/api/v2/version" if three else "/api/v1/version"), login=options.login)
    if answer.status == 0:
        report.fail(
            "Airflow reachable",
            "nobody answers at %s (%s)" % (options.endpoint, answer.error),
            "Start Airflow (and the gateway), open the port to this host, or correct openmetadata:airflow.endpoint.",
        )
        return False
    if answer.status == 404:
        report.fail(
            "Airflow API",
            "%s has no %s" % (options.endpoint, "/api/v2" if three else "/api/v1"),
            "This is not Airflow %s, or the endpoint has a path too many. The kit was written for Airflow %s."
            % (SETTINGS["airflowMajor"], SETTINGS["airflow"]),
        )
        return False
    found = (answer.json() or {}).get("version")
    if answer.status in (401, 403):
        report.ok("Airflow API", "answers, and asks for a login")
    elif found is None:
        report.fail("Airflow API", "%s answers %s without a version" % (options.endpoint, answer.status), "Something else listens there: correct openmetadata:airflow.endpoint.")
        return False
    elif found != SETTINGS["airflow"]:
        report.fail(
            "Airflow version",
            "Airflow is %s, and the kit was written for %s" % (found, SETTINGS["airflow"]),
            "Set openmetadata:airflow.version to %s and write the kit again." % found,
        )
    else:
        report.ok("Airflow version", found)
    return True


def check_processes(report, options):
    three = SETTINGS["airflowMajor"] == 3
    answer = call(options, options.endpoint + ("/api/v2/monitor/health" if three else "/health"))
    body = answer.json()
    if answer.status != 200 or not isinstance(body, dict):
        report.skip("Airflow processes", "the health page answers %s" % answer.status)
        return
    wanted = ["metadatabase", "scheduler"] + (["dag_processor"] if three else [])
    bad = ["%s is %s" % (part, (body.get(part) or {}).get("status")) for part in wanted if (body.get(part) or {}).get("status") != "healthy"]
    if bad:
        report.fail("Airflow processes", ", ".join(bad), "Start what is missing (airflow scheduler%s) and read its log." % (", airflow dag-processor" if three else ""))
    else:
        report.ok("Airflow processes", ", ".join(wanted) + " are healthy")


def check_plugin(report, options):
    """Whether the managed APIs are there, and the version of openmetadata-ingestion that they run on."""
    url = options.endpoint + SETTINGS["managedApisPath"] + "/health"
    answer = call(options, url, login=options.login)
    version = (answer.json() or {}).get("version") if answer.status == 200 else None
    if version:
        report.ok("managed APIs", "openmetadata-ingestion %s answers at %s" % (version, SETTINGS["managedApisPath"]))
        return True, version
    if answer.status in (401, 403):
        return True, None  # the login check says why
    if answer.status in (502, 503, 504):
        report.fail("managed APIs", "the gateway answers %s" % answer.status, "Airflow behind the gateway is down, or the gateway points elsewhere: see the upstream in nginx.conf.")
        return False, None
    # Airflow 3 answers an unknown path with its UI and 200.
    what = "a page of Airflow's UI" if answer.status == 200 else str(answer.status)
    report.fail(
        "managed APIs",
        "the plug-in is missing: %s answers %s" % (url, what),
        "Install requirements.txt into the Python of Airflow's %s and restart it; `airflow plugins` must list openmetadata_managed_apis."
        % ("api-server" if SETTINGS["airflowMajor"] == 3 else "webserver"),
    )
    return False, None


def check_login(report, options):
    """Airflow itself accepts the password of the server's user."""
    if options.login is None:
        report.skip("login", "set %s to check it" % PASSWORD_VARIABLE)
        return
    user = options.login[0]
    if SETTINGS["airflowMajor"] == 3:  # on Airflow 2 the plug-in's health-auth does it
        # The plug-in's own health-auth answers 200 to anything on Airflow 3, so Airflow itself is asked.
        answer = call(options, options.endpoint + "/auth/token", "POST", {"username": user, "password": options.login[1]})
        if answer.status == 201:
            report.ok("login", "Airflow accepts the password of %s" % user)
        elif answer.status == 401:
            report.fail(
                "login",
                "Airflow refuses the password of %s (POST /auth/token answers 401)" % user,
                "Take the password that the stack holds (pulumi config get --path openmetadata:secrets.airflow.password), or set Airflow's: airflow users reset-password -u %s" % user,
            )
        else:
            report.fail("login", "POST /auth/token answers %s, wanted 201" % answer.status, "Use the FAB auth manager: AIRFLOW__CORE__AUTH_MANAGER as in openmetadata.env.")


def check_server_login(report, options):
    """The managed APIs accept what OpenMetadata's server sends: HTTP Basic."""
    if options.login is None:
        return
    user = options.login[0]
    url = options.endpoint + SETTINGS["managedApisPath"] + "/health-auth"
    right = call(options, url, login=options.login)
    if right.status == 200:
        report.ok("login of the server", "HTTP Basic is accepted as OpenMetadata's server sends it")
    elif right.status in (401, 403):
        fix = (
            "Write the same password into the gateway's password file: see the README."
            if SETTINGS["gateway"]
            else "Accept HTTP Basic (AIRFLOW__API__AUTH_BACKENDS in openmetadata.env) and give %s the role Admin: airflow users create, or airflow users reset-password." % user
        )
        report.fail("login of the server", "the password of %s is refused (%s)" % (user, right.status), fix)
    elif right.status != 404:
        report.fail("login of the server", "health-auth answers %s" % right.status, "Read the log of Airflow's web process.")


def check_closed(report, options):
    """Deploying must be refused without a login: an open one lets anybody run code in Airflow."""
    url = options.endpoint + SETTINGS["managedApisPath"] + "/deploy"
    open_to = []
    for who, login in (("nobody", None), ("a wrong password", ((options.login or ("admin", ""))[0], "wrong-" + base64.b16encode(os.urandom(8)).decode()))):
        answer = call(options, url, "POST", {}, login)
        if answer.status == 404:
            return
        if answer.status not in (401, 403):
            open_to.append("%s gets %s" % (who, answer.status))
    if not open_to:
        report.ok("deploy is closed", "401 or 403 without a login and with a wrong one")
        return
    fix = (
        "Everybody who reaches this port can run code in your Airflow. Let only the gateway reach Airflow, and give its address as openmetadata:airflow.endpoint."
        if SETTINGS["airflowMajor"] == 3
        else "Everybody who reaches this port can run code in your Airflow. Remove airflow.api.auth.backend.default from AIRFLOW__API__AUTH_BACKENDS."
    )
    report.fail("deploy is closed", "deploy answers without a right login: " + ", ".join(open_to) + "; wanted 401 or 403", fix)


def check_server(report, options, airflow_version):
    """The OpenMetadata server answers from here, and is of the packages' release."""
    if not options.server:
        report.skip("OpenMetadata server", "its address is not known: give it with --server")
        return
    answer = call(options, options.server + "/v1/system/version")
    found = (answer.json() or {}).get("version") if answer.status == 200 else None
    if found is None:
        what = answer.error if answer.status == 0 else "answers %s" % answer.status
        report.fail(
            "OpenMetadata server",
            "the server cannot be reached at %s (%s)" % (options.server, what),
            "Let this host reach it: open its port to Airflow, trust its certificate (--ca), or correct the address. Every parse of a deployed workflow calls it.",
        )
        return
    here = airflow_version or installed("openmetadata-ingestion") or SETTINGS["package"]
    if minor(found) != minor(here):
        report.fail(
            "same release",
            "the server is %s and openmetadata-ingestion is %s; the first two numbers must be equal" % (found, here),
            "Install the packages of the server's release: set openmetadata:version to the server's, write the kit again and install its requirements.txt.",
        )
    else:
        report.ok("same release", "server %s, openmetadata-ingestion %s" % (found, here))


# ---- on this host -----------------------------------------------------------------------------------------------


def check_packages(report):
    names = ["openmetadata-ingestion"] + (["openmetadata-managed-apis"] if "managed-apis" in SETTINGS["angles"] else [])
    for name in names:
        found = installed(name)
        if found == SETTINGS["package"]:
            report.ok("package", "%s %s" % (name, found))
        else:
            what = "%s is not installed" % name if found is None else "%s is %s, wanted %s" % (name, found, SETTINGS["package"])
            report.fail("package", what + " in " + sys.executable, "pip install -r requirements.txt -c constraints.txt, with the Python that runs Airflow.")
    found = installed("apache-airflow")
    if found is None:
        report.fail("package", "Airflow is not installed in " + sys.executable, "Run this script with the Python that runs Airflow.")
    elif found != SETTINGS["airflow"]:
        report.fail("package", "Airflow is %s, and the kit was written for %s" % (found, SETTINGS["airflow"]), "Set openmetadata:airflow.version to %s and write the kit again." % found)


def check_connectors(report):
    from importlib import metadata

    try:
        requires = metadata.requires("openmetadata-ingestion") or []
    except metadata.PackageNotFoundError:
        return  # said by check_packages
    for connector in SETTINGS["connectors"]:
        missing = sorted({name for name in extra_packages(requires, connector) if installed(name) is None})
        broken = broken_module(connector)
        if missing or broken:
            what = "needs %s" % ", ".join(missing) if missing else broken
            report.fail("connector " + connector, "cannot be used: " + what, "pip install -r requirements.txt -c constraints.txt, with the Python that runs Airflow.")
        else:
            report.ok("connector " + connector, "its packages are installed")


def extra_packages(requires, extra):
    for line in requires:
        requirement, _, marker = line.partition(";")
        if re.search(r"extra\s*==\s*['\"]%s['\"]" % re.escape(extra), marker) and not re.search(r"(python_version|platform|sys_platform)", marker):
            yield re.match(r"[A-Za-z0-9._-]+", requirement.strip()).group(0)


def broken_module(connector):
    """Why the connector's own module does not import; None when it does, or has another name."""
    for kind in SOURCE_KINDS:
        name = "metadata.ingestion.source.%s.%s" % (kind, connector.replace("-", "_"))
        try:
            if importlib.util.find_spec(name) is None or importlib.util.find_spec(name + ".metadata") is None:
                continue
            importlib.import_module(name + ".metadata")
        except ModuleNotFoundError as error:
            if error.name and name.startswith(error.name):
                continue
            return "%s does not import: %s" % (name, error)
        except Exception as error:
            return "%s does not import: %s" % (name, error)
    return None


def airflow_setting(section, key, fallback=None):
    variable = "AIRFLOW__%s__%s" % (section.upper(), key.upper())
    if variable in os.environ:
        return os.environ[variable]
    try:
        from airflow.configuration import conf
    except Exception:
        return fallback
    return conf.get(section, key, fallback=fallback)


def check_folders(report):
    home = os.environ.get("AIRFLOW_HOME")
    if not home:
        report.fail("AIRFLOW_HOME", "is not set for this process", "Set AIRFLOW_HOME for every Airflow process: the plug-in reads it from the environment and fails without it.")
        home = os.path.expanduser("~/airflow")
    folders = (
        ("generated-config folder", airflow_setting("openmetadata_airflow_apis", "dag_generated_configs", os.path.join(home, "dag_generated_configs"))),
        ("DAG folder", airflow_setting("core", "dags_folder", os.path.join(home, "dags"))),
    )
    for name, folder in folders:
        problem = not_writable(folder)
        if problem is None:
            report.ok(name, folder + " is writable")
        else:
            report.fail(name, "%s is not writable: %s" % (folder, problem), "Create it and give it to the user that runs Airflow's web process; scheduler and workers must see the same folder.")


def not_writable(folder):
    if not os.path.isdir(folder):
        return "it does not exist"
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".openmetadata-check-"):
            return None
    except OSError as error:
        return error.strerror or str(error)


def check_lineage(report):
    service = airflow_setting("lineage", "airflow_service_name")
    if not service and not os.environ.get("OPENMETADATA_LINEAGE_CONFIG"):
        report.fail("lineage settings", "airflow_service_name is not set in section lineage", "Add the lineage part of openmetadata.env to the environment of the scheduler and the workers.")
        return
    token = airflow_setting("lineage", "jwt_token")
    if not token or "REPLACE_WITH" in token:
        report.fail("lineage settings", "jwt_token is still a placeholder", "Put the token of the ingestion bot into AIRFLOW__LINEAGE__JWT_TOKEN: OpenMetadata, Settings, Bots, ingestion-bot.")
        return
    module = "airflow_provider_openmetadata.lineage." + ("operator" if SETTINGS["airflowMajor"] == 3 else "backend")
    try:
        importlib.import_module(module)
    except Exception as error:
        report.fail("lineage settings", "%s does not import: %s" % (module, error), "pip install -r requirements.txt -c constraints.txt, with the Python that runs Airflow.")
        return
    report.ok("lineage settings", "%s loads, service %s" % (module, service))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("all", "network", "host"), default="all")
    parser.add_argument("--endpoint", default=SETTINGS.get("endpoint"), help="base URL of Airflow, or of the gateway")
    parser.add_argument("--server", default=SETTINGS.get("server"), help="base URL of OpenMetadata's API, with /api")
    parser.add_argument("--user", default=SETTINGS.get("username"), help="Airflow user of OpenMetadata's server")
    parser.add_argument("--ca", help="PEM file of the authority that signed the servers' certificates")
    parser.add_argument("--timeout", type=float, default=20, help="seconds for each call")
    options = parser.parse_args()
    password = os.environ.get(PASSWORD_VARIABLE)
    options.login = (options.user, password) if password else None
    options.endpoint = (options.endpoint or "").rstrip("/")
    options.server = (options.server or "").rstrip("/")
    report = Report()
    managed = "managed-apis" in SETTINGS["angles"]
    plugin_version = None
    if options.what != "host" and managed:
        if not options.endpoint:
            parser.error("the address of Airflow is not known: give it with --endpoint")
        if check_airflow_answers(report, options):
            check_processes(report, options)
            present, plugin_version = check_plugin(report, options)
            check_login(report, options)
            if present:
                check_server_login(report, options)
                check_closed(report, options)
    if options.what != "network":
        check_packages(report)
        if SETTINGS["connectors"]:
            check_connectors(report)
        if managed:
            check_folders(report)
        if "lineage-backend" in SETTINGS["angles"]:
            check_lineage(report)
    check_server(report, options, plugin_version)
    print("%s: %s" % ("OpenMetadata %s on Airflow %s" % (SETTINGS["openmetadata"], SETTINGS["airflow"]), "ready" if report.failed == 0 else "%d to fix" % report.failed))
    return 0 if report.failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
