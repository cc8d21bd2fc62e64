"""The directory with 100 and with 100,000 people, side by side: how long a page takes, and how many queries.

    .venv/bin/python bench/directory.py [--people 100000] [--rounds 60] [--postgresql]

Two databases are filled with made-up people (the same ones every time) and served by a web process each, DEBUG off and
past the memory of public pages; the same visitor asks both in turn, so that a busy machine slows both. Everything lies
in a temporary folder, or in a private PostgreSQL. Beside them: the same page as a file from nginx, if it is installed.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SECRETS = {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")}
WITHOUT_DEBUG = "from config.settings.dev import *\nDEBUG = False\nALLOWED_HOSTS = ['127.0.0.1', 'testserver']\n"
SMALL = 100
NOT_KEPT = {"Cookie": "seen=1"}  # somebody with any cookie gets the page drawn, not the kept one
COMMON, RARE = "gelassenheit", "zwirbeldrüse"
CASES = {
    "the list": "/counsellors/",
    "page 80 of the list": "/counsellors/?page=80",
    "far into the list, page 80": "/counsellors/?from=1073741824&page=80",
    "a rare word": f"/counsellors/?q={RARE.replace('ü', '%C3%BC')}",
    "a common word (one in three)": f"/counsellors/?q={COMMON}",
    "the beginning of many words": "/counsellors/?q=gel",
    "a filter that fits everybody": "/counsellors/?mode=text",
    "two filters that fit everybody": "/counsellors/?mode=text&language=de",
    "a common word and three filters": f"/counsellors/?q={COMMON[:5]}&speciality=grief&language=de&mode=text",
    "six filters": "/counsellors/?speciality=grief&language=de&mode=text&price=90eur&free=14"
    "&title=clinical-psychologist",
    "within 25 km (one in six)": "/counsellors/?postcode=1070&country=at",
    "within 100 km, a common word": f"/counsellors/?postcode=1070&country=at&km=100&q={COMMON}",
    "next free time first": "/counsellors/?order=free",
    "next free first, a common word": f"/counsellors/?order=free&q={COMMON}",
    "nobody fits four filters": "/counsellors/?q=nobodyatall&speciality=grief&language=de&mode=text",
}


def fill(people: int, since: int = 0) -> None:
    """So many people in the directory, of whom the first ones may be there already."""
    from django.contrib.auth import get_user_model
    from django.db import connection, transaction
    from wagtail.models import Page

    from directory import marks, postcodes, queries, search
    from directory.actions import listings
    from directory.models import CounsellorPage, Facet, Listing, ProfessionalTitle, Speciality, SpokenLanguage
    from lib import clock

    chance = random.Random(1)
    parent = queries.directory_page()
    topics, languages = list(Speciality.objects.all()), list(SpokenLanguage.objects.all())
    titles = list(ProfessionalTitle.objects.filter(may_be_listed=True))
    vocabulary = [f"{chance.choice('abdefghiklmnoprstuvw')}{chance.randrange(36**5):x}" for _ in range(20_000)]
    codes = sorted(postcodes._table())
    near_vienna = [code for code in codes if code.startswith("at1")]
    start = clock.now()
    for first in range(since, people, 5000):
        users, pages, rows, shown = [], [], [], []
        for number in range(first, min(first + 5000, people)):
            users.append(get_user_model()(username=f"c{number}", role="counsellor", display_name=f"Person {number}"))
            pages.append(
                Page(
                    title=f"Person {number}", slug=f"c{number}", depth=parent.depth + 1, live=True,
                    path=Page._get_path(parent.path, parent.depth + 1, number + 1), content_type_id=_content_type(),
                    url_path=f"{parent.url_path}c{number}/", locale=parent.locale, has_unpublished_changes=False,
                )
            )  # fmt: skip
        get_user_model().objects.bulk_create(users)
        for page, user in zip(pages, users, strict=True):
            page.owner = user
        Page.objects.bulk_create(pages)
        for page, user in zip(pages, users, strict=True):
            mine = chance.sample(topics, 4)
            spoken = {languages[int(len(languages) * chance.random() ** 2)] for _ in range(2)} | {languages[1]}
            title = chance.choice(titles)
            code = chance.choice(near_vienna if chance.random() < 0.15 else codes)
            free_at = start + timedelta(hours=chance.randrange(1, 900)) if chance.random() < 0.8 else None
            cents = chance.randrange(30, 160) * 100
            point = postcodes.point_of(code[:2], code[2:])
            words = {vocabulary[int(20_000 * chance.random() ** 2)] for _ in range(90)} | {
                page.title.split()[1],
                "person",
            }
            words |= {COMMON} if chance.random() < 0.33 else set()
            words |= {search.folded(RARE)} if page.slug in ("c7", "c70007", "c90001") else set()
            for row in [title, *mine, *spoken]:
                words.update(word for name in listings._names(row) for word in search.every_word(name))
            borne = [marks.title(title.pk), marks.mode("text"), marks.ACCEPTING, *marks.cells(point)]
            borne += [marks.speciality(row.pk) for row in mine] + [marks.language(row.pk) for row in spoken]
            borne += [marks.mode("person")] if chance.random() < 0.5 else []
            facts = listings._fact_marks(cents, "EUR", free_at)
            rows.append((page, title, code))
            shown.append(
                Listing(
                    counsellor=user, page_id=page.pk, name=page.title, text=" ".join([*sorted(words), *search.beginnings(words), *borne]),
                    fact_marks=" ".join(facts), price_from_cents=cents, currency="EUR", next_free_at=free_at,
                    lat=point.lat, lon=point.lon, form=listings.FORM, written_at=start,
                    order_key=(page.pk * 2_654_435_761 + 12345) % (1 << 31),
                )
            )  # fmt: skip
        with transaction.atomic():
            _insert_profiles(CounsellorPage, rows)
            Listing.objects.bulk_create(shown, batch_size=500)
        print(f"\r  {first + len(shown)} people", end="", file=sys.stderr, flush=True)
    counted: dict[str, int] = {}
    for text, facts in Listing.objects.values_list("text", "fact_marks").iterator():
        for mark in marks.counted(f"{text} {facts}"):
            counted[mark] = counted.get(mark, 0) + 1
    Facet.objects.all().delete()
    Facet.objects.bulk_create([Facet(mark=mark, people=number) for mark, number in counted.items()])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_listing_fts")
            cursor.execute(
                "INSERT INTO directory_listing_fts (rowid, text) SELECT order_key, text || ' ' || fact_marks"
                " FROM directory_listing WHERE page_id IS NOT NULL ORDER BY order_key"
            )
    print(f"\r  {people} people in {time.time() - start.timestamp():.0f} s", file=sys.stderr)


def settle() -> None:
    """What a database does by itself in time."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO directory_listing_fts (directory_listing_fts) VALUES ('optimize')")
            cursor.execute("ANALYZE")
        else:
            cursor.execute("VACUUM ANALYZE")


def _content_type() -> int:
    from django.contrib.contenttypes.models import ContentType

    from directory.models import CounsellorPage

    return ContentType.objects.get_for_model(CounsellorPage).pk


def _insert_profiles(model, rows) -> None:
    """Django writes no children of a parent table in bulk."""
    from django.db import connection

    fields = model._meta.local_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = []
    for page, title, code in rows:
        one = model(
            page_ptr_id=page.pk, professional_title=title, teaser="One sentence about how I work with people.",
            about="<p>An introduction of some length.</p>" * 20, place="Somewhere", postcode=code[2:], country=code[:2],
        )  # fmt: skip
        values.append([field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({', '.join(['%s'] * len(fields))})", values
        )


def count_queries() -> dict[str, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, numbers = Client(), {}
    for name, path in CASES.items():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        numbers[name] = len(captured)
    return numbers


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(command: list, port: int, **options):
    server = subprocess.Popen(command, **options)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None:
                raise SystemExit("a server did not start; it says why above")
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def get(connection: http.client.HTTPConnection, path: str) -> tuple[float, bytes]:
    start = time.perf_counter()
    connection.request("GET", path, headers=NOT_KEPT)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}")
    return (time.perf_counter() - start) * 1000, body


def quantile(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def nginx(folder: Path, page: bytes, rounds: int) -> str:
    """The page as a file."""
    if not shutil.which("nginx"):
        return "nginx is not installed; no file beside"
    port, site = free_port(), folder / "site"
    site.mkdir()
    (site / "page.html").write_bytes(page)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\nevents {{}}\nhttp {{ access_log off;"
        f" server {{ listen 127.0.0.1:{port}; root {site}; }} }}\n"
    )
    with serving(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], port, stderr=subprocess.DEVNULL):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        times = [get(connection, "/page.html")[0] for _ in range(rounds * 5)]
    return f"the same page as a file from nginx: p50 {quantile(times, 0.5):.2f} ms, p95 {quantile(times, 0.95):.2f} ms"


def measure(folder: Path, places: dict[int, dict], rounds: int) -> None:
    large = max(places)
    with contextlib.ExitStack() as stack:
        visitors, queries = {}, {}
        for people, environment in places.items():
            port = free_port()
            command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(port), "--log-level", "error"]  # fmt: skip
            stack.enter_context(serving(command, port, cwd=folder, env=environment))
            visitors[people] = http.client.HTTPConnection("127.0.0.1", port)
            asked = subprocess.run(
                [sys.executable, __file__, "--count-queries"],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            queries[people] = json.loads(asked.stdout.splitlines()[-1])
        print(f"\n{'':34}{SMALL:>22} {large:>22}   p95 ratio  queries")
        page = b""
        for name, path in CASES.items():
            times = {people: [] for people in visitors}
            cards = {}
            for turn in range(rounds + 5):
                for people, visitor in visitors.items():
                    took, page_now = get(visitor, path)
                    cards[people] = page_now.count(b'class="card card--link"')
                    if turn >= 5:
                        times[people].append(took)
                    if name == "the list" and people == large:
                        page = page_now
            halves, most = ({p: quantile(times[p], part) for p in times} for part in (0.5, 0.95))
            cells = "".join(f"{halves[p]:7.1f} {most[p]:7.1f} ({cards[p]:2})  " for p in places)
            ratio = most[large] / most[SMALL]
            print(f"{name:34}{cells}{ratio:9.2f}   {queries[SMALL][name]} / {queries[large][name]}")
        print("milliseconds: p50, p95 (people shown)\n" + nginx(folder, page, rounds))


def prepare(people: int, environment: dict) -> None:
    for command in (["manage.py", "migrate", "--verbosity=0"], [__file__, "--fill", str(people)]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)


@contextlib.contextmanager
def databases(sizes: list[int], on_postgresql: bool):
    """DATABASE_URLs; empty ones mean SQLite."""
    if not on_postgresql:
        yield dict.fromkeys(sizes, "")
        return
    import psycopg

    import start

    with start.postgresql() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for people in sizes:
                connection.execute(f"CREATE DATABASE people_{people}")
        yield {people: url.rsplit("/", 1)[0] + f"/people_{people}" for people in sizes}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--count-queries", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill or options.count_queries:
        import django

        django.setup()
        if options.fill:
            fill(options.fill)
            settle()
        else:
            print(json.dumps(count_queries()))
        return
    sizes = [SMALL, options.people]
    with tempfile.TemporaryDirectory(prefix="bench-") as name, databases(sizes, options.postgresql) as urls:
        folder = Path(name)
        (folder / "bench_settings.py").write_text(WITHOUT_DEBUG)
        places = {}
        for people in sizes:
            data = folder / str(people)
            data.mkdir()
            places[people] = os.environ | SECRETS | {
                "DATA_DIR": str(data), "IGNORE_DOTENV": "1", "ALLOWED_HOSTS": "127.0.0.1",
                "DJANGO_SETTINGS_MODULE": "bench_settings", "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
            }  # fmt: skip
            places[people].pop("DATABASE_URL", None)
            places[people] |= {"DATABASE_URL": urls[people]} if urls[people] else {}
            prepare(people, places[people])
        measure(folder, places, options.rounds)


if __name__ == "__main__":
    main()
