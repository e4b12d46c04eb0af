"""Let a person take a precaution on one content where a law asks for it before anything is found (docs/decisions/0038)."""

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.enforcement.migrations import _precaution_guards as guards

_GUARD = "enforcement_decision_guard"
_KEPT: list[tuple[str, str]] = []
"""Triggers set aside while SQLite builds the table again: those on it go with it, those that read it stop the renaming."""


def set_triggers_aside(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%enforcement_decision%'")
        _KEPT[:] = cursor.fetchall()
    for name, _ in _KEPT:
        schema_editor.execute(f'DROP TRIGGER "{name}"')


def put_triggers_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(guards.POSTGRESQL, params=None)
        return
    for name, sql in _KEPT:
        schema_editor.execute(guards.SQLITE if name == _GUARD else sql, params=None)
    _KEPT.clear()


def put_former_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(guards.FORMER_POSTGRESQL, params=None)
        return
    for name, sql in _KEPT:
        schema_editor.execute(guards.FORMER_SQLITE if name == _GUARD else sql, params=None)
    _KEPT.clear()


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0002_decision_guards")]

    operations = [
        migrations.RunPython(set_triggers_aside, put_former_back),
        migrations.RemoveConstraint(model_name="decision", name="enforcement_known_verdict"),
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("violation", "violation"),
                    ("suspected", "suspected, for a person to decide"),
                    ("no_violation", "no violation"),
                    ("inadmissible", "inadmissible"),
                    ("precaution", "a precaution; nothing is found"),
                ],
                db_comment="What was found",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["violation", "suspected", "no_violation", "inadmissible", "precaution"])),
                name="enforcement_known_verdict",
            ),
        ),
        migrations.RunPython(put_triggers_back, set_triggers_aside),
    ]
