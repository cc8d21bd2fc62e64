"""Addresses that people give us lead to the public Internet and nowhere else."""

import contextlib
import gzip
import http.server
import ssl
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from urllib3.connection import HTTPConnection, HTTPSConnection

from lib import outward
from lib.outward import Unreachable

PUBLIC = "93.184.215.14"


def refusal(run) -> str:
    with pytest.raises(Unreachable) as caught:
        run()
    return caught.value.code


FORBIDDEN = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:93.184.215.14", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::5db8:d70e", "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:5db8:d70e::1",
    "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1",
    "2606:2800:21f::1%eth0", "localhost", "0x7f000001", "2130706433", "127.1", "",
]  # fmt: skip


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_other_network_is_public(address):
    assert not outward.is_public(address)
    assert refusal(lambda: outward.fetch("https://x.example/", resolve=lambda *_: [address])) == "not_public"


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"])
def test_the_internet_is(address):
    assert outward.is_public(address)


def test_one_private_address_spoils_the_public_one_beside_it():
    place = outward.place_of("https://x.example/")
    assert refusal(lambda: outward.addresses_of(place, resolve=lambda *_: [PUBLIC, "10.0.0.1"])) == "not_public"
    assert refusal(lambda: outward.addresses_of(place, resolve=lambda *_: [])) == "name"


@pytest.mark.parametrize(
    "url",
    [
        "http://x.example/", "webcal://x.example/", "ftp://x.example/", "file:///etc/passwd", "gopher://x.example/",
        "//x.example/", "x.example", "", "https://", "https:///a", "https://user:pw@x.example/", "https://u@x.example/",
        "https://x.example:22/", "https://x.example:80/", "https://x.example:99999/", "https://x.example:a/",
        "https://x.example/\r\nHost: y", "https://x.example/\x00", "https://[::1", "https://" + "a" * 2000,
    ],
)  # fmt: skip
def test_only_plain_https_addresses_are_asked(url):
    assert refusal(lambda: outward.place_of(url)) == "address"


@pytest.mark.parametrize(
    "host", ["localhost", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "%31%32%37.0.0.1"]
)
def test_odd_spellings_of_this_machine_are_found_out_by_looking_up(host):
    """With the resolver of the system, which knows these without a network."""
    assert refusal(lambda: outward.fetch(f"https://{host}/")) in ("not_public", "name")


# --- against a server ----------------------------------------------------------------------------------------------


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        with contextlib.suppress(OSError):
            self.server.answer(self)

    def log_message(self, *args):
        pass

    def say(self, status=200, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is what these tests are about."""


@pytest.fixture
def server():
    running = Server(("127.0.0.1", 0), Handler)
    running.asked, running.answer = [], lambda handler: handler.say(body=b"fine")
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def fetch(server):
    """Fetches as always, but whatever is connected to is the server here; `fetch.connected`: what it should have been."""

    def connect(place, address):
        run.connected.append((place.host, address))
        return HTTPConnection("127.0.0.1", server.server_port, timeout=2)

    def run(url="https://calendar.example/a.ics", **kwargs):
        return outward.fetch(url, **{"connect": connect, "resolve": lambda host, port: [PUBLIC]} | kwargs)

    run.connected = []
    return run


def test_what_is_there_is_fetched(server, fetch):
    answer = fetch("https://calendar.example/a%20b.ics?key=1", headers={"If-None-Match": '"1"'})
    assert (answer.status, answer.body) == (200, b"fine")
    (path, headers) = server.asked[0]
    assert path == "/a%20b.ics?key=1"
    assert (headers["Host"], headers["If-None-Match"]) == ("calendar.example", '"1"')
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_the_address_that_was_checked_is_the_one_connected_to(fetch):
    """A name that answers otherwise the second time (DNS rebinding) is not asked a second time."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    fetch(resolve=lambda host, port: next(answers))
    assert fetch.connected == [("calendar.example", PUBLIC)]
    assert next(answers) == ["127.0.0.1"]  # still there: it was looked up once


def test_open_at_connects_to_the_address_and_not_to_the_name():
    connection = outward.open_at(outward.place_of("https://calendar.example/"), PUBLIC)
    assert (connection.host, connection.port) == (PUBLIC, 443)
    assert connection.server_hostname == "calendar.example"
    assert (connection.ssl_context.verify_mode, connection.ssl_context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert connection.proxy is None


def test_a_redirect_is_checked_like_the_first_address(server, fetch):
    server.answer = lambda handler: handler.say(302, Location="https://inside.example/")
    names = {"calendar.example": [PUBLIC], "inside.example": ["169.254.169.254"]}
    assert refusal(lambda: fetch(resolve=lambda host, port: names[host])) == "not_public"
    assert len(server.asked) == 1


@pytest.mark.parametrize("where", ["http://calendar.example/", "file:///etc/passwd", "//u:p@calendar.example/"])
def test_a_redirect_leads_to_no_other_kind_of_address(server, fetch, where):
    server.answer = lambda handler: handler.say(301, Location=where)
    assert refusal(fetch) == "address"


def test_three_redirects_are_followed_and_no_fourth(server, fetch):
    def lead_on(handler):
        hops = int(handler.path.strip("/"))
        handler.say(302, Location=f"/{hops - 1}") if hops else handler.say(body=b"there")

    server.answer = lead_on
    assert fetch("https://calendar.example/3").body == b"there"
    assert refusal(lambda: fetch("https://calendar.example/4")) == "redirects"


def test_what_is_meant_for_one_host_is_not_sent_to_another(server, fetch):
    def lead_on(handler):
        elsewhere = handler.headers["Host"] == "calendar.example"
        handler.say(307, Location="https://other.example/") if elsewhere else handler.say()

    server.answer = lead_on
    fetch(headers={"If-None-Match": '"1"'})
    assert ["If-None-Match" in headers for _, headers in server.asked] == [True, False]


def test_proxies_of_the_environment_are_not_used(fetch, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch().body == b"fine"


@pytest.mark.parametrize("status", [400, 401, 404, 410, 500, 503, 204])
def test_another_status_is_no_answer(server, fetch, status):
    server.answer = lambda handler: handler.say(status)
    with pytest.raises(Unreachable) as caught:
        fetch()
    assert (caught.value.code, caught.value.status) == ("status", status)


def test_not_modified_is_one(server, fetch):
    server.answer = lambda handler: handler.say(304)
    assert fetch(headers={"If-None-Match": '"1"'}).status == 304


def test_more_than_the_limit_is_not_read(server, fetch):
    server.answer = lambda handler: handler.say(body=b"x" * 5000)
    assert len(fetch(most_bytes=5000).body) == 5000
    assert refusal(lambda: fetch(most_bytes=4999)) == "too_big"


def test_compressed_answers_are_unpacked(server, fetch):
    server.answer = lambda handler: handler.say(body=gzip.compress(b"fine" * 100), Content_Encoding="gzip")
    assert fetch().body == b"fine" * 100


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_does_not_unfold(server, fetch, layers):
    """100 MB that arrive as 100 kB are given up at the limit."""
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(100)) + packer.flush()
    for _ in range(layers - 1):
        bomb = gzip.compress(bomb)
    server.answer = lambda handler: handler.say(body=bomb, Content_Encoding=", ".join(["gzip"] * layers))
    before = time.monotonic()
    assert refusal(lambda: fetch(most_bytes=1024 * 1024)) == "too_big"
    assert time.monotonic() - before < 2


@pytest.mark.parametrize(
    ("body", "headers"),
    [(b"abc", {"Content_Length": "99", "Connection": "close"}), (b"no gzip", {"Content_Encoding": "gzip"})],
)
def test_a_broken_answer_is_none(server, fetch, body, headers):
    def break_off(handler):
        handler.say(body=body, **headers)
        handler.close_connection = True

    server.answer = break_off
    assert refusal(fetch) == "broken"


def test_what_is_no_http_is_no_answer(server, fetch):
    server.answer = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    assert refusal(fetch) == "broken"


@pytest.mark.parametrize("headers_first", [True, False])
def test_drops_of_bytes_end_with_the_whole_time(server, fetch, headers_first):
    """Each drop comes in time; all together do not."""
    enough = threading.Event()

    def drip(handler):
        if headers_first:
            handler.say(Content_Length="1000")
        while not enough.wait(0.05):
            handler.wfile.write(b"x")

    server.answer = drip
    before = time.monotonic()
    assert refusal(lambda: fetch(seconds=0.4)) in ("slow", "broken")
    assert time.monotonic() - before < 1.5
    enough.set()


def test_nobody_there_is_said_so():
    def connect(place, address):
        return HTTPConnection("127.0.0.1", 9, timeout=1)

    fetch = lambda: outward.fetch("https://x.example/", connect=connect, resolve=lambda *_: [PUBLIC])
    assert refusal(fetch) == "connection"


def test_the_next_address_is_tried_where_the_first_does_not_answer(server, fetch):
    tried = []

    def connect(place, address):
        tried.append(address)
        port = 9 if len(tried) == 1 else server.server_port
        return HTTPConnection("127.0.0.1", port, timeout=1)

    assert fetch(connect=connect, resolve=lambda *_: ["1.1.1.1", "1.0.0.1"]).body == b"fine"
    assert tried == ["1.1.1.1", "1.0.0.1"]


# --- and with TLS --------------------------------------------------------------------------------------------------


def certificate_for(host: str) -> bytes:
    """A key and a certificate that signs itself, as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def secure(server, tmp_path):
    """The server speaks TLS as calendar.example; a function that opens a connection as `outward.open_at` does."""
    pem = tmp_path / "server.pem"
    pem.write_bytes(certificate_for("calendar.example"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)

    def connect(place, address, trusted=True):
        usual = outward.open_at(place, address)
        settings = ssl.create_default_context(cafile=pem) if trusted else usual.ssl_context
        return HTTPSConnection(
            "127.0.0.1", server.server_port, timeout=usual.timeout, ssl_context=settings,
            server_hostname=usual.server_hostname,
        )  # fmt: skip

    return connect


def test_the_server_must_prove_its_name(fetch, secure):
    """Though the connection goes to an address, the certificate must be that of the name."""
    assert fetch(connect=secure).body == b"fine"
    assert refusal(lambda: fetch("https://other.example/", connect=secure)) == "certificate"


def test_a_certificate_nobody_knows_proves_nothing(fetch, secure):
    assert refusal(lambda: fetch(connect=lambda place, address: secure(place, address, False))) == "certificate"
