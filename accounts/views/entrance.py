"""Coming in: sign-up, login, a forgotten password, and going out."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions import links, people, sessions
from accounts.enums import LinkPurpose, Role
from accounts.forms.people import CounsellorSignupForm, ForgottenForm, LoginForm, NewPasswordForm, SignupForm
from accounts.landing import home_of, may_enter
from lib import ratelimit
from lib.denied import Denied

page = require_http_methods(["GET", "POST"])


def next_url(request, default: str) -> str:
    """Where the person wanted to go, if that is one of our own pages."""
    return own_address(request, request.POST.get("next") or request.GET.get("next") or "") or default


def own_address(request, wanted: str) -> str:
    """`wanted` if it is an address of ours, not the name of one: redirect() would look a bare word up among our views."""
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else ""


def refused(form, refusal: Denied, fields: dict[str, str] | None = None) -> int:
    """Put the refusal where it belongs on the form; returns the status of the answer."""
    form.add_error((fields or {}).get(refusal.code), str(refusal.message))
    return 429 if refusal.status == 429 else 200


@never_cache
@sensitive_post_parameters()
@page
def login(request):
    if request.user.is_authenticated:
        wanted = next_url(request, home_of(request.user))
        if not may_enter(request.user, wanted):  # Wagtail sent them here, and would do so again
            return render(request, "accounts/other_account.html", {"next": wanted}, status=403)
        return redirect(wanted)
    form, status = LoginForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            user = sessions.verify(request, form.cleaned_data["login"], form.cleaned_data["password"].auth)
        except Denied as refusal:
            status = refused(form, refusal)
        else:
            record_authentication(request, user, "password", reauthenticated=True)
            # the second factor, if there is one, is a stage of allauth's login: it has pages of its own
            return perform_login(request, Login(user=user, redirect_url=next_url(request, home_of(user))))
    return render(request, "accounts/login.html", {"form": form, "next": next_url(request, "")}, status=status)


SIGNUP_FIELDS = {
    "login_taken": "login", "login_length": "login", "login_form": "login", "email_form": "email", "not_derived": "password",
}  # fmt: skip


@never_cache
@sensitive_post_parameters()
@page
def signup(request):
    if request.GET.get("as") == Role.COUNSELLOR:
        return redirect("account_signup_counsellor")
    return _signup(request, SignupForm, Role.CLIENT, "accounts/signup.html", "/app/")


@never_cache
@sensitive_post_parameters()
@page
def signup_counsellor(request):
    return _signup(request, CounsellorSignupForm, Role.COUNSELLOR, "accounts/signup_counsellor.html", "/practice/plan/")


def _signup(request, form_class, role: str, template: str, landing: str):
    if request.user.is_authenticated:
        return redirect(next_url(request, home_of(request.user)))
    form, status = form_class(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        key = given["password"]
        try:
            user = people.register(
                login=given["login"], auth=key.auth, seed=key.seed, kdf=key.kdf, uid=given["uid"], email=given["email"],
                role=role, zone=given["zone"], language=get_language(), network=ratelimit.address(request),
                agreed=form.agreed,
            )  # fmt: skip
        except Denied as refusal:
            status = refused(form, refusal, SIGNUP_FIELDS)
        else:
            sessions.begin(request, user)
            if given["email"]:
                messages.info(
                    request,
                    _(
                        "We have sent a mail to your address. Please open the link in it to confirm it. It may take a "
                        "few minutes; if it does not come, please look in your spam folder."
                    ),
                )
            return redirect(next_url(request, landing))
    return render(request, template, {"form": form, "next": next_url(request, "")}, status=status)


@never_cache
@page
def logout(request):
    if request.method == "GET":
        return render(request, "accounts/logout.html") if request.user.is_authenticated else redirect("/")
    sessions.log_out(request)
    response = HttpResponseRedirect(next_url(request, "/"))
    response["Clear-Site-Data"] = '"storage"'
    return response


@never_cache
@page
def forgotten(request):
    """Always answers the same, whoever is asked for."""
    form, status = ForgottenForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            links.new_password(form.cleaned_data["login"], network=ratelimit.address(request))
        except Denied as refusal:
            status = refused(form, refusal)
        else:
            return render(request, "accounts/forgotten_sent.html")
    return render(request, "accounts/forgotten.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters()
@page
def new_password(request, secret: str):
    try:
        user = links.find(secret, LinkPurpose.NEW_PASSWORD).user
    except Denied as refusal:
        return render(request, "accounts/link_refused.html", {"message": refusal.message}, status=refusal.status)
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["new"]
        try:
            links.use_for_new_password(secret, auth=key.auth, seed=key.seed, kdf=key.kdf)
        except Denied as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Your new password is set. Please log in with it."))
            return redirect("account_login")
    return render(request, "accounts/new_password.html", {"form": form, "person": user})


def inactive(request):
    return render(request, "accounts/inactive.html", status=403)
