"""A migration operation that makes the database itself refuse changes to a table of records.

Application code that forgets, a raw statement, an administrator's shell: all meet the same trigger, on both databases. On
SQLite a later migration that rebuilds the table drops its triggers: list ``forbid_changes`` again after it (a contract test
compares the triggers in the database with the operations in the migrations).
"""

from __future__ import annotations

# ruff: noqa: ARG002  the signatures of an operation are Django's
from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION goodstanding_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'records of % are append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


class ForbidChanges(Operation):
    """Refuse DELETE on a table, and UPDATE of all its columns or of the ones named."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, columns: Sequence[str] = ()) -> None:
        self.table = table
        self.columns = tuple(columns)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """Say how to write the operation in a migration."""
        return type(self).__name__, [self.table], {"columns": self.columns} if self.columns else {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change no model state: triggers are the database's."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Create the triggers."""
        vendor = schema_editor.connection.vendor
        for statement in _sqlite(self) if vendor == "sqlite" else _postgresql(self):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the triggers."""
        suffix = "" if schema_editor.connection.vendor == "sqlite" else f' ON "{self.table}"'
        for trigger in self.triggers(schema_editor.connection.vendor):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{suffix}', params=None)

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Forbid changes of {self.table}" + (f" ({', '.join(self.columns)})" if self.columns else "")

    @property
    def migration_name_fragment(self) -> str:
        """Suggest a name for the migration file."""
        return f"{self.table}_immutable"

    def triggers(self, vendor: str, /) -> tuple[str, ...]:
        """Name the triggers the operation creates."""
        names = (f"{self.table}_no_update", f"{self.table}_no_delete")
        return names if vendor == "sqlite" else (*names, f"{self.table}_no_truncate")


def forbid_changes(table: str, /, *, columns: Sequence[str] = ()) -> ForbidChanges:
    """Make a table append-only.

    Args:
        table: The table's name in the database.
        columns: Only these columns may not change (rows may still not be deleted); all columns when empty.
    """
    return ForbidChanges(table, columns)


def _columns(operation: ForbidChanges) -> str:
    return " OF " + ", ".join(f'"{column}"' for column in operation.columns) if operation.columns else ""


def _sqlite(operation: ForbidChanges) -> tuple[str, ...]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'records of {operation.table} are append-only'); END"
    update, delete = operation.triggers("sqlite")
    return (
        f'DROP TRIGGER IF EXISTS "{update}"',
        f'DROP TRIGGER IF EXISTS "{delete}"',
        f'CREATE TRIGGER "{update}" BEFORE UPDATE{_columns(operation)} ON "{operation.table}" {refuse}',
        f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{operation.table}" {refuse}',
    )


def _postgresql(operation: ForbidChanges) -> tuple[str, ...]:
    update, delete, truncate = operation.triggers("postgresql")
    table = operation.table
    run = "EXECUTE FUNCTION goodstanding_append_only()"
    return (
        _POSTGRESQL_FUNCTION,
        f'CREATE OR REPLACE TRIGGER "{update}" BEFORE UPDATE{_columns(operation)} ON "{table}" FOR EACH ROW {run}',
        f'CREATE OR REPLACE TRIGGER "{delete}" BEFORE DELETE ON "{table}" FOR EACH ROW {run}',
        f'CREATE OR REPLACE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {run}',
    )


_POSTGRESQL_DOOR = """
CREATE OR REPLACE FUNCTION goodstanding_erasable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_open boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1 AND door_opened_at IS NOT NULL)', TG_ARGV[1], TG_ARGV[0])
        INTO is_open USING to_jsonb(OLD) ->> TG_ARGV[0];
    IF is_open THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'records of % are append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


class LetErase(Operation):
    """Let rows of an append-only table go, for one subject at a time, while that subject's door stands open.

    The door is a row of another table with the same key and ``door_opened_at`` set; constraints of that table say when it may
    be opened. Updates stay forbidden. List it after ``forbid_changes`` of the same table.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, key: str, door: str) -> None:
        self.table, self.key, self.door = table, key, door

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """Say how to write the operation in a migration."""
        return type(self).__name__, [self.table, self.key, self.door], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change no model state: triggers are the database's."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Put the trigger with the door in the place of the one without."""
        trigger = f"{self.table}_no_delete"
        if schema_editor.connection.vendor == "sqlite":
            closed = (
                f'NOT EXISTS (SELECT 1 FROM "{self.door}" WHERE "{self.key}" = OLD."{self.key}" '  # noqa: S608  names, not values
                "AND door_opened_at IS NOT NULL)"
            )
            refuse = f"BEGIN SELECT RAISE(ABORT, 'records of {self.table} are append-only'); END"
            statements = (
                f'DROP TRIGGER IF EXISTS "{trigger}"',
                f'CREATE TRIGGER "{trigger}" BEFORE DELETE ON "{self.table}" WHEN {closed} {refuse}',
            )
        else:
            run = f"EXECUTE FUNCTION goodstanding_erasable('{self.key}', '{self.door}')"
            create = f'CREATE OR REPLACE TRIGGER "{trigger}" BEFORE DELETE ON "{self.table}" FOR EACH ROW {run}'
            statements = (_POSTGRESQL_DOOR, create)
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Put the trigger without a door back."""
        ForbidChanges(self.table).database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Let rows of {self.table} be erased while a door of {self.door} stands open"

    @property
    def migration_name_fragment(self) -> str:
        """Suggest a name for the migration file."""
        return f"{self.table}_door"
