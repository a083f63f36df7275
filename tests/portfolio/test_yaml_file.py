"""A portfolio file in YAML: what is read, and that every fault is named with its line at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import BadInput
from data.portfolio.files import portfolio_from_bytes, read_portfolio, shipped_portfolio
from data.portfolio.records import BadPortfolio
from data.portfolio.values import PortfolioFile
from data.portfolio.yaml_writer import portfolio_to_yaml

SMALL = Path(__file__).with_name("small.yml")


def faults_of(text: str) -> list[str]:
    with pytest.raises(BadPortfolio) as caught:
        portfolio_from_bytes("p.yml", text.encode())
    return [str(fault) for fault in caught.value.faults]


def small_with(*swaps: tuple[str, str]) -> str:
    text = SMALL.read_text()
    for old, new in swaps:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def by_key(portfolio: PortfolioFile) -> dict[str, object]:
    return {item.key: item for item in portfolio.items}


def test_what_the_file_says_is_what_is_read() -> None:
    portfolio = read_portfolio(SMALL)
    akte = next(item for item in portfolio.items if item.key == "akte")
    assert (akte.kind, akte.place, akte.status, akte.status_as_of) == ("proposal", 1, "planned", "2026-05")
    assert (akte.planning_complete, akte.cost_eur, akte.money_secured_eur) == (False, 900000, 250000)
    assert akte.partners == ("Stadt Eins", "Stadt Zwei")
    assert akte.consolidates == ("ordnen", "scannen")
    assert portfolio.as_of == "2026-08-01"
    assert portfolio.expected.proposals_by_theme_field == {"verwaltung": 2, "mobilitaet": 1}
    assert portfolio.applications[0].deadline == "2021-03-14"


def test_missing_facts_are_unknown_and_not_zero() -> None:
    idea = next(item for item in read_portfolio(SMALL).items if item.key == "fliegen")
    assert (idea.cost_eur, idea.money_secured_eur, idea.planning_complete, idea.owner) == (None, None, None, None)


def test_the_shipped_portfolio_is_the_reconstruction_with_the_slides_split() -> None:
    portfolio = shipped_portfolio()
    assert portfolio.label == "Rekonstruktion aus öffentlichen Quellen"
    proposals = portfolio.of_kind("proposal")
    split = {theme.key: sum(p.theme_field == theme.key for p in proposals) for theme in portfolio.themes}
    assert {key: number for key, number in split.items() if number} == {
        "verwaltung": 4,
        "bildung": 7,
        "wirtschaft": 7,
        "mobilitaet": 4,
        "innenstadt": 6,
    }
    assert (portfolio.expected.single_projects, portfolio.expected.ideas) == (39, 33)
    assert all(item.sources for item in portfolio.items if not item.open)


@pytest.mark.parametrize("portfolio", [read_portfolio(SMALL), shipped_portfolio()], ids=["small", "shipped"])
def test_written_and_read_again_it_is_the_same(portfolio: PortfolioFile) -> None:
    assert portfolio_from_bytes("p.yml", portfolio_to_yaml(portfolio).encode()) == portfolio


def test_all_faults_are_named_at_once_in_the_order_of_the_file() -> None:
    text = small_with(
        ("theme_field: verwaltung\n    title: Elektronische", "theme_field: Verwaltng\n    title: Elektronische"),
        ("cost_eur: 900000", "cost_eur: ca. 30 T€"),
        ("status: Idee", "status: Ide"),
        ("    title: Scanstelle\n", ""),
    )
    assert faults_of(text) == [
        f"Zeile {line_of(text, 'Verwaltng')}, Feld theme_field: „Verwaltng“ ist kein Themenfeld – "
        "meinten Sie „verwaltung“?",
        f"Zeile {line_of(text, '30 T€')}, Feld cost_eur: „ca. 30 T€“ ist nicht verwendbar; "
        "bitte ganze Euro ohne Zusatz, z. B. 30000",
        f"Zeile {line_of(text, 'key: scannen')}, Feld title: fehlt; bitte ausfüllen",
        f"Zeile {line_of(text, 'status: Ide')}, Feld status: „Ide“ ist kein bekannter Status – meinten Sie „Idee“?",
    ]


def test_the_message_names_the_file_and_that_nothing_was_taken() -> None:
    with pytest.raises(BadPortfolio, match=r"p\.yml wurde nicht übernommen, 1 Fehler; der gespeicherte Stand bleibt"):
        portfolio_from_bytes("p.yml", small_with(("cost_eur: 900000", "cost_eur: viel")).encode())


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        # YAML would read this as thirty euros.
        ("cost_eur: 900000", "cost_eur: 30.000", "cost_eur", "„30.000“ ist nicht verwendbar"),
        # YAML would read this as 64.
        ("cost_eur: 900000", "cost_eur: 0100", "cost_eur", "„0100“ ist nicht verwendbar"),
        ("cost_eur: 900000", "cost_eur: -5", "cost_eur", "„-5“ ist nicht verwendbar"),
        ("cost_eur: 900000", "cost_eur: true", "cost_eur", "„true“ ist nicht verwendbar"),
        ("cost_eur: 900000", "cost_eur: 9000000000", "cost_eur", "zu groß"),
        ("cost_eur: 900000", "cost_eur: [1, 2]", "cost_eur", "Liste"),
        ("planning_complete: false", "planning_complete: fast", "planning_complete", "true oder false"),
        ("title: Autos teilen", "title: true", "title", "Anführungszeichen"),
        ("title: Autos teilen", "title: {a: b}", "title", "verschachtelte"),
        ("title: Autos teilen", "title: '  '", "title", "fehlt"),
        ("title: Autos teilen", "titel: Autos teilen", "titel", "meinten Sie „title“"),
        ("key: teilen", "key: Autos teilen", "key", "kein Schlüssel"),
        ("key: teilen", "key: akte", "key", "„akte“ gibt es schon"),
        ("place: 2", "place: 1", "place", "Platz 1 im Themenfeld verwaltung ist schon vergeben"),
        ("place: 2", "place: 0", "place", "zählen ab 1"),
        ("place: 2", "place: unbekannt", "place", "fehlt"),
        ("[scannen, ordnen]", "[scanen, ordnen]", "consolidates", "meinten Sie „scannen“"),
        ("[scannen, ordnen]", "[scannen, scannen]", "consolidates", "doppelt"),
        ("[scannen, ordnen]", "scannen", "consolidates", "keine Liste"),
        ("open: true", "open: true\n    consolidates: [fliegen]", "consolidates", "offener Platz"),
        ("priority: 2", "priority: 4", "priority", "1, 2 oder 3"),
        ("status_as_of: 2026-05", "status_as_of: Mai 2026", "status_as_of", "2021-05-17"),
        ("status_as_of: 2026-05", "status_as_of: 2026-13", "status_as_of", "kein Stand"),
        ("relation: strategy_named", "relation: strategy_name", "relation", "meinten Sie „strategy_named“"),
        ("- https://kreis.example/akte\n", "- kreis.example/akte\n", "sources", "keine Webadresse"),
        ("label: Testportfolio", "lable: Testportfolio", "lable", "meinten Sie „label“"),
        ("    mobilitaet: 1", "    mobilität: 1", "mobilität", "meinten Sie „mobilitaet“"),
        ("  ideas: 1", "  ideas: einige", "ideas", "ganze Zahl"),
        ("cost_eur: 900000", "cost_eur: 1\n    cost_eur: 2", "cost_eur", "steht schon in Zeile"),
    ],
)
def test_each_fault_names_line_field_and_what_to_do(old: str, new: str, field: str, words: str) -> None:
    text = small_with((old, new))
    at_line = SMALL.read_text().split(old)[0].count("\n") + 1
    found = [fault for fault in faults_of(text) if f"Feld {field}: " in fault and words in fault]
    assert found, faults_of(text)
    assert abs(int(found[0].split(",")[0].removeprefix("Zeile ")) - at_line) <= 2


def test_a_part_can_belong_to_one_proposal_only() -> None:
    text = small_with(("title: Autos teilen", "title: Autos teilen\n    consolidates: [scannen]"))
    assert "schon in „akte“ aufgegangen" in faults_of(text)[0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Zeile 1: die Datei ist leer"),
        (b"- a\n- b\n", "ist kein Portfolio"),
        # Taken as it is, it would remove every project there is.
        (b"label: a\n", "Zeile 1, Feld theme_fields: kein einziges Themenfeld"),
        (b"label: a\nnote: b: c\n", "Zeile 2: kein gültiges YAML"),
        (b"label: a\n\tnote: b\n", "Zeile 2: kein gültiges YAML"),
        ("label: Förderung".encode("latin-1"), "Zeile 1: kein UTF-8"),
        (b"label: a\nnote: b\x07c\n", "Zeile 2: enthält ein unsichtbares Steuerzeichen"),
        (b"label: a\nideas: Drohnen\n", "Zeile 2: hier muss eine Liste stehen"),
        (b"label: a\nideas:\n  - Drohnen\n", "Zeile 3: dieser Eintrag hat keine Felder"),
        (b"label: a\nideas:\n  - &a [*a]\n", "Zeile 3: dieser Eintrag hat keine Felder"),
        (b"label: !!python/object:os.system x\nideas: 3\n", "Zeile 2: hier muss eine Liste stehen"),
    ],
)
def test_files_that_are_no_portfolio_at_all(body: bytes, words: str) -> None:
    with pytest.raises(BadPortfolio) as caught:
        portfolio_from_bytes("p.yml", body)
    assert words in str(caught.value)


def test_a_missing_file_and_a_strange_ending_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"fehlt\.yml lässt sich nicht lesen"):
        read_portfolio(tmp_path / "fehlt.yml")
    (tmp_path / "p.docx").write_bytes(b"x")
    with pytest.raises(BadInput, match=r"\.yml oder \.xlsx"):
        read_portfolio(tmp_path / "p.docx")


def test_order_in_the_file_does_not_matter_for_projects() -> None:
    text = SMALL.read_text()
    head, rest = text.split("single_projects:\n")
    singles, ideas = rest.split("ideas:\n")
    scan, order = singles.split("  - key: ordnen")
    turned = f"{head}single_projects:\n  - key: ordnen{order}{scan}ideas:\n{ideas}"
    assert portfolio_from_bytes("p.yml", turned.encode()) == read_portfolio(SMALL)
