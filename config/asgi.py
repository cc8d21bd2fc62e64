"""The ASGI application: Django for HTTP, Channels for the one WebSocket."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup(set_prefix=False)

from channels.auth import AuthMiddlewareStack  # noqa: E402  (models must be loaded first)
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from config import api, headers  # noqa: E402
from config.checks import refuse_to_start_wrong  # noqa: E402
from config.page_door import PageDoor  # noqa: E402
from config.threads import Django  # noqa: E402
from config.urls import websocket_urlpatterns  # noqa: E402
from consult.door import Door  # noqa: E402

refuse_to_start_wrong()
django_application = Django()

application = ProtocolTypeRouter(
    {
        "http": PageDoor(
            Door(django_application, api.ApiGuard(django_application).refuse, headers.with_headers, api.denied)
        ),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
