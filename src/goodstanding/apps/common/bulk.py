"""Many rows at once, without building a model object for each: the write path of events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], /) -> None:
    """Insert rows in one round trip, inside the caller's transaction.

    Args:
        columns: Field names, in the order of the values of each row. Columns not named take no value: name every column.
        rows: Python values as the model's fields take them.

    Raises:
        IntegrityError: A constraint refused a row; the caller's transaction is then broken up to its savepoint.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in columns]  # noqa: SLF001  Django's documented way to its fields
    adapters = [_adapter(field) for field in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608, SLF001  names, not values
    prepared = [[value if adapt is None else adapt(value) for adapt, value in zip(adapters, row, strict=True)] for row in rows]
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(statement, prepared)


def _adapter(field: Any) -> Callable[[Any], Any] | None:
    """Return what turns a field's value into the database's, or None where they are the same."""
    if isinstance(field, models.DateTimeField):
        return _remembered(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.DateField):
        return _remembered(connection.ops.adapt_datefield_value)
    if isinstance(field, models.JSONField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None


def _remembered(adapt: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Adapt equal values once: the rows of a batch share most of their times."""
    known: dict[Any, Any] = {}

    def remembered(value: Any) -> Any:
        if value not in known:
            known[value] = adapt(value)
        return known[value]

    return remembered
