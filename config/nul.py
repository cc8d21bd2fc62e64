"""An address with a NUL byte in it is no address: PostgreSQL can hold none, and would answer a look-up with an error."""

from django.http import Http404


class NoNulInAddresses:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path:
            raise Http404
        return self.get_response(request)
