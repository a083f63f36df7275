"""Every view with an empty and with a filled store, run by Streamlit's own test driver."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.views import foerderluecken, quellen, treffer, ueberblick, wochenbericht
from data.model.matches import Decision
from data.store import Store

APP = Path(dashboard.__file__).parent / "app.py"
VIEWS = {
    view.__name__.rsplit(".", 1)[1]: view for view in (ueberblick, foerderluecken, treffer, wochenbericht, quellen)
}


def opened(view: str, **parameters: str) -> AppTest:
    """One view as its visitor gets it first."""
    app = AppTest.from_string(f"from dashboard.views import {view}\n{view}.page()\n", default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def text_of(app: AppTest) -> str:
    assert not app.exception, app.exception
    return unescape("\n".join(element.proto.body for element in app.get("html")))


@pytest.mark.parametrize("view", sorted(VIEWS))
@pytest.mark.usefixtures("quick_store")
def test_an_empty_store_is_explained(view: str):
    app = opened(view)
    words = text_of(app)
    expected = {
        "ueberblick": "Noch keine Quelle eingelesen",
        "foerderluecken": "Das Portfolio ist noch leer",
        "treffer": "Das Portfolio ist noch leer",
        "wochenbericht": "Wochenbericht",
        "quellen": "Noch keine Quelle eingelesen",
    }
    assert expected[view] in words


@pytest.mark.usefixtures("filled_store")
def test_the_app_opens_on_the_overview_and_says_where_the_clock_stands():
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    words = text_of(app)
    assert "Vorführung: Die Uhr steht auf 21.08.2026, 16:00 Uhr." in words
    assert "Überblick" in words


@pytest.mark.usefixtures("filled_store")
def test_overview_tells_what_is_new_what_is_due_and_how_the_sources_are():
    words = text_of(opened("ueberblick"))
    assert "4 Förderprogramme, davon 3 mit Bezug zu einem Projekt" in words
    assert "Antrag bis Mi., 02.09.2026 (in 12 Tagen)" in words
    assert "„Stichtag ist der 2. September 2026.“" in words
    assert "Lauf fehlgeschlagen" in words
    assert "überfällig" in words
    assert "Förderquote: 80 % → 90 %" in words


@pytest.mark.usefixtures("filled_store")
def test_gaps_follow_the_strategy_and_show_open_places():
    words = text_of(opened("foerderluecken"))
    places = [words.index(title) for title in ("Gemeinsames Serviceportal", "Elektronische Akte", "Mobilstationen an")]
    assert places == sorted(places)
    assert "360.000\u00a0€" in words
    assert "unbekannt, ob die Planung abgeschlossen ist" in words
    assert "Verwaltung, Platz 3: noch offen" in words
    assert "1 beendetes Projekt" in words


@pytest.mark.usefixtures("filled_store")
def test_gaps_can_be_filtered():
    app = opened("foerderluecken")
    app.selectbox(key="luecken_feld").select("Verwaltung").run()
    app.checkbox(key="luecken_offen").check().run()
    table = text_of(app).split("Was noch fehlt")[1]
    assert "Elektronische Akte" in table
    assert "Gemeinsames Serviceportal" not in table
    assert "Mobilstationen an" not in table


@pytest.mark.usefixtures("filled_store")
def test_matches_of_the_linked_project_are_shown_with_reasons():
    app = opened("treffer", projekt="eakte")
    words = text_of(app)
    assert app.radio(key="projekt").value == "eakte"
    assert "Digitale Verwaltung in Städten und Gemeinden" in words
    assert "„digital“ ~ „Digitalisierung“" in words
    assert "Innovationskredit" not in words
    assert "Zuschuss ohne nähere Angaben" not in words
    app.toggle(key="schwach_eakte").set_value(True).run()
    words = text_of(app)
    assert "Zuschuss ohne nähere Angaben" in words
    assert "Fördergeber unbekannt" in words


@pytest.mark.usefixtures("filled_store")
def test_ended_projects_are_listed_on_request_and_by_link():
    app = opened("treffer")
    assert "schloss" not in app.radio(key="projekt").options
    app.checkbox(key="treffer_alle").check().run()
    assert len(app.radio(key="projekt").options) == 8
    assert opened("treffer", projekt="schloss").radio(key="projekt").value == "schloss"


@pytest.mark.usefixtures("filled_store")
def test_an_unknown_link_opens_the_first_project():
    assert opened("treffer", projekt="gibt-es-nicht").radio(key="projekt").value == "portal"


@pytest.mark.usefixtures("filled_store")
def test_ruled_out_programmes_are_one_click_away_with_their_reason():
    app = opened("treffer", projekt="eakte")
    app.toggle(key="ausgeschlossen_eakte").set_value(True).run()
    words = text_of(app)
    assert "Ausgeschlossen: nicht antragsberechtigt" in words
    assert "Ausgeschlossen: Frist abgelaufen" in words


def test_a_decision_needs_a_name_and_loses_no_words_without_one(filled_store: Store):
    app = opened("treffer", projekt="eakte")
    app.text_area(key="anmerkung_eakte_1_0").input("Bitte mit der Kämmerei klären")
    app.button(key="watch_eakte_1_0").click().run()
    assert any("Ihren Namen" in error.value for error in app.error)
    assert app.text_area(key="anmerkung_eakte_1_0").value == "Bitte mit der Kämmerei klären"
    assert decisions(filled_store) == []
    app.text_input(key="name_eakte_1_0").input("Erika Muster")
    app.button(key="watch_eakte_1_0").click().run()
    assert decisions(filled_store) == [("watch", "Erika Muster", "Bitte mit der Kämmerei klären")]
    assert "Verlauf" in text_of(app)
    assert app.text_input(key="name_eakte_2_0_bekannt").value == "Erika Muster"


def test_a_decision_can_be_taken_back(filled_store: Store):
    app = opened("treffer", projekt="eakte")
    app.text_input(key="name_eakte_1_0").input("Erika Muster")
    app.button(key="accept_eakte_1_0").click().run()
    app.button(key="none_eakte_1_1").click().run()
    assert [verdict for verdict, _, _ in decisions(filled_store)] == ["accept", "none"]


def test_the_workplaces_name_is_offered(filled_store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FOERDERSCOUT_USER", "Digitalagentur")
    app = opened("treffer", projekt="eakte")
    app.button(key="reject_eakte_1_0").click().run()
    assert decisions(filled_store) == [("reject", "Digitalagentur", None)]


def decisions(store: Store) -> list[tuple[str, str, str | None]]:
    with store.reading() as session:
        return [(row.verdict, row.decided_by, row.note) for row in session.scalars(select(Decision))]


def test_a_long_list_of_new_programmes_is_paged(filled_store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ueberblick, "ROWS", 3)
    app = opened("ueberblick")
    assert "Innovationskredit" not in text_of(app)
    app.button(key="neu_seite_weiter").click().run()
    assert "Innovationskredit" in text_of(app)
    assert app.button(key="neu_seite_weiter").disabled


def test_a_store_of_another_version_is_said_in_german(quick_store: Store):
    with quick_store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert "neueren Version" in app.error[0].value.replace("\\", "")
