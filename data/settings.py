"""One frozen settings object, read once from the environment (prefix ``FOERDERSCOUT_``)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.clock import Clock, StandingClock, SystemClock
from data.errors import BadInput

_WANTED = {
    "now": "ein Zeitpunkt mit Zone, z. B. 2026-08-21T16:00+02:00",
    "delay_seconds": "eine Zahl von Sekunden ab 0, z. B. 1",
}


class Settings(BaseSettings):
    """Everything that differs between installations. ``docs/settings.md`` explains each; a test demands it."""

    model_config = SettingsConfigDict(env_prefix="FOERDERSCOUT_", frozen=True, extra="ignore")

    state: Path = Field(
        default=Path("~/.local/share/foerderscout"),
        description="Folder for database, captures, backups and logs.",
    )
    database_url: str | None = Field(
        default=None,
        description="SQLAlchemy URL of a PostgreSQL database; empty means SQLite in the state folder.",
    )
    mirror: str | None = Field(
        default=None,
        description="Offline mirror, http://127.0.0.1:PORT: https://host/path is fetched from there as /host/path.",
    )
    contact: str = Field(
        default="digitalagentur@kreis-coesfeld.example",
        description="Mail address that the crawler names in its user agent.",
    )
    now: AwareDatetime | None = Field(
        default=None,
        description="Lets the clock stand at this moment (ISO 8601 with zone): demo and rehearsals.",
    )
    user: str | None = Field(
        default=None, description="Who decides at this workplace; empty means the name of the system account."
    )
    applicants: Path | None = Field(
        default=None, description="File of another county's applicants; empty means Kreis Coesfeld and its towns."
    )
    delay_seconds: float = Field(
        default=1.0, ge=0, description="Pause between two requests to one host; below 1 only with a mirror."
    )

    @property
    def state_dir(self) -> Path:
        """The state folder with ``~`` resolved."""
        return self.state.expanduser()

    @property
    def url(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.state_dir / 'foerderscout.sqlite'}"


def read_settings(**overrides: object) -> Settings:
    """Settings from the environment; ``overrides`` are values given on the command line.

    Raises BadInput naming the variable when a value cannot be used.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = "; ".join(_wrong(str(e["loc"][0]), e["input"], e["msg"]) for e in error.errors())
        raise BadInput(f"Einstellung nicht verwendbar: {wrong}. Siehe docs/settings.md.") from error


def _wrong(name: str, given: object, otherwise: str) -> str:
    wanted = f"erwartet wird {_WANTED[name]}" if name in _WANTED else otherwise
    return f"FOERDERSCOUT_{name.upper()} ist {str(given)!r}, {wanted}"


def clock_for(settings: Settings, standing_at: str | None = None) -> Clock:
    """The clock in force: the setting ``now``, else where the store's own clock stands (demo), else the system's."""
    if settings.now is not None:
        return StandingClock(settings.now)
    if standing_at is not None:
        return StandingClock(datetime.fromisoformat(standing_at))
    return SystemClock()
