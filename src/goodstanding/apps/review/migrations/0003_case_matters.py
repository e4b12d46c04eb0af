"""Let a register ask for a person: cases of kind matter."""

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.review.migrations import _case_guards as guards


def install_again(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite rebuilds an altered table without its triggers."""
    for statement in guards.SQLITE if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement, params=None)



class Migration(migrations.Migration):

    dependencies = [
        ('review', '0002_case_guards'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='case',
            name='review_case_known_kind',
        ),
        migrations.AlterField(
            model_name='case',
            name='act_key',
            field=models.CharField(db_comment='The act: content:<ref>, account:<ref>:<label>, appeal:<receipt>, matter:<kind>:<ref>', max_length=600),
        ),
        migrations.AlterField(
            model_name='case',
            name='kind',
            field=models.CharField(choices=[('screening', 'found by a rule'), ('report', 'reported'), ('appeal', 'appealed'), ('manual', 'opened by staff'), ('matter', 'asked by a register')], db_comment='What brought it up first', max_length=12),
        ),
        migrations.AlterField(
            model_name='casesource',
            name='kind',
            field=models.CharField(choices=[('rule', 'rule'), ('report', 'report'), ('staff', 'staff'), ('appeal', 'appeal'), ('matter', 'matter')], db_comment='rule, report, staff, appeal or matter', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['screening', 'report', 'appeal', 'manual', 'matter'])), name='review_case_known_kind'),
        ),
        migrations.RunPython(install_again, migrations.RunPython.noop),
        forbid_changes("review_casesource"),
    ]
