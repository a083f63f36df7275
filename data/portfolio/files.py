"""Portfolio files on disk: reads YAML or XLSX by its ending, and the portfolio that ships with the program."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from data.errors import BadInput
from data.portfolio.values import PortfolioFile

SHIPPED = "portfolio.yml"


def read_portfolio(path: Path) -> PortfolioFile:
    """The portfolio in a file. Raises BadInput (not readable, unknown form) or BadPortfolio (faults in it)."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} lässt sich nicht lesen ({error.strerror}). Bitte Pfad und Rechte prüfen.") from error
    return portfolio_from_bytes(path.name, body)


def portfolio_from_bytes(name: str, body: bytes) -> PortfolioFile:
    """The portfolio in ``body``; the ending of ``name`` says in which form it is."""
    from data.portfolio.xlsx_reader import portfolio_from_xlsx
    from data.portfolio.yaml_reader import portfolio_from_yaml

    ending = Path(name).suffix.casefold()
    if ending in {".yml", ".yaml"}:
        return portfolio_from_yaml(name, body)
    if ending == ".xlsx":
        return portfolio_from_xlsx(name, body)
    raise BadInput(f"{name}: ein Portfolio ist eine Datei .yml oder .xlsx; bitte in einer dieser Formen speichern.")


def shipped_portfolio() -> PortfolioFile:
    """The reconstruction from public sources that comes with the program."""
    return portfolio_from_bytes(SHIPPED, resources.files("data.reference").joinpath(SHIPPED).read_bytes())
