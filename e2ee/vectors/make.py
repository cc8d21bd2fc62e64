"""Writes cp1.json beside itself: `python -m e2ee.vectors.make`. The same bytes every time.

Bytes are hexadecimal. A record is {"header", "body", "sig"}, an erased one has "erased_hash". Logs name their records
by number in `records` and the people they know by name in `people`.
"""

import json
from pathlib import Path

from e2ee.records import Record
from e2ee.vectors import cases, logs
from e2ee.vectors.world import PEOPLE, sealed_without_chance

FILE = Path(__file__).with_name("cp1.json")


def build() -> dict:
    with sealed_without_chance():
        single = cases.all_cases()
        long = [*logs.tamperings(), *logs.honest(), *logs.rules()]
    pool: dict[Record, int] = {}
    for case in long:
        case["records"] = [pool.setdefault(record, len(pool)) for record in case["records"]]
    people = {one.name: {"ir": one.ir, "sig_self": one.sig_self, "sig_prev": one.sig_prev} for one in PEOPLE}
    return {
        "about": "Vectors of the protocol CP1, made by e2ee/vectors/make.py; how to read them: docs/protocol/index.md",
        "cases": plain(single),
        "people": plain(people),
        "records": plain(list(pool)),
        "logs": plain(long),
    }


def plain(value):
    """The same in types that JSON knows."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Record):
        fields = {"header": value.header, "body": value.body, "sig": value.sig}
        return plain(fields | ({"erased_hash": value.erased_hash} if value.body is None else {}))
    if isinstance(value, dict):
        return {key.hex() if isinstance(key, bytes) else str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def written() -> str:
    """A line for each vector, so that a change shows as the lines it changes."""
    parts = []
    for name, value in build().items():
        if isinstance(value, list):
            lines = ",\n  ".join(json.dumps(one) for one in value)
            parts.append(f'"{name}": [\n  {lines}\n]')
        elif isinstance(value, dict):
            lines = ",\n  ".join(f"{json.dumps(key)}: {json.dumps(one)}" for key, one in value.items())
            parts.append(f'"{name}": {{\n  {lines}\n}}')
        else:
            parts.append(f'"{name}": {json.dumps(value)}')
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    FILE.write_text(written())
    print(f"{FILE}: {len(build()['cases'])} cases, {len(build()['logs'])} logs")
