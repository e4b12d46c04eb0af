"""Grades of accounts, their history, and the published tables they follow."""

from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0014_accuracy'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='grade',
            field=models.CharField(blank=True, db_comment='Grade as last computed: a, b, c; empty: none', default='', max_length=1),
        ),
        migrations.CreateModel(
            name='AccountGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512, unique=True)),
                ('grade', models.CharField(blank=True, db_comment='a, b or c; empty: too little is known', default='', max_length=1)),
                ('points', models.PositiveIntegerField(blank=True, db_comment='0-1,000; empty without a grade', null=True)),
                ('contributions', models.JSONField(db_comment='What each input gave', default=list)),
                ('details', models.JSONField(db_comment='What each input was measured on', default=dict)),
                ('table_version', models.CharField(db_comment='Table it follows', max_length=40)),
                ('graded_at', models.DateTimeField(db_comment='When it was computed')),
                ('next_at', models.DateTimeField(db_comment='When it is computed again', db_index=True)),
            ],
            options={
                'db_table_comment': 'Grades of accounts',
                'constraints': [models.CheckConstraint(condition=models.Q(('grade__in', ['', 'a', 'b', 'c'])), name='registry_grade_known')],
            },
        ),
        migrations.CreateModel(
            name='GradeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512)),
                ('old', models.CharField(blank=True, db_comment='Grade before; empty: none', default='', max_length=1)),
                ('new', models.CharField(blank=True, db_comment='Grade after; empty: none', default='', max_length=1)),
                ('points', models.PositiveIntegerField(blank=True, db_comment='Points after', null=True)),
                ('contributions', models.JSONField(db_comment='What each input gave', default=list)),
                ('table_version', models.CharField(db_comment='Table it follows', max_length=40)),
                ('at', models.DateTimeField(db_comment='When')),
            ],
            options={
                'db_table_comment': 'History of grades',
                'indexes': [models.Index(fields=['account_ref', 'at'], name='registry_grade_history')],
            },
        ),
        migrations.CreateModel(
            name='PublishedTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(db_comment='Version as published', max_length=40, unique=True)),
                ('body', models.JSONField(db_comment='Weights, points, obligations')),
                ('sha256', models.CharField(db_comment='SHA-256 of the body in canonical form', max_length=64)),
                ('effective_from', models.DateTimeField(db_comment='First instant it is in force; midnight in local time', db_index=True)),
                ('reasons', models.TextField(db_comment='Why it is changed')),
                ('proposed_by', models.CharField(db_comment='Who proposed it', max_length=120)),
                ('proposed_at', models.DateTimeField(db_comment='When')),
                ('diff', models.JSONField(blank=True, db_comment='Which accounts are affected: counts and the first lines', default=dict)),
                ('diff_at', models.DateTimeField(blank=True, db_comment='When the diff was made; empty: not yet', null=True)),
                ('activated_by', models.CharField(blank=True, db_comment='Who activated it: a second person', default='', max_length=120)),
                ('activated_at', models.DateTimeField(blank=True, db_comment='When', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, db_comment='When it was withdrawn, before it was activated', null=True)),
            ],
            options={
                'db_table_comment': 'Published tables of grades',
                'constraints': [models.CheckConstraint(condition=models.Q(('activated_at__isnull', True), ('diff_at__isnull', False), _connector='OR'), name='registry_table_compared_first'), models.CheckConstraint(condition=models.Q(('activated_at__isnull', True), models.Q(('activated_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='registry_table_second_person')],
            },
        ),
        forbid_changes("registry_gradechange"),
    ]
