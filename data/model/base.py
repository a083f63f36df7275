"""Declarative base and the column types that all tables share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class AwareTime(TypeDecorator[datetime]):
    """A point in time, aware and in UTC on both databases.

    SQLite forgets the zone, PostgreSQL answers in the session's; both come back as UTC.
    A naive value is refused: it would mean something else on every machine.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r} given to the store")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        stamp: datetime = value
        return stamp.replace(tzinfo=UTC) if stamp.tzinfo is None else stamp.astimezone(UTC)


Id = Annotated[int, mapped_column(primary_key=True)]
Key = Annotated[str, mapped_column(String(80), primary_key=True)]
Code = Annotated[str, mapped_column(String(80))]
Name = Annotated[str, mapped_column(String(500))]
Url = Annotated[str, mapped_column(String(2000))]
Hash = Annotated[str, mapped_column(String(64))]
Prose = Annotated[str, mapped_column(Text)]
# Programmes of the Bund or the EU reach billions, more than a 32-bit column of PostgreSQL holds.
Euros = Annotated[int, mapped_column(BigInteger)]
Time = Annotated[datetime, mapped_column(AwareTime)]


class Base(DeclarativeBase):
    """Base of all tables. ``None`` in a column always means: the source did not say."""

    metadata = MetaData(naming_convention=NAMING)
