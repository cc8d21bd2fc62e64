"""Requests to addresses that people give us, without lending them our place in the network.

Whoever names an address could name one that only we can reach: the database beside us, the router, the metadata of a
cloud. So: https only, and the name is looked up once, every address it has must be one of the public Internet, and the
connection goes to exactly such an address (a second look-up could answer differently). Redirects are checked like the
first address. No proxy of the environment, no cookies, no credentials; little time and little room.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

import urllib3
from urllib3.connection import HTTPSConnection
from urllib3.util import parse_url

PORTS = {443, 8443}
LONGEST = 2000
REDIRECTS = 3
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5, 10, 20
MOST_BYTES = 5 * 1024 * 1024
CHUNK = 64 * 1024

# IPv6 is public inside of 2000::/3 only, and not in these parts of it (IANA's registry of special addresses); they and
# everything outside of it include all ways to write or to reach an IPv4 address: mapped, NAT64, 6to4, Teredo
PUBLIC_V6 = ipaddress.ip_network("2000::/3")
SPECIAL_V6 = [ipaddress.ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
SPECIAL_V4 = [
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip


class Unreachable(Exception):
    """`code`: "address", "not_public", "name", "connection", "certificate", "slow", "redirects", "status", "too_big",
    "broken". `status` is the HTTP status where there is one."""

    def __init__(self, code: str, status: int = 0):
        super().__init__(code)
        self.code, self.status = code, status


@dataclass(frozen=True)
class Place:
    """Where an address leads: what to connect to and what to ask for there."""

    host: str
    port: int
    target: str  # path and query

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}{'' if self.port == 443 else f':{self.port}'}{self.target}"


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict = field(default_factory=dict)  # names in lower case


Resolver = Callable[[str, int], list[str]]


def look_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise Unreachable("name") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def open_at(place: Place, address: str) -> HTTPSConnection:
    """A connection to `address`, and to no other, that must prove to be `place.host`."""
    return HTTPSConnection(
        address,
        place.port,
        timeout=CONNECT_SECONDS,
        ssl_context=ssl.create_default_context(),
        server_hostname=place.host,  # what OpenSSL compares the certificate with
    )


def is_public(address: str) -> bool:
    """Is this an IP address of the public Internet, written plainly?"""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if ip.version == 6:
        return ip.scope_id is None and ip in PUBLIC_V6 and not any(ip in net for net in SPECIAL_V6)
    return ip.is_global and not any(ip in net for net in SPECIAL_V4)


def place_of(url: str) -> Place:
    """Raises Unreachable("address") for what is no https address that we would ask. Looks nothing up."""
    try:
        parts = parse_url(url.strip()) if len(url) <= LONGEST else None
        if parts is None or parts.scheme != "https" or parts.auth or not parts.host or not url.isprintable():
            raise Unreachable("address")
        host, port = parts.host.strip("[]").lower().rstrip("."), parts.port or 443
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise Unreachable("address") from error
    if not host or port not in PORTS:
        raise Unreachable("address")
    return Place(host, port, parts.request_uri)


def addresses_of(place: Place, *, resolve: Resolver = look_up) -> list[str]:
    """The IP addresses of `place`. One that is not public spoils all: a name that has both is no accident."""
    found = resolve(place.host, place.port)
    if not found:
        raise Unreachable("name")
    if not all(is_public(address) for address in found):
        raise Unreachable("not_public")
    return found


def fetch(
    url: str,
    *,
    headers: dict | None = None,
    most_bytes: int = MOST_BYTES,
    seconds: float = TOTAL_SECONDS,
    resolve: Resolver = look_up,
    connect: Callable[[Place, str], HTTPSConnection] = open_at,
) -> Answer:
    """What is at `url`, after at most three redirects: an Answer with status 200 or 304. Else Unreachable."""
    place, headers, until = place_of(url), headers or {}, time.monotonic() + seconds
    for _hop in range(REDIRECTS + 1):
        addresses = addresses_of(place, resolve=resolve)
        answer = _ask(place, addresses, headers, most_bytes, until, connect)
        if isinstance(answer, Answer):
            return answer
        before, place = place, place_of(answer)
        if place.host != before.host:
            headers = {}  # what is meant for one host is no other's business
    raise Unreachable("redirects")


def _ask(place, addresses, headers, most_bytes, until, connect) -> Answer | str:
    """An answer, or the address it sends us to. The first of the addresses that can be connected to is asked."""
    for number, address in enumerate(addresses[:3]):
        connection = connect(place, address)
        # slow drops of bytes keep every single time limit: this ends the whole
        alarm = threading.Timer(max(0.1, until - time.monotonic()), _hang_up, [connection])
        alarm.daemon = True
        alarm.start()
        try:
            connection.connect()
        except (OSError, ValueError, urllib3.exceptions.HTTPError) as error:
            alarm.cancel()
            connection.close()
            if _is_certificate(error):
                raise Unreachable("certificate") from error
            if number + 1 == len(addresses[:3]) or time.monotonic() >= until:
                raise Unreachable("connection") from error
            continue
        try:
            return _converse(connection, place, headers, most_bytes, until)
        except Unreachable:
            raise
        except (OSError, ValueError, http.client.HTTPException, urllib3.exceptions.HTTPError) as error:
            late = time.monotonic() >= until or isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError)
            raise Unreachable("slow" if late else "broken") from error
        finally:
            alarm.cancel()
            connection.close()
    raise Unreachable("connection")


def _converse(connection, place: Place, headers: dict, most_bytes: int, until: float) -> Answer | str:
    asked = {"Accept-Encoding": "gzip, deflate", "User-Agent": "Sprechraum", **headers}
    host = f"[{place.host}]" if ":" in place.host else place.host
    asked["Host"] = host if place.port == 443 else f"{host}:{place.port}"
    connection.timeout = READ_SECONDS
    connection.request("GET", place.target, headers=asked, preload_content=False)
    response = connection.getresponse()
    found = {name.lower(): value for name, value in response.headers.items()}
    if response.status in (301, 302, 303, 307, 308):
        if "location" not in found:
            raise Unreachable("broken")
        return urljoin(place.url, found["location"])
    if response.status == 304:
        return Answer(304, b"", found)
    if response.status != 200:
        raise Unreachable("status", response.status)
    body = bytearray()
    while chunk := response.read1(CHUNK, decode_content=True):
        body += chunk
        if len(body) > most_bytes:
            raise Unreachable("too_big")
        if time.monotonic() >= until:
            raise Unreachable("slow")
    if response.length_remaining:
        raise Unreachable("broken")
    return Answer(200, bytes(body), found)


def _hang_up(connection) -> None:
    with contextlib.suppress(AttributeError, OSError):  # not connected yet, or no more
        connection.sock.shutdown(socket.SHUT_RDWR)


def _is_certificate(error: BaseException) -> bool:
    seen = [error, error.__cause__, error.__context__, *getattr(error, "args", ())]
    return any(isinstance(one, ssl.SSLError) for one in seen)
