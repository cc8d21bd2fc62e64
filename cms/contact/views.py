"""Where the form of a contact page goes."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.actions import contact
from cms.contact import queries, receipts, stamps
from cms.contact.form import ContactForm
from lib import ratelimit
from lib.denied import Denied


@csrf_exempt  # it acts for nobody: an own stamp and the browser's word on where the form stood take the token's place
@never_cache
@require_http_methods(["GET", "POST"])
def write_to_us(request, pk):
    """Wagtail's pages take no forms, and a cookie is not needed for this one."""
    page = queries.page(pk)
    if page is None:
        raise Http404
    if request.method == "GET":
        return redirect(page.get_url(request))
    with translation.override(page.locale.language_code):
        form, status = ContactForm(request.POST, page=page, user=request.user), 422
        if form.is_valid():
            try:
                stamps.must_be_own_page(request)
                message = contact.receive(
                    **{name: form.cleaned_data[name] for name in ("key", "topic", "text", "name", "email")},
                    language=page.locale.language_code, network=ratelimit.address(request),
                )  # fmt: skip
            except Denied as refusal:
                form.add_error(None, str(refusal.message))
                status = refusal.status
            else:
                return redirect(f"{page.get_url(request)}?sent={receipts.make(message)}")
        request.contact_form = form
        response = page.serve(request)
        response.status_code = status
        return response.render()
