"""Fixtures of the whole-job tests."""

from tests.browser import chromium
from tests.whole.demo_state import demo

__all__ = ["chromium", "demo"]
