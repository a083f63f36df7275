"""Programme pages of the DSEE's database: facts as labels with values, list pages that count themselves."""

from __future__ import annotations

import re

from scout.facts.values import DeadlineFact, MoneyFact
from scout.families import labelled_lines
from scout.families.gsb_vocabulary import named
from scout.page import Facts, Page
from scout.source import Category, Contact, Draft, Listed, Listing
from scout.text import find_dates, find_euros

DEADLINE, AMOUNT, OWN = "Bewerbungsfrist", "Max. Fördersumme", "Eigenmittel benötigt"
EARLY, COSTS = "Vorzeitiger Maßnahmebeginn", "Förderfähige Kosten"
LABELS = (
    "Zielgruppen/Bedingungen", "Hinweise zur Antragstellung/Bewerbung", "Regionen", "Engagementbereiche", DEADLINE,
    AMOUNT, OWN, EARLY, COSTS, "E-Mail", "Webseite", "Telefon",
)  # fmt: skip
PAGES = re.compile(r"Seite (\d{1,4}) von (\d{1,4})")


def listing(page: Page) -> Listing:
    """The programmes of one list page; "Seite 1 von 54" says whether there is a next one."""
    listed = [Listed(url) for url in page.links("a[href*='/foerderprogramme/']")]
    count = PAGES.search(page.passage("body") or "")
    here, last = (int(count[1]), int(count[2])) if count else (1, 1)
    return listed, page.absolute(f"/p{here + 1}") if here < last else None


def detail(page: Page) -> Draft:
    """One programme; the site writes its facts as labels with values."""
    facts = labelled_lines.facts(page, "main", LABELS, at_least=3)
    rest: list[str] = []
    deadline, amount, own = (_line(facts, label, rest) for label in (DEADLINE, AMOUNT, OWN))
    regions, areas = (facts.take(label) for label in ("Regionen", "Engagementbereiche"))
    early, costs = (_line(facts, label, rest) for label in (EARLY, COSTS))
    notes = {OWN: own, EARLY: early, COSTS: costs}
    funder = next(iter(page.texts("main a[href*='/institutionen/']", at_least=0)), None)
    title = page.one("h1")
    facts.ignore("E-Mail", "Webseite", "Telefon")
    return Draft(
        external_id=page.url.partition("/foerderprogramme/")[2].strip("/"),
        url=page.url,
        title=title,
        summary=(labelled_lines.before(page, "main", LABELS) or "").removeprefix(title).strip() or None,
        body="\n".join(rest) or None,
        requirements=facts.take("Zielgruppen/Bedingungen"),
        procedure=facts.take("Hinweise zur Antragstellung/Bewerbung"),
        deadline_text=f"{DEADLINE}: {deadline}" if deadline else None,
        remark="\n".join(f"{label}: {value}" for label, value in notes.items() if value) or None,
        keywords=", ".join(areas.replace("• ", "").split("\n")) if areas else None,
        funder=funder,
        categories=_regions(regions or ""),
        contacts=(Contact("funder", funder),) if funder else (),
        deadlines=_deadlines(deadline, page.url),
        money=_money(amount, page.url),
        unknown_facts=facts.unknown,
    )


def _line(facts: Facts, label: str, rest: list[str]) -> str | None:
    """The first line of a value. What follows it goes to the rest: it stands below a label that is none of ours."""
    value, _, more = (facts.take(label) or "").partition("\n")
    rest.extend(line for line in more.split("\n") if line)
    return value or None


def _regions(written: str) -> tuple[Category, ...]:
    lines = [line.removeprefix("• ").strip() for line in written.split("\n")]
    lands = [line.removeprefix("In ") for line in lines if line.startswith("In ")]
    return tuple(named("region", name) for name in (["bundesweit"] if "Bundesweit" in lines else []) + lands)


def _deadlines(written: str | None, url: str) -> tuple[DeadlineFact, ...]:
    words = f"{DEADLINE}: {written}"
    dates = [day for mention in find_dates(written or "") if (day := mention.on())]
    if not dates and written and "fortlaufend" in written.lower():
        return (DeadlineFact("open", words, url, precision="none", structured=True),)
    return tuple(DeadlineFact("dated", words, url, day, structured=True) for day in dates)


def _money(written: str | None, url: str) -> tuple[MoneyFact, ...]:
    sums = [round(figure.value) for figure in find_euros(written or "")]
    words = f"{AMOUNT}: {written}"
    return (MoneyFact("amount_max", words, url, number=max(sums), structured=True),) if sums else ()
