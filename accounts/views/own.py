"""One's own account: settings, e-mail address, password, security."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import BaseReauthenticateView
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.actions import consents, links, login_keys, people, second_factor, sessions
from accounts.enums import LinkPurpose
from accounts.forms.people import AgreeForm, EmailForm, PasswordChangeForm, ReauthenticateForm, SettingsForm
from accounts.landing import home_of
from accounts.models import SignIn
from accounts.queries import keys as key_queries
from accounts.views.entrance import next_url, own_address, page, refused
from lib.denied import Denied


@never_cache
@login_required
@page
def agree(request):
    """A text changed in a way that matters: read and agree before going on, or leave."""
    versions, onwards = consents.due(request.user), next_url(request, home_of(request.user))
    if not versions:
        return redirect(onwards)
    form = AgreeForm(request.POST or None, versions=versions)
    if request.method == "POST" and form.is_valid():
        consents.record(request.user, versions)
        return redirect(onwards)
    return render(request, "accounts/agree.html", {"form": form, "versions": versions, "next": onwards})


@login_required
@page
def settings(request):
    user = request.user
    form = SettingsForm(request.POST or None, initial=SettingsForm.initial_of(user))
    if request.method == "POST" and form.is_valid():
        people.change_settings(user, **form.cleaned_data, by=user)
        with override(user.language):  # the one just chosen: the next page speaks it
            messages.success(request, _("Your settings are saved."))
        return redirect("account_settings")
    context = {"form": form, "keyset": key_queries.keyset_of(user), "second_factor": second_factor.is_on(user)}
    return render(request, "accounts/settings.html", context)


@require_POST
def language(request):
    """The switch on every page. It says the language and where to go on: "de /de/help/"."""
    choice, _, wanted = request.POST.get("to", "").partition(" ")
    if request.user.is_authenticated:
        try:
            people.change_language(request.user, choice, by=request.user)
        except Denied as refusal:
            messages.error(request, refusal.message)
    return redirect(own_address(request, wanted) or "/")


@login_required
@require_POST
def zone(request):
    """The zone a device proposed and its owner took."""
    try:
        people.change_zone(request.user, request.POST.get("zone", ""), by=request.user)
    except Denied as refusal:
        messages.error(request, refusal.message)
    return redirect(own_address(request, request.POST.get("next", "")) or "account_settings")


@login_required
@page
@reauthentication_required(allow_get=True)
def email(request):
    form = EmailForm(request.POST or None, initial={"email": request.user.email})
    if request.method == "POST" and form.is_valid():
        try:
            links.confirm_email(request.user, form.cleaned_data["email"])
        except Denied as refusal:
            refused(form, refusal, {"email_form": "email"})
        else:
            return render(request, "accounts/email_sent.html")
    return render(request, "accounts/email.html", {"form": form})


@login_required
@require_POST
@reauthentication_required
def remove_email(request):
    try:
        people.remove_email(request.user, by=request.user)
    except Denied as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("We have forgotten your e-mail address."))
    return redirect("account_settings")


@page
def confirm_email(request, secret: str):
    """Whoever has the link may confirm: on the phone that shows the mail one is seldom logged in."""
    try:
        link = links.find(secret, LinkPurpose.CONFIRM_EMAIL)
        if request.method == "POST":
            links.use_to_confirm_email(secret)
            messages.success(request, _("Your e-mail address is confirmed."))
            return redirect("account_settings")
    except Denied as refusal:
        return render(request, "accounts/link_refused.html", {"message": refusal.message}, status=refusal.status)
    return render(request, "accounts/confirm_email.html", {"address": link.email})


@login_required
@sensitive_post_parameters()
@page
def password(request):
    form, status = PasswordChangeForm(request.POST or None, user=request.user), 200
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["new"]
        current = form.cleaned_data["current"].auth
        try:
            login_keys.change(request, current=current, auth=key.auth, seed=key.seed, kdf=key.kdf)
        except Denied as refusal:
            status = refused(form, refusal, {"wrong_login": "current"})
        else:
            messages.success(
                request, _("Your new password is set. You stay logged in here, and are logged out elsewhere.")
            )
            return redirect("account_security")
    return render(request, "accounts/password.html", {"form": form}, status=status)


@login_required
def security(request):
    user = request.user
    context = {
        "sign_ins": SignIn.objects.filter(user=user),
        "session_key": request.session.session_key,
        "second_factor": second_factor.is_on(user),
        "factors": Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES),
        "keyset": key_queries.keyset_of(user),
    }
    return render(request, "accounts/security.html", context)


@login_required
@require_POST
def end_session(request, pk: int):
    sessions.end(get_object_or_404(SignIn, pk=pk, user=request.user), by=request.user)
    messages.success(request, _("That session is closed."))
    return redirect("account_security")


@login_required
@require_POST
def end_all_sessions(request):
    sessions.end_all(request.user, by=request.user)
    sessions.log_out(request)
    response = HttpResponseRedirect("/account/login/")
    response["Clear-Site-Data"] = '"storage"'
    messages.success(request, _("You are logged out everywhere."))
    return response


@method_decorator([login_required, sensitive_post_parameters()], name="dispatch")
class Reauthenticate(BaseReauthenticateView):
    """allauth sends people here before anything that matters; the password is derived, as everywhere."""

    form_class = ReauthenticateForm
    template_name = "account/reauthenticate.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        try:
            sessions.reauthenticate(self.request, form.cleaned_data["password"].auth)
        except Denied as refusal:
            status = refused(form, refusal, {"wrong_login": "password"})
            response = self.form_invalid(form)
            response.status_code = status
            return response
        return super().form_valid(form)
