"""Federal research ministry: its announcements, in full text, with the deadlines of section 7."""

from scout.families import bmftr_announcements
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="bmftr",
    title="BMFTR, Bekanntmachungen",
    publisher="Bundesministerium für Forschung, Technologie und Raumfahrt",
    start=(
        "https://www.bmftr.bund.de/SiteGlobals/Forms/Suche/Bekanntmachungsuche/Bekanntmachungsuche_Formular.html"
        "?nn=907934"
    ),
    listing=bmftr_announcements.listing,
    detail=bmftr_announcements.detail,
    expect=Expect(programmes=(20, 1500), filled={"body": 0.98, "procedure": 0.6, "requirements": 0.6}),
    licence="amtliches Werk (§ 5 UrhG)",
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
