"""What the matcher reads of a programme, a news item, a project and a theme field. Pure."""

from __future__ import annotations

from matcher.lexicon import related
from matcher.model import Text


def programme_text(
    title: str, summary: str | None = None, body: str | None = None, requirements: str | None = None
) -> Text:
    """A programme: summary first, because a long guideline is cut (``ModelConfig.body_characters``).

    Keywords are left out: the Förderdatenbank serves most of them without a separator. Deadlines, procedure and legal
    citations say nothing about what is funded.
    """
    return Text(title, _joined(summary, body, requirements))


def news_text(title: str, summary: str | None = None) -> Text:
    """A news item as its feed serves it."""
    return Text(title, _joined(summary))


def project_text(title: str, summary: str | None, theme: str, applicant: str) -> Text:
    """A proposal, single project or idea, with the words of its theme field, of who applies, and of the lexicon."""
    said = related(_joined(title, summary))
    return Text(title, _joined(summary), applicant, theme, said.german, said.english)


def theme_words(title: str, terms: str) -> str:
    """What a theme field adds to its projects: its name and its search terms (one a line)."""
    return _joined(title, terms)


def theme_text(title: str, description: str | None, terms: str, applicant: str) -> Text:
    """A theme field as a subject of its own."""
    return Text(title, _joined(description, terms), applicant)


def _joined(*parts: str | None) -> str:
    return "\n".join(part.strip() for part in parts if part and part.strip())
