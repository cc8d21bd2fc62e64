"""Ends sockets whose session has ended: logged out, expired, too old, password changed, person deactivated."""

import asyncio
import logging

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils.crypto import constant_time_compare

from accounts.actions import second_factor
from consult.hub import hub
from lib import clock

log = logging.getLogger(__name__)
EVERY_SECONDS = 3
AT_ONCE = 500
LOGIN_REQUIRED = 4401


def still_valid(session_keys: list[str]) -> dict[str, int]:
    """The sessions among these that still let somebody in, each with the person's primary key."""
    valid = {}
    for start in range(0, len(session_keys), AT_ONCE):
        rows = Session.objects.filter(
            session_key__in=session_keys[start : start + AT_ONCE], expire_date__gt=clock.now()
        )
        decoded = {row.session_key: row.get_decoded() for row in rows}
        wanted = {data[SESSION_KEY] for data in decoded.values() if BACKEND_SESSION_KEY in data}
        people = {str(user.pk): user for user in get_user_model().objects.filter(pk__in=wanted, is_active=True)}
        for key, data in decoded.items():
            user = people.get(data.get(SESSION_KEY))
            age = clock.now().timestamp() - data.get("since", 0)
            if (
                user
                and age <= settings.SESSION_COOKIE_AGE
                and constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
            ):
                valid[key] = user.pk
    return valid


def lets_in(user, session_key: str) -> bool:
    """Whether this session may have a socket: it stands, and no second factor is missing."""
    return still_valid([session_key]).get(session_key) == user.pk and not second_factor.is_due(user)


class Watch:
    """Asks every few seconds whether the sessions behind the open sockets still stand."""

    def __init__(self):
        self.task: asyncio.Task | None = None

    def start(self) -> None:
        if self.task is None or self.task.done() or self.task.get_loop() is not asyncio.get_running_loop():
            self.task = asyncio.create_task(self.run())

    def look_soon(self) -> None:
        """Ask now; may be called from any thread, and does nothing where nobody is connected."""
        if hub.loop is not None and hub.sockets:
            hub.loop.call_soon_threadsafe(lambda: hub.loop.create_task(self.look()))

    async def run(self) -> None:
        while hub.sockets:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.look()
            except DatabaseError as error:
                log.warning("sessions of sockets could not be checked: %s", type(error).__name__)

    async def look(self) -> None:
        sockets = hub.everyone()
        keys = list({socket.session_key for socket in sockets})
        valid = await database_sync_to_async(still_valid)(keys)
        for socket in sockets:
            if valid.get(socket.session_key) != socket.user_id:
                socket.end(LOGIN_REQUIRED)


watch = Watch()
