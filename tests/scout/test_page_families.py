"""What headings ask, what a page's outline holds, which addresses are one, what a deadline field states."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scout.families.asked import asks, told
from scout.families.nrw_pages import canonical_path, identity, site_of
from scout.families.outline import Answer, outline
from scout.families.paragraphs import sort
from scout.families.windows import window
from scout.page import Page, PageChanged

WORDS = st.lists(st.sampled_from(["Kreis", "Stadt", "Antrag", "Euro", "Frist", "Netz"]), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Wer wird gefördert?", "who"),
        ("Wer war antragsberechtigt?", "who"),
        ("Unter welchen Voraussetzungen wird gefördert?", "who"),
        ("Wo kann gefördert werden?", "who"),
        ("Was wird nicht gefördert?", "negative"),
        ("Was kann beantragt werden?", "what"),
        ("Wie viel Förderung gibt es?", "what"),
        ("Wann ist der Antrag zu stellen?", "deadline"),
        ("Ab und bis wann kann beantragt werden?", "deadline"),
        ("Förderfenster", "deadline"),
        ("Wann erfolgt die Bewilligung?", "procedure"),
        ("Wo ist der Antrag zu stellen?", "procedure"),
        ("Wer informiert weiter?", "contact"),
        ("Bei wem kann beantragt werden und welche Ansprechpersonen sind zuständig?", "contact"),
        ("Welche Rechtsgrundlage besteht?", "legal"),
        ("Inkrafttreten, Außerkrafttreten", "validity"),
        ("Zuwendungsempfängerin, Zuwendungsempfänger", "who"),
        ("Zuwendungszweck, Rechtsgrundlage", "what"),
        ("Fördergebende Institution", "funder"),
        ("Durchführungszeitraum", "what"),
        ("Xylofonisches", "unknown"),
    ],
)
def test_a_heading_is_known_by_what_it_asks(heading: str, field: str) -> None:
    assert asks(heading) == field


def test_an_answer_keeps_its_heading_unless_its_field_says_what_was_asked() -> None:
    answers = [Answer("Wer wird gefördert?", "Kreise"), Answer("Antragsfrist", "30. September")]
    assert told(answers, ("who",)) == "Wer wird gefördert?\nKreise"
    assert told(answers, ("deadline",)) == "30. September"
    assert told([*answers, Answer("Einreichungsfrist für Skizzen", "1. Mai")], ("deadline",)) == (
        "Antragsfrist\n30. September\n\nEinreichungsfrist für Skizzen\n1. Mai"
    )


def _page(content: str, url: str = "https://amt.nrw.example/a") -> Page:
    return Page.of(url, f'<html><body><main role="main"><h1>Titel</h1>{content}</main></body></html>')


@pytest.mark.parametrize(
    "question",
    [
        "<h2>Bis wann?</h2>",
        '<h3 class="accordion-header"><button type="button">Bis wann?</button></h3>',
        '<div class="faq_question">Bis wann?</div>',
        "<details><summary>Bis wann?</summary></details>",
        "<p><strong>Bis wann?</strong></p>",
        "<h4>2. Bis wann?</h4>",
    ],
)
def test_a_question_is_one_however_it_is_marked(question: str) -> None:
    found = outline(_page(f"<p>Vorab.</p><div>{question}<div><p>Im Mai.</p></div></div>"))
    assert found.lead == "Vorab."
    assert found.answers == (Answer("Bis wann?", "Im Mai."),)


def test_a_labelled_field_ends_where_it_ends() -> None:
    field = (
        '<div class="field field--label-above"><div class="field__label">Stichtag:</div>'
        '<div class="field__item">Bis auf Weiteres</div></div>'
    )
    found = outline(_page(f"{field}<p>Danach.</p><dl><dt>Fördergeber</dt><dd>Land</dd></dl><p>Zuletzt.</p>"))
    assert found.lead == "Danach.\n\nZuletzt."
    assert found.answers == (Answer("Stichtag", "Bis auf Weiteres"), Answer("Fördergeber", "Land"))


def test_what_stands_around_an_article_is_no_part_of_it() -> None:
    around = '<nav>Pfad</nav><aside>Aktuelles</aside><ul class="pager"><li>1</li></ul><form>Suche</form>'
    assert outline(_page(f"{around}<p>Inhalt.</p><footer>Fuß</footer>")).text == "Inhalt."


@given(st.lists(st.tuples(st.sampled_from(["h2", "p", "li", "h4", "div"]), WORDS), max_size=12))
def test_no_word_of_a_page_is_lost(parts: list[tuple[str, list[str]]]) -> None:
    html = "".join(f"<{tag}>{' '.join(words)}</{tag}><p>x</p>" for tag, words in parts)
    said = outline(_page(html)).text.split()
    assert [word for word in said if word not in {"•", "x"}] == [word for _, words in parts for word in words]


@given(st.lists(WORDS, max_size=8))
def test_sorting_paragraphs_keeps_all_of_them(paragraphs: list[list[str]]) -> None:
    texts = [" ".join(words) for words in paragraphs]
    found = sort("\n\n".join(texts))
    kept = [part for part in (found.summary, found.body, found.requirements, found.procedure) if part]
    assert sorted("\n\n".join(kept).split("\n\n")) == sorted(texts or [""])


@pytest.mark.parametrize(
    "url",
    [
        "http://www.brd.nrw/themen/ikz",
        "https://brd.nrw.de/themen/ikz/",
        "https://www.brd.nrw.de/themen/ikz/index.html",
        "https://www.brd.nrw.de/index.php/Themen/ikz?page=0",
    ],
)
def test_addresses_of_one_page_are_one(url: str) -> None:
    assert (site_of(url), canonical_path(url)) == ("brd.nrw", "/themen/ikz")


def test_a_number_of_the_content_system_outlives_its_address() -> None:
    drupal = '<script data-drupal-selector="drupal-settings-json">{"path":{"currentPath":"node\\/77"}}</script>'
    assert identity(_page(drupal)) == "node/77"
    short = '<link rel="shortlink" href="https://amt.nrw.example/?p=5517">'
    assert identity(_page(short)) == identity(_page("", "https://amt.nrw.example/?p=5517")) == "post/5517"


def test_a_canonical_address_that_is_the_home_page_or_another_site_is_not_believed() -> None:
    for address in ("https://amt.nrw.example/", "https://fremd.example/a"):
        assert identity(_page(f'<link rel="canonical" href="{address}">')) == "/a"


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("Ganzjährig bis zum 31. Dezember 2026", ("dated", date(2026, 12, 31), None)),
        ("01.03.2026 bis 30.06.2026", ("dated", date(2026, 6, 30), date(2026, 3, 1))),
        ("Das Förderfenster ist geschlossen", ("closed", None, None)),
        ("Geschlossen seit 28.04.2025", ("closed", None, None)),
        ("derzeit nicht geöffnet", ("paused", None, None)),
        ("Bis auf Weiteres", ("open", None, None)),
        ("bis die Mittel ausgeschöpft sind", ("until_spent", None, None)),
    ],
)
def test_a_deadline_field_states_a_date_or_a_state(words: str, stated: tuple[str, date | None, date | None]) -> None:
    [fact] = window(words, "https://amt.nrw.example/a")
    assert (fact.state, fact.due_on, fact.opens_on) == stated
    assert fact.structured


@pytest.mark.parametrize("words", ["ab dem 1. März 2027", "siehe Bekanntmachung", "30.06.2026 bis 01.03.2026", ""])
def test_a_deadline_field_that_states_neither_is_left_to_prose(words: str) -> None:
    assert window(words, "https://amt.nrw.example/a") == ()


def test_a_page_with_two_contents_is_refused() -> None:
    with pytest.raises(PageChanged):
        outline(Page.of("https://amt.nrw.example/a", "<main><h1>A</h1></main><main></main>"))
