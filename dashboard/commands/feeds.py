"""Commands around the list of feeds: what is in it and how it fares, adding, switching off, OPML in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.context import AsJson, actor_of, report, say, settings_of, store_of
from data.errors import BadInput

if TYPE_CHECKING:
    from dashboard.feed_desk import AddedFeeds
    from data.queries.feeds import FeedState
    from data.reference.feeds import Feed
    from data.reference.opml import Refused
    from data.store import Store

commands = typer.Typer(no_args_is_help=True, help="Feeds ansehen, ergänzen, abschalten, als OPML austauschen.")
Key = Annotated[str, typer.Argument(metavar="KEY", help="Schlüssel des Feeds, siehe feeds list.")]
Reason = Annotated[str, typer.Option("--reason", metavar="GRUND", help="Warum; steht danach in der Liste.")]

ROBOTS = {
    "allowed": "robots.txt erlaubt den Abruf",
    "forbidden": "robots.txt verbietet den Abruf",
    "unknown": "robots.txt noch nicht geprüft",
}
MINING = {
    "free": "kein Vorbehalt gegen Text-Mining",
    "reserved": "Text-Mining vorbehalten",
    "unknown": "Vorbehalt gegen Text-Mining noch nicht geprüft",
}


def register(app: typer.Typer) -> None:
    """Adds ``feeds list|add|enable|disable|import|export``."""
    app.add_typer(commands, name="feeds")


@commands.command("list")
def list_feeds(context: typer.Context, as_json: AsJson = False) -> None:
    """Zeigt alle Feeds mit Herkunft, Rechten und Zustand."""
    from data.queries.feeds import feed_states

    store = store_of(context)
    feeds = _in_force(store)
    with store.reading() as session:
        states = feed_states(session)
    rows = [
        {**asdict(feed), "state": asdict(states[feed.key]) if feed.key in states else None, **_rights(feed, states)}
        for feed in feeds
    ]
    themes = _themes()
    on = sum(feed.enabled for feed in feeds)
    lines = [f"{len(feeds)} Feeds, davon {on} eingeschaltet. Abgefragt werden sie von foerderscout news oder run."]
    report(rows, as_json, lines + [line for feed in feeds for line in _lines(feed, states, themes)])


@commands.command("add")
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Adresse des Feeds.")],
    title: Annotated[str, typer.Option("--title", metavar="TITEL", help="Name, wie er erscheinen soll.")],
    theme_field: Annotated[
        str | None, typer.Option("--theme", metavar="THEMENFELD", help="Schlüssel des Themenfelds; sonst Querschnitt.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Nimmt einen Feed in die Liste auf. Er wird bei der nächsten Abfrage gelesen."""
    from data.reference.feeds import Feed, is_web_address
    from data.reference.opml import free_key

    if not is_web_address(url):
        raise BadInput(f"{url!r} ist keine Web-Adresse (https://…).")
    if theme_field is not None and theme_field not in _themes():
        raise BadInput(f"Unbekanntes Themenfeld {theme_field!r}. Erlaubt sind: {', '.join(_themes())}.")
    store = store_of(context)
    feed = Feed(free_key(title, _used_keys(store)), title, url, theme_field)
    _added(context, store, [feed], (), as_json)


@commands.command("enable")
def enable(context: typer.Context, key: Key, reason: Reason) -> None:
    """Schaltet einen Feed ein."""
    _switch(context, key, True, reason)


@commands.command("disable")
def disable(context: typer.Context, key: Key, reason: Reason) -> None:
    """Schaltet einen Feed ab. Seine Meldungen bleiben."""
    _switch(context, key, False, reason)


@commands.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="DATEI", help="Feeds als OPML.")],
    as_json: AsJson = False,
) -> None:
    """Übernimmt Feeds aus einer OPML-Datei. Ordner, die wie ein Themenfeld heißen, werden zu diesem Themenfeld."""
    from data.reference.opml import as_feeds, read_opml

    try:
        body = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file}: Die Datei ist nicht lesbar ({error.strerror}).") from error
    found = read_opml(body, str(file))
    store = store_of(context)
    feeds = as_feeds(found.outlines, _themes(), _used_keys(store))
    _added(context, store, feeds, found.refused, as_json)


@commands.command("export")
def export(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", metavar="DATEI", help="Zieldatei; sonst Ausgabe.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Auch die abgeschalteten Feeds.")] = False,
) -> None:
    """Gibt die Liste der Feeds als OPML aus, ein Ordner je Themenfeld."""
    from dashboard import format as german
    from data.reference.opml import write_opml

    feeds = [feed for feed in _in_force(store_of(context)) if everything or feed.enabled]
    text = write_opml(feeds, _themes())
    if out is None:
        say(text.rstrip("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{out} lässt sich nicht schreiben ({error.strerror}).") from error
    say(f"{german.count_of(len(feeds), 'Feed', 'Feeds')} nach {out} geschrieben.")


def _in_force(store: Store) -> tuple[Feed, ...]:
    from data.queries.feeds import feeds_in_force
    from data.reference.feeds import load_feeds

    with store.reading() as session:
        return feeds_in_force(session, load_feeds())


def _used_keys(store: Store) -> set[str]:
    """The keys of all feeds and funding sources, which share one table."""
    from scout.source import all_sources

    return {feed.key for feed in _in_force(store)} | set(all_sources())


def _themes() -> dict[str, str]:
    from data.reference.shipped_themes import shipped_themes

    return {theme.key: theme.title for theme in shipped_themes()}


def _added(
    context: typer.Context, store: Store, feeds: Sequence[Feed], refused: Sequence[Refused], as_json: bool
) -> None:
    from dashboard.feed_desk import add_feeds
    from data.reference.feeds import load_feeds

    done = add_feeds(store, actor_of(settings_of(context)), load_feeds(), feeds)
    value = {**asdict(done), "refused": [asdict(entry) for entry in refused]}
    report(value, as_json, _import_lines(done, refused))


def _import_lines(done: AddedFeeds, refused: Sequence[Refused]) -> list[str]:
    from dashboard import format as german

    lines = [
        f"{german.count_of(len(done.added), 'Feed', 'Feeds')} aufgenommen, "
        f"{german.count_of(len(done.known), 'stand', 'standen')} schon in der Liste, "
        f"{len(refused)} nicht übernommen."
    ]
    lines += [f"  neu: {feed.key} – {feed.title} ({_theme(feed, _themes())})" for feed in done.added]
    return lines + [f"  nicht übernommen: Zeile {entry.line}, {entry.title}: {entry.reason}" for entry in refused]


def _switch(context: typer.Context, key: str, enabled: bool, reason: str) -> None:
    from dashboard.feed_desk import switch_feed
    from data.reference.feeds import load_feeds

    feed = switch_feed(store_of(context), actor_of(settings_of(context)), load_feeds(), key, enabled, reason)
    say(f"{feed.title} ist {'eingeschaltet' if enabled else 'abgeschaltet'}: {feed.note}")


def _rights(feed: Feed, states: dict[str, FeedState]) -> dict[str, str]:
    """What the last poll found out, else what the list says."""
    state = states.get(feed.key)
    return {
        "robots": state.robots if state and state.robots != "unknown" else feed.robots,
        "text_mining": state.text_mining if state and state.text_mining != "unknown" else feed.text_mining,
    }


def _theme(feed: Feed, themes: dict[str, str]) -> str:
    return themes.get(feed.theme_field or "", "alle Themenfelder")


def _known(status: str | None) -> str:
    from data.reference.feed_status import status_words

    return status_words(status) if status else "keiner"


def _lines(feed: Feed, states: dict[str, FeedState], themes: dict[str, str]) -> list[str]:
    rights = _rights(feed, states)
    state = states.get(feed.key)
    switched = "" if feed.enabled else f" – abgeschaltet: {feed.note or _known(feed.status)}"
    lines = [
        f"{feed.key}: {feed.title} ({_theme(feed, themes)}){switched}",
        f"  {feed.url}",
        f"  {ROBOTS[rights['robots']]}, {MINING[rights['text_mining']]}; Nachweis: {_known(feed.status)}",
    ]
    if state and state.checked_at:
        trouble = f"; Fehler: {state.last_error}" if state.last_error else ""
        lines.append(f"  zuletzt abgefragt {state.checked_at:%d.%m.%Y %H:%M} UTC{trouble}")
    return lines
