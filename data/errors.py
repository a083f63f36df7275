"""The errors that people meet. Each message says what is wrong, where, and what to do about it (in German)."""

from __future__ import annotations


class FoerderscoutError(Exception):
    """Base of all named errors. ``exit_code`` is what the command line ends with (docs/cli.md)."""

    exit_code = 1


class BadInput(FoerderscoutError):
    """A file or argument that cannot be used; the message names file, line or field and what to do."""

    exit_code = 4


class RunRefused(FoerderscoutError):
    """A run was read but judged unhealthy: nothing of it was applied."""

    exit_code = 5


class RunFailed(FoerderscoutError):
    """A run could not be read at all (network, broken archive)."""

    exit_code = 6


class StoreMismatch(FoerderscoutError):
    """The database is of another version than this program, or not ours."""

    exit_code = 7


class NotBuiltYet(FoerderscoutError):
    """Planned, but not there yet; said instead of pretended."""

    exit_code = 3
