"""The migrated database that all tests begin with: made once, then copied.

`migrate` from nothing takes half a minute, so a process of its own (`python -m tests.database`) does it once while the
tests are being collected. What it made is kept under a fingerprint of everything that has a say in it: on SQLite as a
file in var/tests/, on PostgreSQL as a database beside the others. Each process that tests has a copy, and so has the
site of the journeys; a test that commits gets a fresh one behind it (`renew`) instead of Django's flush, after which
the default pages would have to be made again.
"""

import contextlib
import hashlib
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "tests"
PACKAGES = ("config", "booking", "consult", "directory", "blog", "billing", "accounts", "cms", "e2ee", "lib")
MOST_KEPT = 3


def fingerprint() -> str:
    """Of all code and the lock: far more than migrations and default pages, but nothing that counts can be forgotten."""
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    code = [path for path in files if not {"static", "__pycache__"} & {*path.parts}]
    digest = hashlib.sha256(f"{sys.version} {'REDIS_URL' in os.environ}".encode())
    for path in sorted([ROOT / "requirements-test.lock", *code]):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class Files:
    """SQLite: a database is a file, its name the path."""

    unfinished = str(KEPT / "unfinished")

    def __init__(self):
        KEPT.mkdir(parents=True, exist_ok=True)

    def kept(self) -> list[str]:
        """Newest first."""
        return [str(path) for path in sorted(KEPT.glob("*.sqlite3"), key=lambda path: -path.stat().st_mtime)]

    def name(self, of: str) -> str:
        return str(KEPT / f"{of}.sqlite3")

    def url(self, name: str) -> str:
        return f"sqlite:///{name}"

    def create(self, name: str) -> None:
        """With the first connection."""

    def keep(self, made: str, name: str) -> None:
        Path(made).replace(name)
        for old in self.kept()[MOST_KEPT:]:
            self.drop(old)

    def copy(self, source: str, name: str) -> None:
        with contextlib.closing(sqlite3.connect(source)) as given, contextlib.closing(sqlite3.connect(name)) as taken:
            given.backup(taken)  # as one write: whoever has the copy open sees the new rows, not a new file

    def run(self, name: str, sql: str) -> None:
        with contextlib.closing(sqlite3.connect(name, isolation_level=None)) as database:
            database.execute(sql)

    def drop(self, name: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)


class Server:
    """PostgreSQL: databases beside the one of DATABASE_URL."""

    PREFIX, unfinished = "kept_for_tests_", "unfinished_for_tests"

    def __init__(self, url: str):
        self.server = url

    def kept(self) -> list[str]:
        with self._open(self.server) as server:
            names = [name for (name,) in server.execute("SELECT datname FROM pg_database ORDER BY oid DESC")]
        return [name for name in names if name.startswith(self.PREFIX)]

    def name(self, of: str) -> str:
        return self.PREFIX + of

    def url(self, name: str) -> str:
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{name}"))

    def create(self, name: str) -> None:
        self.run("", f'CREATE DATABASE "{name}"')

    def keep(self, made: str, name: str) -> None:
        self.run("", f'ALTER DATABASE "{made}" RENAME TO "{name}"')
        for old in self.kept()[MOST_KEPT:]:
            self.drop(old)

    def copy(self, source: str, name: str) -> None:
        self.drop(name)
        self.run("", f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def run(self, name: str, sql: str) -> None:
        with self._open(self.url(name) if name else self.server) as server:
            server.execute(sql)

    def drop(self, name: str) -> None:
        self.run("", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @staticmethod
    def _open(url: str):
        import psycopg

        return psycopg.connect(url, autocommit=True)


def engine() -> Files | Server:
    url = os.environ.get("DATABASE_URL", "")
    return Server(url) if url.startswith("postgres") else Files()


# --- making it --------------------------------------------------------------------------------------------------------


def make(*, newest: bool = False) -> str:
    """The name of the database for the code as it is, made if it is not there. One process makes it, others wait.

    `newest`: whatever was made last will do, even if the code has changed since.
    """
    databases, name = engine(), engine().name(fingerprint())
    with _one_at_a_time():
        kept = databases.kept()
        if newest and kept:
            return kept[0]
        if name not in kept:
            databases.drop(unfinished := databases.unfinished)
            databases.create(unfinished)
            environment = os.environ | {"DATABASE_URL": databases.url(unfinished), "IGNORE_DOTENV": "1"}
            environment |= {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
            migrate = [sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity=0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
            databases.keep(unfinished, name)
    return name


@contextlib.contextmanager
def _one_at_a_time():
    KEPT.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(KEPT / "lock", timeout=900, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


class Maker:
    """`make()` in a process of its own, from the start of the tests; `name()` waits for its end."""

    def __init__(self, *, newest: bool):
        command = [sys.executable, "-m", "tests.database", *(["--newest"] if newest else [])]
        # a session of its own: `stop` ends its `migrate` too
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        start_new_session=True)  # fmt: skip

    @cached_property
    def name(self) -> str:
        said, _ = self.process.communicate()
        assert self.process.returncode == 0, f"the tests' database could not be made:\n{said}"
        return said.split()[-1]

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait()
        self.process.stdout.close()


class Copy:
    """A copy of the database `of`, for one's own: on SQLite the file `place`."""

    def __init__(self, of: str, place: Path):
        self.engine, self.of = engine(), of
        self.name = str(place) if isinstance(self.engine, Files) else f"test_{place.stem}_{secrets.token_hex(6)}"
        self.url = self.engine.url(self.name)
        self.renew()

    def renew(self) -> None:
        self.engine.copy(self.of, self.name)

    @contextlib.contextmanager
    def begun_here(self):
        """Within this block `renew` comes back to what the copy holds now. All connections must be closed."""
        before, self.of = self.of, f"{self.name}_begun"
        self.engine.copy(self.name, self.of)
        try:
            yield
        finally:
            self.engine.drop(self.of)
            self.of = before

    def run(self, sql: str) -> None:
        self.engine.run(self.name, sql)

    def drop(self) -> None:
        self.engine.drop(self.name)


if __name__ == "__main__":
    print(make(newest="--newest" in sys.argv))
