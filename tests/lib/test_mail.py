"""Mails of a machine without a mail server."""

import pytest
from django.core.mail import EmailMessage, get_connection


@pytest.mark.parametrize("debug", [True, False])
def test_addresses_are_printed_at_home_only(debug, settings, tmp_path, capsys):
    settings.DEBUG = debug
    connection = get_connection("lib.mail.FolderBackend", file_path=tmp_path)
    EmailMessage("Subject", "Body", to=["clara@example.org"], connection=connection).send()
    assert len(list(tmp_path.iterdir())) == 1
    assert ("clara@example.org" in capsys.readouterr().err) is debug
