"""Where payment providers ring. Nobody is logged in; a signature says who it is."""

from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing import providers
from billing.actions import rings
from lib.denied import Denied


@csrf_exempt
@require_POST
def webhook(request, provider):
    found = next((it for it in providers.every() if it.key == provider), None)
    if found is None:
        raise Http404
    try:
        rings.note(found, request)
    except Denied as error:
        return HttpResponse(error.code, status=error.status, content_type="text/plain")
    return HttpResponse("thank you", content_type="text/plain")
