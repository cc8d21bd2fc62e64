"""Members of the staff for tests: each in the groups that are named, none an administrator."""

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User


def member(*groups: str, login: str = "", **fields) -> User:
    login = login or "-".join(groups).lower() or "nobody"
    user = User.objects.create(username=login, role="staff", is_staff=True, email=f"{login}@example.org", **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
