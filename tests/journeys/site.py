"""A whole installation for journeys: its own database, folder, web server and worker, on a free port."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from start import free_port
from tests.database import Copy

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """Made with `Site.make()`, filled with the demo practice; `url`, `data` (its folder), `kill_web()`, `start_web()`."""

    def __init__(self, data: Path, environment: dict):
        self.data, self.environment = data, environment
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment["SITE_URL"] = self.url
        self.web = self.worker = None
        self.log = data / "server.log"

    @classmethod
    @contextlib.contextmanager
    def make(cls, migrated: str):
        """`migrated`: the name of the database it begins with."""
        data = Path(tempfile.mkdtemp(prefix="sprechraum-journey-"))
        own = {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings.dev", "IGNORE_DOTENV": "1"}
        own |= {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")}
        copy = Copy(migrated, data / "db.sqlite3")
        site = cls(data, os.environ | own | ({"DATABASE_URL": copy.url} if "DATABASE_URL" in os.environ else {}))
        if redis := os.environ.get("REDIS_URL"):
            site.environment["REDIS_URL"] = redis.rsplit("/", 1)[0] + "/7"
        try:
            copy.run(f"UPDATE wagtailcore_site SET hostname = 'localhost', port = {site.port}")  # as SITE_URL says
            site.demo = site.manage("demo")
            site.start_web()
            site.start_worker()
            yield site
        finally:
            site.stop()
            copy.drop()
            shutil.rmtree(data, ignore_errors=True)

    def manage(self, *arguments: str, **options) -> str:
        done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment,
                              capture_output=True, text=True, **options)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _spawn(self, *command: str) -> subprocess.Popen:
        with self.log.open("a") as log:
            return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                                    start_new_session=True)  # fmt: skip

    def start_web(self) -> None:
        self.web = self._spawn("-m", "uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(self.port),
                               "--log-level", "info", "--ws", "websockets-sansio")  # fmt: skip
        for _ in range(300):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=2):
                return
            assert self.web.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(f"no answer from {self.url}: {self.log.read_text()}")

    def start_worker(self) -> None:
        self.worker = self._spawn("manage.py", "qcluster")

    def kill_web(self) -> None:
        """As a crash would: no clean-up, no goodbye."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def stop(self) -> None:
        for process in (self.web, self.worker):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
