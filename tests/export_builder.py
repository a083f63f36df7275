"""Builds exports of the form of the Förderdatenbank for tests: zips a folder, edits documents, repeats them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

PROGRAMMES = "/Foerderprogramm/"
Documents = dict[str, bytes]


def load(export: Path) -> Documents:
    """The documents of an export by file name; a ZIP file or a folder."""
    if export.is_dir():
        return {str(f.relative_to(export)): f.read_bytes() for f in sorted(export.rglob("*.xml"))}
    with zipfile.ZipFile(export) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def zipped(documents: Mapping[str, bytes]) -> bytes:
    """An export as the server would send it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in documents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def programmes(documents: Iterable[str]) -> list[str]:
    """The file names of programme documents, sorted."""
    return sorted(name for name in documents if PROGRAMMES in name)


def edited(documents: Mapping[str, bytes], edits: Mapping[str, Callable[[str], str]]) -> Documents:
    """A copy in which some documents, by file name, went through a function. An edit that changes nothing fails."""
    changed = dict(documents)
    for name, edit in edits.items():
        before = documents[name].decode("utf-8")
        after = edit(before)
        assert after != before, f"the edit of {name} changed nothing"
        changed[name] = after.encode("utf-8")
    return changed


def with_text(name: str, text: str) -> Callable[[str], str]:
    """An edit that gives a property a paragraph of text, whether it was there, empty or missing."""
    inner = escape(escape(text))
    wrapped = (
        f'<property name="gsb:{name}" type="RichText"><text>&lt;![CDATA[&lt;div xmlns:xlink='
        f'"http://www.w3.org/1999/xlink"&gt;&lt;p&gt;{inner}&lt;/p&gt;&lt;/div&gt;]]&gt;</text></property>'
    )

    def edit(document: str) -> str:
        start = document.find(f'<property name="gsb:{name}"')
        if start < 0:
            return document.replace("</document>", wrapped + "</document>")
        end = document.index("</property>", start) + len("</property>")
        return document[:start] + wrapped + document[end:]

    return edit


def repeated(documents: Mapping[str, bytes], wanted: int) -> Documents:
    """An export with ``wanted`` programmes: the same ones again under new names, their texts a little different."""
    grown = dict(documents)
    originals = programmes(documents)
    copy = 0
    while len(programmes(grown)) < wanted:
        copy += 1
        for name in originals[: wanted - len(programmes(grown))]:
            slug = Path(name).stem
            content = documents[name].decode("utf-8").replace(f'name="{slug}"', f'name="{slug}-{copy}"', 1)
            content = content.replace("&lt;/p&gt;&lt;/div&gt;]]", f" Folge {copy}.&lt;/p&gt;&lt;/div&gt;]]")
            grown[name.replace(f"{slug}.xml", f"{slug}-{copy}.xml")] = content.encode("utf-8")
    return grown
