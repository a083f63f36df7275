"""The way through an interface: one answer after the other, each holding many programmes."""

from __future__ import annotations

from scout.fetching import Download, Fetcher, Unread
from scout.problems import MESSAGES, problem, told
from scout.source import Answer, Ask, Draft, Problem, RecordSource
from scout.tours import site_of
from scout.trouble import problem_of
from scout.visit import Visit

SHOWN = 3  # identifiers named in the note about repeated records


class RecordTour:
    """Asks until an answer names no following question; only hosts of ``start`` and of the first question are asked.

    Complete is a tour that came to its end and read as many records as were announced. A record that an answer
    repeats from an earlier one does not count twice: a stock that shifts while it is paged through repeats one record
    and leaves out another, and nobody may call that one withdrawn.
    """

    def __init__(self, source: RecordSource, fetcher: Fetcher) -> None:
        self._source, self._fetcher = source, fetcher
        self.hosts = list(dict.fromkeys((site_of(source.start), site_of(source.first.url))))
        self.problems: list[Problem] = []
        self._drafts: dict[str, Draft] = {}
        self._capture_of: dict[str, str] = {}
        self._counted = 0
        self._total: int | None = None
        self._complete = False
        self._failed: str | None = None

    async def run(self, download: Download) -> None:
        """Makes the tour; what goes wrong is in ``problems`` afterwards."""
        ask: Ask | None = self._source.first
        seen: set[str] = set()
        while ask is not None:
            try:
                answer = await self._answer(download, ask)
                seen.add(ask.address)
                brought = self._take(answer, ask)
                self._refuse_circle(answer, brought, ask, seen)
            except Unread as unread:
                self._stop(unread.problem, is_first=not seen)
                return
            ask = answer.following
        self._complete = self._is_whole()

    def result(self) -> Visit:
        """What the tour brought, without pages and problems."""
        return Visit(
            drafts=tuple(self._drafts.values()),
            complete=self._complete,
            failed=self._failed,
            capture_of=self._capture_of,
        )

    async def _answer(self, download: Download, ask: Ask) -> Answer:
        body = await self._fetcher.ask(download, ask)
        try:
            return self._source.read(body.bytes, ask)
        except Exception as error:
            raise Unread(problem_of(error, ask.address, otherwise="reader_error")) from error

    def _take(self, answer: Answer, ask: Ask) -> int:
        """Keeps what is new; returns how many drafts that are."""
        self.problems.extend(answer.problems)
        self._total = self._total if answer.total is None else answer.total
        fresh = {d.external_id: d for d in reversed(answer.drafts) if d.external_id not in self._drafts}
        repeated = [d.external_id for d in answer.drafts if d.external_id in self._drafts]
        twice = len(answer.drafts) - len(repeated) - len(fresh)
        self._counted += len(fresh) + twice + answer.left_out
        if repeated or twice:
            self.problems.append(_repeated(ask, repeated, len(repeated) + twice))
        self._drafts.update(reversed(fresh.items()))
        self._capture_of.update(dict.fromkeys(fresh, ask.address))
        return len(fresh)

    def _refuse_circle(self, answer: Answer, brought: int, ask: Ask, seen: set[str]) -> None:
        if answer.following is None:
            return
        nothing_new = bool(answer.drafts) and not brought
        if nothing_new or answer.following.address in seen or len(seen) >= self._fetcher.limits.list_pages:
            raise Unread(problem("page_changed", ask.address, "die Antworten laufen im Kreis"))

    def _is_whole(self) -> bool:
        if self._total is None or self._counted >= self._total:
            return True
        told_so = f"angekündigt {self._total}, gelesen {self._counted}"
        found = Problem("warning", "records_missing", MESSAGES["records_missing"], self._source.first.url, told_so)
        self.problems.append(found)
        return False

    def _stop(self, found: Problem, is_first: bool) -> None:
        self.problems.append(found)
        if is_first:
            self._failed = f"Die Schnittstelle {self._source.first.url} war nicht lesbar: {told(found)}"


def _repeated(ask: Ask, ids: list[str], count: int) -> Problem:
    shown = ", ".join(ids[:SHOWN]) + (", …" if len(ids) > SHOWN else "")
    message = "Die Schnittstelle nennt Datensätze mehrmals; jeder wurde einmal übernommen."
    return Problem("note", "duplicate", message, ask.address, f"{count} doppelt" + (f": {shown}" if shown else ""))
