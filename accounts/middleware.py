"""What holds for every request: the time zone and, for whoever is logged in, the session and the second factor."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.actions import consents, second_factor, sessions
from lib import clock, legaltexts

INNER = ("/cms/", "/practice/", "/app/", "/api/v1/")
# what somebody without the second factor needs to set it up, or to leave
OPEN = ("/api/v1/auth/", "/api/v1/me", "/api/v1/openapi.json")

# where somebody who has a new wording to agree to is asked first; public pages (help in a crisis!) stay open
ASKING = ("/app/", "/appointments/", "/payments/", "/practice/", "/cms/")
ASKED = "agreed_until"


class PersonMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            with timezone.override(settings.DEFAULT_ZONE):
                return self.get_response(request)
        if clock.now().timestamp() - request.session.get("since", 0) > settings.SESSION_COOKIE_AGE:
            sessions.log_out(request)
            with timezone.override(settings.DEFAULT_ZONE):
                return self.get_response(request)
        if self.is_inner(request.path) and second_factor.is_due(request.user):
            return self.ask_for_second_factor(request)
        if self.is_page(request) and self.has_to_agree(request):
            return redirect(f"{reverse('account_agree')}?{urlencode({'next': request.get_full_path()})}")
        with timezone.override(request.user.time_zone):
            return self.get_response(request)

    @staticmethod
    def is_page(request) -> bool:
        """Something a person opens: not what a script fetches or a form sends."""
        return (
            request.method == "GET"
            and request.path.startswith(ASKING)
            and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
            and not request.headers.get("HX-Request")
        )

    @staticmethod
    def has_to_agree(request) -> bool:
        """Asked of the person once for each new wording: what was found is remembered until another one appears."""
        if request.user.role not in consents.AGREED:
            return False
        newest = legaltexts.newest_question()
        if not newest or request.session.get(ASKED) == newest:
            return False
        if consents.due(request.user):
            return True
        request.session[ASKED] = newest
        return False

    @staticmethod
    def is_inner(path: str) -> bool:
        return path.startswith(INNER) and path != OPEN[1] and not path.startswith((OPEN[0], OPEN[2]))

    @staticmethod
    def ask_for_second_factor(request):
        if request.path.startswith("/api/"):
            message = _("Please set up a second factor first.")
            return JsonResponse({"error": "second_factor_required", "message": message}, status=403)
        return redirect(f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}")
