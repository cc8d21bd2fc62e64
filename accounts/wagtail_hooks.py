"""Bulk actions on people are Wagtail's own; what they must not do, or must do besides, hangs on its hooks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
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


@hooks.register("before_bulk_action")
def administrators_are_changed_by_administrators(request, action_type, objects, action):
    """As on the page of one person (accounts.wagtail_users.PersonEdit)."""
    if action.model is User and not request.user.is_superuser and any(user.is_superuser for user in objects):
        raise PermissionDenied


@hooks.register("after_bulk_action")
def closed_accounts_are_closed_everywhere(request, action_type, objects, action):
    if action.model is User and action_type == "set_active_state":
        for user in User.objects.filter(pk__in=[user.pk for user in objects]):
            people.follow_access(user, by=request.user)
