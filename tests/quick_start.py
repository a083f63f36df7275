"""The environment of processes that tests start: they share compiled modules also where nothing is to be compiled."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache


def environment(**more: str) -> Mapping[str, str]:
    """This process's environment and ``more``.

    With PYTHONDONTWRITEBYTECODE, as container images set it, each start compiles every module anew, which is half of
    what a command costs; the processes of one test run write into a folder of that run instead.
    """
    if not os.environ.get("PYTHONDONTWRITEBYTECODE"):
        return {**os.environ, **more}
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": _folder(), **more}


@cache
def _folder() -> str:
    folder = tempfile.mkdtemp(prefix="fs-compiled-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
