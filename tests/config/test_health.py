from datetime import timedelta

import pytest
from django.conf import settings
from django_q.models import OrmQ

from lib import clock

pytestmark = pytest.mark.django_db


def test_healthz_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"


@pytest.mark.skipif(bool(settings.REDIS_URL), reason="with Redis the worker's own heartbeat counts")
def test_readyz_says_when_jobs_are_left_lying(client):
    assert client.get("/readyz").json() == {"database": "ok", "redis": "not used", "worker": "ok"}
    OrmQ.objects.create(key="sprechraum", payload="", lock=clock.now() - timedelta(minutes=5))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "qcluster" in answer.json()["worker"]


@pytest.mark.skipif(not settings.REDIS_URL, reason="needs Redis")
def test_readyz_says_when_no_worker_runs(client):
    answer = client.get("/readyz")
    assert answer.json()["redis"] == "ok"
    assert (answer.status_code, "qcluster" in answer.json()["worker"]) == (503, True)


def test_readyz_says_when_redis_is_gone(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["redis"] == "does not answer"
