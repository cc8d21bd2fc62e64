"""The build id: a short digest of everything a browser may load from us.

It is part of every static address, so files can be cached for ever and a changed file is always fetched.
"""

import hashlib
from pathlib import Path


def build_id(root: Path) -> str:
    """12 hex characters over the names and bytes of all `*/static/` files and the locked versions of the packages."""
    digest = hashlib.sha256()
    files = [p for d in sorted(root.glob("*/static")) for p in sorted(d.rglob("*")) if p.is_file()]
    for path in [*files, root / "requirements.lock"]:
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
