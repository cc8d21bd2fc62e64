"""Formats of Django in place of its own: British, where it would write American dates. Others: lib/formats.py."""
