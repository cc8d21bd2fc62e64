"""What connected browsers are told. Hints only: whoever misses one finds everything in the log."""


def list_changed(uids: list[bytes]) -> None:
    """Tell these people that their list of conversations is another one now."""
