"""Every address of the site, in one list. docs/architecture.md says which are promises to the outside."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views.entrance import logout
from accounts.wagtail_users import OwnAccountView
from config import health
from config.api import api
from consult.consumers import LiveConsumer


def missing(request, rest):
    raise Http404


urlpatterns = [
    path("account/", include("accounts.urls")),
    # in place of Wagtail's own, which take raw passwords or know nothing of our sessions
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/logout/", logout),
    # in place of Wagtail's, which asks for a first and a last name; under its name, by which the counsellors' desk knows it
    path("cms/account/", require_admin_access(OwnAccountView.as_view()), name="wagtailadmin_account"),
    path("cms/bulk/accounts/user/<path:rest>", missing),  # Wagtail's would list and change everybody (wagtail_users.py)
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", api.urls),
    path("api/<path:rest>", missing),  # before Wagtail's pages, which would answer in HTML
    path("app/", include("consult.urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("booking.urls")),
    path("", include("billing.urls")),
    path("", include("cms.urls")),
    path("", include("directory.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})]
urlpatterns += i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)

websocket_urlpatterns = [path("ws", LiveConsumer.as_asgi())]
