"""Registrations that were refused, those of former applications included; protected marks that were withdrawn."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from goodstanding.apps.common.refs import new_ref


def note_former_refusals(apps: Any, schema_editor: Any) -> None:
    """Write a line for every application a person refused before refusals were kept."""
    refusals = apps.get_model("registry", "RegistrationRefusal")
    for row in apps.get_model("registry", "Application").objects.filter(status="refused").order_by("id").iterator():
        refusals.objects.create(
            ref=new_ref("B"),
            application=row,
            account_ref=row.account_ref,
            name=row.account_name,
            subject_class=row.subject_class,
            reason="decided",
            words=row.reasons,
            case_ref=row.case_ref,
            refused_by=row.decided_by or "system:unknown",
            at=row.decided_at or row.created_at,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0016_avatar_hashes'),
    ]

    operations = [
        migrations.AddField(
            model_name='protectedmark',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, db_comment='When it was withdrawn; empty: in force', null=True),
        ),
        migrations.AddField(
            model_name='protectedmark',
            name='withdrawn_why',
            field=models.CharField(blank=True, db_comment='Why it was withdrawn', default='', max_length=300),
        ),
        migrations.CreateModel(
            name='RegistrationRefusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, B-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment="The account's id on the platform", db_index=True, max_length=512)),
                ('name', models.CharField(blank=True, db_comment='Name the account was to have', default='', max_length=200)),
                ('subject_class', models.CharField(blank=True, db_comment='Legal form of who applied, where known', default='', max_length=24)),
                ('reason', models.CharField(db_comment='closed_name, banned_subject or decided', max_length=16)),
                ('words', models.TextField(blank=True, db_comment='Why, as the applicant reads it', default='')),
                ('decision_ref', models.CharField(blank=True, db_comment='The decision it rests on, if any', default='', max_length=40)),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who refused it, if any', default='', max_length=40)),
                ('refused_by', models.CharField(db_comment='Who asked the register, or who decided: kind:ref', max_length=120)),
                ('at', models.DateTimeField(db_comment='When', db_index=True)),
                ('application', models.ForeignKey(blank=True, db_comment='By application, if so', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='refusals', to='registry.application')),
            ],
            options={
                'db_table_comment': 'Registrations that were refused',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['closed_name', 'banned_subject', 'decided'])), name='registry_refusal_known_reason'), models.CheckConstraint(condition=models.Q(('reason', 'decided'), models.Q(('decision_ref', ''), _negated=True), _connector='OR'), name='registry_refusal_names_decision')],
            },
        ),
        migrations.RunPython(note_former_refusals, migrations.RunPython.noop),
    ]
