"""The scan itself must be able to find something."""

import base64
import urllib.parse

import pytest

from tests.journeys.canary import scan

SECRET = "Über-Mut7!Wörter und Grüße".encode()


@pytest.mark.parametrize(
    "leak",
    [
        SECRET,
        SECRET.hex().encode(),
        base64.b64encode(b"x" + SECRET + b"yz"),
        base64.b64encode(b"xy" + SECRET),
        base64.urlsafe_b64encode(SECRET),
        urllib.parse.quote(SECRET).encode(),
        SECRET.decode().encode("utf-16-le"),
    ],
)
def test_the_scan_finds_a_leak_in_every_spelling(leak):
    assert scan({"password": SECRET}, {"log": b"before " + leak + b" after"})
    assert not scan({"password": SECRET}, {"log": b"nothing to see"})
