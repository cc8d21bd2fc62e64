#!/usr/bin/env python3
"""Sets everything up and runs it. Needs Python 3.11 or later and nothing else.

    python3 start.py                     the site with a demo practice, on http://localhost:8000
    python3 start.py test                the test suite, browser included
    python3 start.py test --production   the same suite on a private PostgreSQL and Redis

Everything it makes lies in .venv/, .env and var/ beside this file.
"""

import argparse
import contextlib
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DATA = Path(os.environ.get("DATA_DIR", ROOT / "var"))
ENV_FILE = ROOT / ".env"


class Stop(Exception):
    """Setting up cannot go on; the message says what to do."""


def say(text: str) -> None:
    print(f"  {text}", flush=True)


def run(*command, quiet=False, **options) -> None:
    """Run a command to its end. Raises Stop with the end of its output if it fails."""
    if not quiet:
        if subprocess.run([str(c) for c in command], cwd=ROOT, **options).returncode:
            raise Stop(f"this failed: {' '.join(map(str, command))}\n  The lines above say why.")
        return
    done = subprocess.run([str(c) for c in command], cwd=ROOT, capture_output=True, text=True, **options)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise Stop(f"this failed: {' '.join(map(str, command))}\n{tail}")


def run_counting(title: str, *command) -> None:
    """Run pip and show how many packages it has collected, so that a slow line is seen to be moving."""
    lines, count, is_terminal = [], 0, sys.stdout.isatty()
    with subprocess.Popen(
        [str(c) for c in command], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        for line in pip.stdout:
            lines.append(line)
            count += line.startswith("Collecting")
            if is_terminal:
                print(f"\r  {title}: {count}", end="", flush=True)
            elif line.startswith("Collecting") and count % 25 == 1:
                say(f"{title}: {count}")
    if is_terminal:
        print()
    if pip.returncode:
        raise Stop(
            f"the packages could not be installed:\n{''.join(lines[-15:])}  Is the network reachable? Then try again."
        )


def main() -> int:
    options, pytest_args = arguments()
    if sys.version_info < (3, 11):  # noqa: UP036  (this very script must say so on an old Python)
        raise Stop(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}. Try: python3.11 start.py")
    if options.command == "test":
        return test(options, pytest_args)
    return serve(options)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs="?", choices=["run", "test"], default="run", help="what to do (default: run)")
    parser.add_argument("--port", type=int, default=8000, help="where to serve (default: 8000)")
    parser.add_argument("--reset", action="store_true", help="delete this installation's data and secrets first (asks)")
    parser.add_argument("--yes", action="store_true", help="do not ask before --reset")
    parser.add_argument("--no-demo", action="store_true", help="start with an empty practice")
    parser.add_argument("--production", action="store_true", help="test on PostgreSQL and Redis")
    options, rest = parser.parse_known_args()
    if rest and options.command != "test":
        parser.error(f"unknown: {' '.join(rest)}")
    return options, rest


# --- setting up --------------------------------------------------------------------------------------------------


def ensure_environment(lock: str) -> None:
    """Make .venv and install the wheels of `lock`, unless that has been done for exactly this lock."""
    stamp = VENV / f".installed-{lock}"
    wanted = hashlib.sha256((ROOT / lock).read_bytes() + sys.version.encode()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        say("making the environment in .venv")
        # --without-pip, because Debian keeps ensurepip in a package of its own; pip comes from its wheel in bootstrap/
        run(sys.executable, "-m", "venv", "--without-pip", "--clear", VENV, quiet=True)
    (pip,) = (ROOT / "bootstrap").glob("pip-*.whl")
    install = [PYTHON, pip / "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--no-input"]
    run_counting(
        f"installing the packages of {lock}", *install, "--disable-pip-version-check", "--progress-bar=off", "-r", lock
    )
    stamp.write_text(wanted)


def ensure_secrets() -> None:
    if ENV_FILE.exists():
        return
    say("writing .env with secrets of its own")
    lines = [f"{name}={secrets.token_urlsafe(48)}" for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")]
    ENV_FILE.touch(mode=0o600)
    ENV_FILE.write_text("# This installation's secrets. PEPPER opens what the database keeps sealed: back it up elsewhere.\n"
                        + "\n".join(lines) + "\n")  # fmt: skip


def reset(sure: bool) -> None:
    if not sure:
        answer = input(f"  This deletes {DATA} and .env: every account, message and picture here. Type yes to go on: ")
        if answer.strip().lower() != "yes":
            raise Stop("nothing was deleted")
    shutil.rmtree(DATA, ignore_errors=True)
    ENV_FILE.unlink(missing_ok=True)
    say("deleted the data and the secrets")


# --- running -----------------------------------------------------------------------------------------------------


def serve(options) -> int:
    print("Sprechraum")
    if options.reset:
        reset(sure=options.yes)
    if not port_is_free(options.port):
        raise Stop(f"port {options.port} is taken. Choose another: python3 start.py --port {options.port + 1}")
    ensure_environment("requirements.lock")
    ensure_secrets()
    url = f"http://localhost:{options.port}"
    environment = os.environ | {"SITE_URL": url, "PYTHONUNBUFFERED": "1"}
    say("preparing the database")
    run(PYTHON, "-c", "from lib import catalogues; catalogues.compile_stale()")
    run(PYTHON, "manage.py", "migrate", "--verbosity=0", env=environment)
    logins = "No demo data. Make a first person: .venv/bin/python manage.py create_person --help"
    if not options.no_demo:
        say("filling the demo practice (once)")
        demo = subprocess.run([PYTHON, "manage.py", "demo"], cwd=ROOT, env=environment, capture_output=True, text=True)
        if demo.returncode:
            raise Stop(f"the demo practice could not be filled:\n{demo.stdout}{demo.stderr}")
        logins = demo.stdout.rstrip()
    say("collecting styles and scripts")
    run(PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity=0", env=environment)
    say("starting web and worker")
    web = [PYTHON, "-m", "uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(options.port),
           "--log-level", "warning", "--ws", "websockets-sansio", "--ws-per-message-deflate", "false"]  # fmt: skip
    with running(web, environment) as web_process, running([PYTHON, "manage.py", "qcluster"], environment) as worker:
        wait_until_ready(f"{url}/healthz", web_process)
        print(f"\nReady: {url}   (staff and counsellors: {url}/cms/)\nMails are written to {DATA / 'mail'}")
        print(f"{logins}\n\nStop with Ctrl-C.", flush=True)
        while web_process.poll() is None and worker.poll() is None:
            time.sleep(0.3)
        raise Stop("the web server or the worker ended by itself; the lines above say why")


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command, environment=None, **options):
    """A child process that is asked to end when the block ends, and made to after ten seconds."""
    # a session of its own: Ctrl-C reaches this script alone, which then ends its children in order
    process = subprocess.Popen([str(c) for c in command], cwd=ROOT, env=environment, start_new_session=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until_ready(url: str, process) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise Stop("the web server did not start; the lines above say why")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Stop(f"no answer from {url} after a minute")


# --- testing -----------------------------------------------------------------------------------------------------


def test(options, pytest_args: list[str]) -> int:
    ensure_environment("requirements-test.lock")
    environment = os.environ | {"IGNORE_DOTENV": "1", "CHROMIUM": find_chromium()}
    with contextlib.ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory(prefix="sprechraum-test-"))
        environment |= {"DATA_DIR": data}
        if options.production:
            environment |= {
                "DATABASE_URL": stack.enter_context(postgresql()),
                "REDIS_URL": stack.enter_context(redis()),
            }
        else:
            environment = {k: v for k, v in environment.items() if k not in ("DATABASE_URL", "REDIS_URL")}
        say("running the suite" + (" on PostgreSQL and Redis" if options.production else " on SQLite"))
        cores = [] if {"-n", "-s", "--pdb"} & {*pytest_args} else ["-n", "auto", "--maxprocesses", "4"]
        return subprocess.run([PYTHON, "-m", "pytest", *cores, *pytest_args], cwd=ROOT, env=environment).returncode


def find_chromium() -> str:
    """The path of a Chromium or Chrome; installs one where it may."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"]
    known = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ]
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, names), *(p for p in known if Path(p).exists())]
    if path := next(filter(None, found), None):
        return path
    if install_packages("chromium"):
        return shutil.which("chromium")
    say("no Chromium found; asking Playwright to fetch one")
    if subprocess.run([PYTHON, "-m", "playwright", "install", "chromium"], cwd=ROOT).returncode == 0:
        ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
        return subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
    raise Stop("the suite drives a real browser, and none was found or could be installed.\n"
               "  Debian, Ubuntu: sudo apt install chromium    macOS: install Chrome    or: CHROMIUM=/path/to/chrome python3 start.py test")  # fmt: skip


def install_packages(*packages: str) -> bool:
    """Install Debian packages where this process may (as root); says whether that worked."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"installing {', '.join(packages)} (Debian packages)")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update"], **quiet)
    return subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *packages], **quiet).returncode == 0


def tool(name: str, package: str) -> str:
    """The path of a server program, its Debian package installed if need be."""
    folders = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    search = os.pathsep.join([*folders, os.environ.get("PATH", ""), "/opt/homebrew/bin", "/usr/local/bin"])
    if not shutil.which(name, path=search) and install_packages(package):
        return tool(name, package="")
    if path := shutil.which(name, path=search):
        return path
    raise Stop(
        f"--production needs {name}. Debian, Ubuntu: sudo apt install postgresql redis-server    macOS: brew install postgresql redis"
    )


@contextlib.contextmanager
def postgresql():
    """A private PostgreSQL server on a free port of this machine; yields its DATABASE_URL."""
    initdb, server = tool("initdb", "postgresql"), tool("postgres", "postgresql")
    say("starting a private PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="sprechraum-pg-", ignore_cleanup_errors=True) as folder:
        owner = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            owner = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(folder, "postgres", "postgres")
        run(initdb, "-D", f"{folder}/data", "-U", "sprechraum", "-A", "trust", "-E", "UTF8", "--no-sync", quiet=True,
            env=os.environ | {"LC_ALL": "C.UTF-8"}, **owner)  # fmt: skip
        port = free_port()
        command = [server, "-D", f"{folder}/data", "-k", folder, "-p", str(port), "-c", "listen_addresses=127.0.0.1",
                   "-c", "fsync=off", "-c", "max_connections=200"]  # fmt: skip
        with Path(folder, "log").open("w") as log, running(command, stdout=log, stderr=log, **owner) as process:
            wait_for_port(port, process, Path(folder, "log"))
            yield f"postgres://sprechraum@127.0.0.1:{port}/postgres"


@contextlib.contextmanager
def redis():
    """A private Redis server on a free port of this machine; yields its REDIS_URL."""
    server = tool("redis-server", "redis-server")
    say("starting a private Redis")
    with tempfile.TemporaryDirectory(prefix="sprechraum-redis-") as folder:
        port = free_port()
        options = f"--port {port} --bind 127.0.0.1 --appendonly no --dir {folder} --save"
        command = [server, *options.split(), ""]
        with Path(folder, "log").open("w") as log, running(command, stdout=log, stderr=log) as process:
            wait_for_port(port, process, Path(folder, "log"))
            yield f"redis://127.0.0.1:{port}/0"


def wait_for_port(port: int, process, log: Path) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise Stop(f"a server did not start:\n{log.read_text()[-2000:]}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends the children like Ctrl-C does
    try:
        sys.exit(main())
    except Stop as reason:
        print(f"\nStopped: {reason}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nStopped.")
        sys.exit(0)
