"""Reads a portfolio from YAML, keeping the line of every value.

YAML's own guesses are not trusted: ``30.000`` (a float), ``2021-05-17`` (a date) and ``0100`` (octal) stay the text
that stands in the file, so that a message can quote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from data.portfolio.assemble import assemble, unknown_field
from data.portfolio.records import BadPortfolio, Cell, Fault, RawPortfolio, Record
from data.portfolio.sections import EXPECTED, HEAD, SECTIONS
from data.portfolio.values import PortfolioFile

_BY_THEME = "proposals_by_theme_field"
_TOP = (*(field.name for field in HEAD), "expected_counts", *(section.name for section in SECTIONS))


def portfolio_from_yaml(name: str, body: bytes) -> PortfolioFile:
    """The portfolio in ``body``; ``name`` is the file's, for messages. Raises BadPortfolio with all faults."""
    faults: list[Fault] = []
    root = _compose(name, body)
    top = _mapping(root, _TOP, faults)
    head = Record(_at(root), {key: _cell(key, top[key]) for key in _TOP[: len(HEAD)] if key in top})
    sections = {
        section.name: _entries(top[section.name], tuple(field.name for field in section.fields), faults)
        for section in SECTIONS
        if section.name in top
    }
    expected, by_theme = _expected(top.get("expected_counts"), faults)
    return assemble(name, RawPortfolio(head, sections, expected, by_theme), faults)


def _compose(name: str, body: bytes) -> MappingNode:
    try:
        root = yaml.compose(body.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise _refused(name, line, "kein UTF-8; bitte die Datei als UTF-8 speichern") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _refused(name, line, _syntax(error)) from error
    except yaml.reader.ReaderError as error:
        line = body.decode("utf-8-sig")[: error.position].count("\n") + 1
        raise _refused(name, line, "enthält ein unsichtbares Steuerzeichen; bitte die Zeile neu eintippen") from error
    if root is None:
        raise _refused(name, 1, "die Datei ist leer")
    if not isinstance(root, MappingNode):
        raise _refused(name, 1, "ist kein Portfolio; am Anfang müssen Felder wie „label:“ stehen")
    return root


def _syntax(error: yaml.MarkedYAMLError) -> str:
    return (
        f"kein gültiges YAML ({error.problem}); bitte diese und die vorige Zeile prüfen: Einrückung mit Leerzeichen, "
        "Doppelpunkt mit Leerzeichen danach, Anführungszeichen um Text mit Doppelpunkt"
    )


def _refused(name: str, line: int, message: str) -> BadPortfolio:
    return BadPortfolio(name, [Fault(f"Zeile {line}", None, message)])


def _at(node: Node) -> str:
    return f"Zeile {node.start_mark.line + 1}"


def _mapping(node: Node, known: Iterable[str] | None, faults: list[Fault]) -> dict[str, Node]:
    """The nodes of a mapping by key; unknown and repeated keys are faults. ``known`` None: any key."""
    if not isinstance(node, MappingNode):
        if not _is_null(node):
            faults.append(Fault(_at(node), None, "hier müssen Felder der Form „name: Wert“ stehen"))
        return {}
    found: dict[str, Node] = {}
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, ScalarNode) else "?"
        if known is not None and key not in known:
            faults.append(unknown_field(_at(key_node), key, known))
        elif key in found:
            faults.append(Fault(_at(key_node), key, f"steht schon in {_at(found[key])}; bitte nur einmal angeben"))
        else:
            found[key] = value
    return found


def _entries(node: Node, known: tuple[str, ...], faults: list[Fault]) -> tuple[Record, ...]:
    if _is_null(node):
        return ()
    if not isinstance(node, SequenceNode):
        faults.append(Fault(_at(node), None, "hier muss eine Liste stehen, jeder Eintrag beginnt mit „- “"))
        return ()
    records = []
    for entry in node.value:
        if not isinstance(entry, MappingNode):
            faults.append(Fault(_at(entry), None, "dieser Eintrag hat keine Felder; erwartet wird „- key: …“"))
            continue
        nodes = _mapping(entry, known, faults)
        records.append(Record(_at(entry), {key: _cell(key, value) for key, value in nodes.items()}))
    return tuple(records)


def _expected(node: Node | None, faults: list[Fault]) -> tuple[dict[str, Cell], dict[str, Cell]]:
    if node is None:
        return {}, {}
    nodes = _mapping(node, (*(field.name for field in EXPECTED), _BY_THEME), faults)
    split = nodes.pop(_BY_THEME, None)
    by_theme = _mapping(split, None, faults) if split is not None else {}
    return (
        {key: _cell(key, value) for key, value in nodes.items()},
        {key: _cell(key, value) for key, value in by_theme.items()},
    )


def _cell(label: str, node: Node) -> Cell:
    if isinstance(node, SequenceNode):
        return Cell(tuple(_plain(entry) for entry in node.value), _at(node), label)
    return Cell(_plain(node), _at(node), label)


def _plain(node: Node) -> object:
    """None, bool, int or the text as it stands; a nested structure becomes a tuple, which no text field accepts."""
    if not isinstance(node, ScalarNode):
        return ()
    if _is_null(node):
        return None
    if node.tag.endswith(":bool"):
        return node.value.casefold() in {"true", "yes", "on"}
    if node.tag.endswith(":int") and re.fullmatch(r"0|[1-9][0-9]*", node.value):
        return int(node.value)
    return str(node.value)


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag.endswith(":null")
