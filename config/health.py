"""/healthz: is this process up. /readyz: can it do its work, part by part, without saying anything about anyone."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from redis import Redis, RedisError

from lib import clock

WAITING_TOO_LONG = timedelta(minutes=2)


def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    """200 if every part is "ok", else 503; a part that is not says what is wrong with it."""
    with translation.override("en"):  # machines read this; people find it in their language in the admin
        parts = {"database": database(), "redis": redis(), "worker": worker()}
    ready = all(state in ("ok", "not used") for state in parts.values())
    return JsonResponse(parts, status=200 if ready else 503)


def database() -> str:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _("does not answer")
    return _("%(count)s migrations are missing: manage.py migrate") % {"count": len(missing)} if missing else "ok"


def redis() -> str:
    if not settings.REDIS_URL:
        return "not used"
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=2) as client:
            client.ping()
    except RedisError:
        return _("does not answer")
    return "ok"


def worker() -> str:
    """Whether jobs are taken: by the workers' own heartbeat on Redis, by the age of the oldest job in the database."""
    if settings.REDIS_URL:
        from django_q.status import Stat

        try:
            return "ok" if Stat.get_all() else _("not running: manage.py qcluster")
        except RedisError:
            return _("unknown, Redis does not answer")
    from django_q.models import OrmQ

    try:
        late = OrmQ.objects.filter(lock__lt=clock.now() - WAITING_TOO_LONG).exists()
    except DatabaseError:
        return _("unknown, the database does not answer")
    return _("jobs are waiting: is manage.py qcluster running?") if late else "ok"
