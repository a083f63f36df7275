"""The way through an interface: one answer after the other, each holding many programmes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scout.fetching import Download, Fetcher, Unread
from scout.problems import MESSAGES, problem, told
from scout.source import Answer, Ask, Draft, Problem, RecordSource
from scout.tours import site_of
from scout.trouble import problem_of
from scout.visit import Visit

SHOWN = 3  # identifiers named in the note about repeated records


@dataclass
class _Reading:
    """One way through all answers in one order.

    shifted: records came twice in different answers, or the announced total changed on the way: the stock moved, or
    the interface ranks equal records differently from page to page, and others may have been skipped.
    """

    met: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    total: int | None = None
    shifted: bool = False


class RecordTour:
    """Asks until an answer names no following question; only hosts of ``start`` and of the questions are asked.

    Complete is a tour that came to its end and met as many different records as were announced (the largest total any
    answer named). A record that a later answer repeats does not count: paging that shifts repeats one record and
    skips another, and nobody may call that one withdrawn. Where that happened and the source can be asked in another
    order (``RecordSource.again``), it is read once more and what both readings met counts together.

    What this proves: while the stock stands still, different records can only add up to the total when none was
    skipped. A record that one single answer names twice counts twice, since within one answer nothing shifts: that is
    the source's own repetition, part of its total. Repetitions across answers prove nothing and never count, so a
    source that repeats records only across answers stays incomplete. What is published between the answers raises
    the total with itself; only something published and something withdrawn during the same run could hide a skipped
    record, and it would be met by the next run.
    """

    def __init__(self, source: RecordSource, fetcher: Fetcher) -> None:
        self._source, self._fetcher = source, fetcher
        asks = [source.first, *([source.again] if source.again else [])]
        self.hosts = list(dict.fromkeys((site_of(source.start), *(site_of(ask.url) for ask in asks))))
        self.problems: list[Problem] = []
        self._drafts: dict[str, Draft] = {}
        self._capture_of: dict[str, str] = {}
        self._records: set[tuple[str, int]] = set()  # a name, and the how manieth of that name in one answer
        self._total: int | None = None
        self._complete = False
        self._failed: str | None = None

    async def run(self, download: Download) -> None:
        """Makes the tour; what goes wrong is in ``problems`` afterwards."""
        reading = _Reading()
        try:
            await self._read_all(download, self._source.first, reading)
        except Unread as unread:
            self._stop(unread.problem, is_first=not reading.asked)
            return
        if self._source.again is not None and reading.shifted and self._lacks():
            try:
                await self._read_all(download, self._source.again, _Reading())
            except Unread as unread:
                self._stop(unread.problem, is_first=False)
        self._complete = not self._lacks()
        if not self._complete:
            self._tell_missing()

    def result(self) -> Visit:
        """What the tour brought, without pages and problems."""
        return Visit(
            drafts=tuple(self._drafts.values()),
            complete=self._complete,
            failed=self._failed,
            capture_of=self._capture_of,
        )

    async def _read_all(self, download: Download, first: Ask, reading: _Reading) -> None:
        """Reads one order to its end. Raises Unread."""
        ask: Ask | None = first
        while ask is not None:
            answer = await self._answer(download, ask)
            reading.asked.add(ask.address)
            brought = self._take(answer, ask, reading)
            self._refuse_circle(answer, brought, ask, reading)
            ask = answer.following

    async def _answer(self, download: Download, ask: Ask) -> Answer:
        body = await self._fetcher.ask(download, ask)
        try:
            return self._source.read(body.bytes, ask)
        except Exception as error:
            raise Unread(problem_of(error, ask.address, otherwise="reader_error")) from error

    def _take(self, answer: Answer, ask: Ask, reading: _Reading) -> bool:
        """Keeps what is new; returns whether this reading met a draft for the first time."""
        self.problems.extend(found for found in answer.problems if found not in self.problems)
        self._note_total(answer.total, reading)
        ids = [draft.external_id for draft in answer.drafts]
        again = [name for name in ids if name in reading.met]
        twice = len(ids) - len(again) - len(set(ids) - reading.met)
        if again or twice:
            self.problems.append(_repeated(ask, again, len(again) + twice))
        reading.shifted = reading.shifted or not reading.met.isdisjoint((*ids, *answer.left_out))
        reading.met.update(ids, answer.left_out)
        self._records.update(_numbered((*ids, *answer.left_out)))
        for draft in answer.drafts:
            self._drafts.setdefault(draft.external_id, draft)
            self._capture_of.setdefault(draft.external_id, ask.address)
        return len(again) < len(ids)

    def _note_total(self, total: int | None, reading: _Reading) -> None:
        if total is None:
            return
        reading.shifted = reading.shifted or reading.total not in (None, total)
        reading.total = total
        self._total = max(total, self._total or 0)

    def _refuse_circle(self, answer: Answer, brought: bool, ask: Ask, reading: _Reading) -> None:
        if answer.following is None:
            return
        nothing_new = bool(answer.drafts) and not brought
        too_many = len(reading.asked) >= self._fetcher.limits.list_pages
        if nothing_new or too_many or answer.following.address in reading.asked:
            raise Unread(problem("page_changed", ask.address, "die Antworten laufen im Kreis"))

    def _lacks(self) -> bool:
        return self._total is not None and len(self._records) < self._total

    def _tell_missing(self) -> None:
        told_so = f"angekündigt {self._total}, gelesen {len(self._records)}"
        found = Problem("warning", "records_missing", MESSAGES["records_missing"], self._source.first.url, told_so)
        self.problems.append(found)

    def _stop(self, found: Problem, is_first: bool) -> None:
        self.problems.append(found)
        if is_first:
            self._failed = f"Die Schnittstelle {self._source.first.url} war nicht lesbar: {told(found)}"


def _numbered(names: Sequence[str]) -> Iterator[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for name in names:
        yield name, counted[name]
        counted[name] += 1


def _repeated(ask: Ask, ids: list[str], count: int) -> Problem:
    shown = ", ".join(ids[:SHOWN]) + (", …" if len(ids) > SHOWN else "")
    message = "Die Schnittstelle nennt Datensätze mehrmals; jeder wurde einmal übernommen."
    return Problem("note", "duplicate", message, ask.address, f"{count} doppelt" + (f": {shown}" if shown else ""))
