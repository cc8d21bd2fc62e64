"""Run later, possibly twice."""

from directory.actions import listings, qualifications


def daily() -> None:
    qualifications.expire()
    qualifications.remind()


def follow_suspensions() -> None:
    """Every hour."""
    listings.follow_suspensions()


def catch_up() -> None:
    listings.catch_up()
