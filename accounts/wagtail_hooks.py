"""Bulk actions on people are Wagtail's own; what they must not do, or must do besides, hangs on its hooks."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from accounts.actions import people
from accounts.models import User


@hooks.register("before_bulk_action")
def people_are_not_deleted(request, action_type, objects, action):
    if action.model is User and action_type == "delete":
        messages.error(request, _("People are not deleted here, because records are kept. You can close an account."))
        return redirect("wagtailusers_users:index")


@hooks.register("after_bulk_action")
def closed_accounts_are_logged_out(request, action_type, objects, action):
    if action.model is User and action_type == "set_active_state":
        for user in User.objects.filter(pk__in=[user.pk for user in objects], is_active=False):
            people.log_out_closed(user, by=request.user)
