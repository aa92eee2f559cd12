"""A table of named things, asked for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Entry = TypeVar("Entry")


def entry(table: Mapping[str, Entry], name: str, what: str) -> Entry:
    """
    Find a named entry.

    Parameters
    ----------
    table : mapping
        From name to entry.
    name : str
        The name asked for.
    what : str
        What the table holds, for the message.

    Returns
    -------
    Entry
        The entry of that name.

    Raises
    ------
    ValueError
        If the table has no such name; the message lists those it has.
    """
    if name not in table:
        raise ValueError(f"unknown {what} {name!r}; known: {', '.join(table)}")
    return table[name]
