"""Run later, possibly twice."""

from directory.actions import qualifications


def daily() -> None:
    qualifications.expire()
    qualifications.remind()
