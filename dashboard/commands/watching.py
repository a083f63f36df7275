"""Long work of a command: progress for a person who watches, the machine's own log in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def watching(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on stderr when a person watches; yields what to call at each step with its name."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Beginnt", total=total)

        def step(name: str) -> None:
            progress.update(task, description=name, advance=1)

        yield step


def log_to_file(state: Path) -> None:
    """The machine's own log goes to a file; what people need is in the report."""
    import logging
    from logging.handlers import RotatingFileHandler

    folder = state / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "intake.log", maxBytes=2_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    for name in ("scrapy", "twisted", "aiohttp", "asyncio", "feedparser"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
