"""The canary scan: nothing that must stay secret may be found anywhere the server keeps or writes."""

import base64
import os
import urllib.parse
from pathlib import Path


def spellings(secret: bytes) -> dict[str, bytes]:
    """The forms a secret could lie around in: raw, hex, base64 and base64url (at every alignment), percent-encoded, UTF-16, JSON."""
    found = {
        "raw": secret,
        "hex": secret.hex().encode(),
        "HEX": secret.hex().upper().encode(),
        "url": urllib.parse.quote(secret).encode(),
        "url+": urllib.parse.quote_plus(secret).encode(),
    }
    for shift in range(3):  # inside a longer base64 text a secret can start at any of three positions
        for name, encode in [("base64", base64.standard_b64encode), ("base64url", base64.urlsafe_b64encode)]:
            text = encode(b"\0" * shift + secret)
            # the characters at the edges also depend on the neighbours' bits
            found[f"{name}+{shift}"] = text[{0: 0, 1: 2, 2: 3}[shift] : len(text) - 4]
    try:
        text = secret.decode()
    except UnicodeDecodeError:
        return found
    found["utf-16"] = text.encode("utf-16-le")
    found["json"] = text.encode("unicode_escape")
    return {name: form for name, form in found.items() if len(form) >= 8}


def scan(secrets: dict[str, bytes], places: dict[str, bytes]) -> list[str]:
    """Every hit as "secret, spelling, place". `secrets` and `places` map names to bytes."""
    return [
        f"{secret} as {spelling} in {place}"
        for secret, value in secrets.items()
        for spelling, form in spellings(value).items()
        for place, content in places.items()
        if form in content
    ]


def files_below(folder: Path) -> dict[str, bytes]:
    """The bytes of every file: database, write-ahead log, media, mails, logs."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def database_dump(url: str) -> dict[str, bytes]:
    """All rows of all tables of a PostgreSQL database, bytea columns as they are."""
    import psycopg
    from psycopg import sql

    places = {}
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            rows = connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()
            cells = (cell for row in rows for cell in row if cell is not None)
            places[f"table {table}"] = b"\n".join(
                bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cells
            )
    return places


def redis_dump(url: str) -> dict[str, bytes]:
    import redis

    client, found = redis.Redis.from_url(url), []
    for key in client.scan_iter():
        found += [key, client.dump(key) or b""]
    client.close()
    return {"redis": b"\n".join(found)}


def everything(site) -> dict[str, bytes]:
    """All places a server of this installation keeps or writes anything."""
    places = files_below(site.data)
    if url := site.environment.get("DATABASE_URL"):
        places |= database_dump(url)
    if url := os.environ.get("REDIS_URL") and site.environment.get("REDIS_URL"):
        places |= redis_dump(url)
    return places
