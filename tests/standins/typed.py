"""Form fields, as the stripe library sends them, read and checked against the TypedDicts it generates from Stripe's own
description of the API: unknown names, wrong types, missing and misspelt values are problems."""

import builtins
import functools
import sys
import types
import typing
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin

from typing_extensions import is_typeddict


class Names(dict):
    """What annotations may name: the module's names, builtins, and anything for names imported only for type checkers."""

    def __missing__(self, name):
        return getattr(builtins, name, getattr(typing, name, object))


@functools.cache
def hints(schema) -> dict:
    return typing.get_type_hints(schema, {}, Names(vars(sys.modules[schema.__module__])))


def nested(form: list[tuple[str, str]]):
    """`a[b][0]=1` as {"a": {"b": ["1"]}}."""
    root: dict = {}
    for name, value in form:
        *path, last = name.replace("]", "").split("[")
        place = root
        for part in path:
            place = place.setdefault(part, {})
        place[last] = value
    return _lists(root)


def _lists(thing):
    if not isinstance(thing, dict):
        return thing
    thing = {name: _lists(value) for name, value in thing.items()}
    if thing and all(name.isdigit() for name in thing):
        return [thing[str(position)] for position in range(len(thing))]
    return thing


def fit(value, hint, path: str = "$"):
    """(the value as the schema types it, problems)"""
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any or hint is object:
        return value, []
    if origin in (NotRequired, Required):
        return fit(value, args[0], path)
    if origin in (Union, types.UnionType):
        return _one_of(value, args, path)
    if origin is Literal:
        return value, [] if value in args else [f"{path}: {value!r} is not one of {args}"]
    if is_typeddict(hint):
        return _dict(value, hint, path)
    if origin in (list, typing.List):  # noqa: UP006 - what get_origin() may give back
        if not isinstance(value, list):
            return value, [f"{path}: not a list"]
        return _all(enumerate(value), lambda _: args[0], path, list)
    if origin in (dict, typing.Dict):  # noqa: UP006
        if not isinstance(value, dict):
            return value, [f"{path}: not a map"]
        return _all(value.items(), lambda _: args[1], path, dict)
    return _plain(value, hint, path)


def _one_of(value, args, path):
    literals = [arg for arg in args if get_origin(arg) is Literal]
    if literals and isinstance(value, str):  # "one of these, or any string" is how open lists are typed: be strict
        known = [word for arg in literals for word in get_args(arg)]
        return value, [] if value in known else [f"{path}: {value!r} is not one of {known}"]
    tries = [fit(value, arg, path) for arg in args if arg is not type(None)]
    return min(tries, key=lambda it: len(it[1]))


def _dict(value, schema, path):
    if not isinstance(value, dict):
        return value, [f"{path}: not an object"]
    known = hints(schema)
    problems = [f"{path}.{name}: unknown" for name in value if name not in known]
    problems += [f"{path}.{name}: missing" for name in schema.__required_keys__ if name not in value]
    found, more = _all(((name, it) for name, it in value.items() if name in known), known.get, path, dict)
    return found, problems + more


def _all(pairs, hint_of, path, kind):
    found, problems = [], []
    for name, it in pairs:
        fitted, more = fit(it, hint_of(name), f"{path}.{name}")
        found.append((name, fitted))
        problems += more
    return (dict(found) if kind is dict else [it for _, it in found]), problems


def _plain(value, hint, path):
    if not isinstance(value, str):
        return value, [f"{path}: {hint.__name__} expected"]
    if hint is bool and value in ("true", "false"):
        return value == "true", []
    if hint is int and value.lstrip("-").isdigit():
        return int(value), []
    return value, [] if hint is str else [f"{path}: {value!r} is no {getattr(hint, '__name__', hint)}"]
