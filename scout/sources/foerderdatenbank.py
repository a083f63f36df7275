"""Förderdatenbank des Bundes, through its official export: one ZIP of XML, about 2,500 programmes, renewed daily."""

from scout.families import gsb_export
from scout.source import ArchiveSource, Evidence, Expect

SOURCE = ArchiveSource(
    key="foerderdatenbank",
    title="Förderdatenbank des Bundes",
    publisher="Bundesministerium für Wirtschaft und Energie",
    start="https://www.foerderdatenbank.de/FDB/WS/export",
    read=gsb_export.read,
    expect=Expect(
        programmes=(2000, 3500),
        filled={"body": 0.95, "summary": 0.7, "requirements": 0.6, "categories": 0.95},
    ),
    licence="CC BY-ND 4.0, Datenquelle: Förderdatenbank des Bundes (BMWE)",
    evidence=Evidence("page", "2026-08"),
)
