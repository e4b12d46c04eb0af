"""Accounts that rest, stop and are erased; agencies; signs that an account changed hands."""

from django.db import migrations, models

from goodstanding.apps.common.immutability import LetErase, forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0011_personal_data'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='paused_at',
            field=models.DateTimeField(blank=True, db_comment='Since when it rests, for disuse or by own wish; beside any measure', null=True),
        ),
        migrations.AddField(
            model_name='agreement',
            name='inactivity_notice_days',
            field=models.PositiveIntegerField(blank=True, db_comment='Days of notice before a pause for disuse; empty: as the platform publishes', null=True),
        ),
        migrations.CreateModel(
            name='AccountExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, EX-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment='The account', db_index=True, max_length=512)),
                ('state', models.CharField(choices=[('asked', 'being put together'), ('ready', 'ready'), ('purged', 'deleted')], db_comment='Standing', default='asked', max_length=8)),
                ('asked_by', models.CharField(db_comment='Who asked, as the log names them', max_length=120)),
                ('asked_at', models.DateTimeField(db_comment='When it was asked for')),
                ('ready_at', models.DateTimeField(blank=True, db_comment='When it was put together: what it holds is of then', null=True)),
                ('kept_until', models.DateTimeField(blank=True, db_comment='When it is purged', db_index=True, null=True)),
                ('size', models.PositiveBigIntegerField(db_comment='Bytes of the file, unsealed', default=0)),
                ('sha256', models.CharField(blank=True, db_comment='SHA-256 of the file, unsealed', default='', max_length=64)),
                ('key_sealed', models.BinaryField(blank=True, db_comment='Its key, sealed under the ring; empty once purged', default=b'')),
                ('content_sealed', models.BinaryField(blank=True, db_comment='The file, sealed under its key; empty once purged', default=b'')),
            ],
            options={
                'db_table_comment': 'Files in which operators take their accounts along',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('account_ref',), name='registry_one_export_asked'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'ready', 'purged'])), name='registry_export_known_state'), models.CheckConstraint(condition=models.Q(('state', 'ready'), models.Q(('content_sealed', b''), ('key_sealed', b'')), _connector='OR'), name='registry_export_empty_unless_ready')],
            },
        ),
        migrations.CreateModel(
            name='AgencyAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, AG-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment='The account', db_index=True, max_length=512)),
                ('operator_ref', models.CharField(db_comment='The operator that agreed', max_length=40)),
                ('agency_name', models.CharField(db_comment="The agency's registered name", max_length=200)),
                ('agency_uscc', models.CharField(db_comment='Its unified social credit code', db_index=True, max_length=18)),
                ('duties', models.JSONField(db_comment='Codes of the security duties it takes on', default=list)),
                ('agreement_sha256', models.CharField(db_comment='SHA-256 of the agreement as handed in', max_length=64)),
                ('document_ref', models.CharField(blank=True, db_comment='Sealed document, while kept', default='', max_length=40)),
                ('starts_on', models.DateField(db_comment='First day of its term')),
                ('ends_on', models.DateField(db_comment='Last day of its term')),
                ('status', models.CharField(choices=[('in_force', 'in force'), ('ended', 'ended by the operator'), ('expired', 'its term is over')], db_comment='Standing', default='in_force', max_length=10)),
                ('entered_by', models.CharField(db_comment='Who entered it, as the log names them', max_length=120)),
                ('entered_at', models.DateTimeField(db_comment='When it was entered')),
                ('warned_at', models.DateTimeField(blank=True, db_comment='When the operator was told that its term ends', null=True)),
                ('ended_at', models.DateTimeField(blank=True, db_comment='When it ended', null=True)),
            ],
            options={
                'db_table_comment': 'Written agreements with agencies',
                'indexes': [models.Index(fields=['status', 'ends_on'], name='registry_agency_expiry')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'in_force')), fields=('account_ref',), name='registry_one_agency_linked'), models.CheckConstraint(condition=models.Q(('status__in', ['in_force', 'ended', 'expired'])), name='registry_agency_known_status'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='registry_agency_ends_later'), models.CheckConstraint(condition=models.Q(models.Q(('agreement_sha256', ''), _negated=True), models.Q(('agency_uscc', ''), _negated=True), models.Q(('duties', []), _negated=True)), name='registry_agency_on_record')],
            },
        ),
        migrations.CreateModel(
            name='Dormancy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512, unique=True)),
                ('counted_from', models.DateTimeField(blank=True, db_comment='Last sign-in or use; empty: unknown, nothing is done', null=True)),
                ('stage', models.CharField(choices=[('watched', 'in use, or nothing due'), ('first', 'warned for the first time'), ('second', 'warned that the months are over'), ('last', 'warned for the last time, with a date'), ('proposed', 'with a person')], db_comment='What its operator was told', default='watched', max_length=12)),
                ('told_at', models.DateTimeField(blank=True, db_comment='When its operator was last warned', null=True)),
                ('acts_at', models.DateTimeField(blank=True, db_comment='Before this instant no pause is proposed', null=True)),
                ('left_at', models.DateTimeField(blank=True, db_comment='When a person last left it open; the months count anew', null=True)),
                ('look_again_at', models.DateTimeField(db_comment='When the worker looks at it next', db_index=True)),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who decides', default='', max_length=40)),
            ],
            options={
                'db_table_comment': 'Accounts watched for disuse',
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['watched', 'first', 'second', 'last', 'proposed'])), name='registry_dormancy_known_stage'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['last', 'proposed']), _negated=True), models.Q(('acts_at__gt', models.F('told_at')), ('told_at__isnull', False)), _connector='OR'), name='registry_dormancy_told_before')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512, unique=True)),
                ('closed_at', models.DateTimeField(db_comment='When it was closed: retention counts from then')),
                ('due_at', models.DateTimeField(db_comment='When retention is over', db_index=True)),
                ('state', models.CharField(choices=[('waiting', 'within the retention period'), ('held', 'only what pending matters need is kept'), ('done', 'erased')], db_comment='Standing', default='waiting', max_length=8)),
                ('held_for', models.JSONField(blank=True, db_comment='References of the pending matters it waits for', default=list)),
                ('counts', models.JSONField(blank=True, db_comment='How many records of each kind were emptied or deleted', default=dict)),
                ('look_again_at', models.DateTimeField(db_comment='When the worker looks at it next', db_index=True)),
                ('done_at', models.DateTimeField(blank=True, db_comment='When everything was erased', null=True)),
                ('door_opened_at', models.DateTimeField(blank=True, db_comment='Set within the erasing transaction only', null=True)),
            ],
            options={
                'db_table_comment': 'Erasure of personal data after accounts were closed',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'held', 'done'])), name='registry_erasure_known_state'), models.CheckConstraint(condition=models.Q(('door_opened_at__isnull', True), ('door_opened_at__gte', models.F('due_at')), _connector='OR'), name='registry_erasure_not_before_due')],
            },
        ),
        migrations.CreateModel(
            name='OwnerTrace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512)),
                ('kind', models.CharField(choices=[('device', 'device'), ('phone', 'mobile number'), ('payout', 'account money is paid to'), ('region', 'region by network')], db_comment='What it is', max_length=8)),
                ('value_index', models.CharField(db_comment='Keyed digest of it', max_length=64)),
                ('first_seen_at', models.DateTimeField(db_comment='When it was first used')),
                ('last_seen_at', models.DateTimeField(db_comment='When it was last used')),
            ],
            options={
                'db_table_comment': 'What accounts are used with, as keyed digests',
                'constraints': [models.UniqueConstraint(fields=('account_ref', 'kind', 'value_index'), name='registry_trace_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['device', 'phone', 'payout', 'region'])), name='registry_trace_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, PA-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment='The account', db_index=True, max_length=512)),
                ('cause', models.CharField(choices=[('dormancy', 'neither signed in to nor used'), ('own_wish', "its operator's wish")], db_comment='Why', max_length=12)),
                ('begun_by', models.CharField(db_comment='Who paused it, as the log names them', max_length=120)),
                ('reasons', models.TextField(blank=True, db_comment='Why a person paused it, as its operator reads it', default='')),
                ('case_ref', models.CharField(blank=True, db_comment='Case it was decided in; empty: own wish', default='', max_length=40)),
                ('began_at', models.DateTimeField(db_comment='First instant of it')),
                ('ended_at', models.DateTimeField(blank=True, db_comment='First instant after it; empty: it runs', null=True)),
                ('ended_by', models.CharField(blank=True, db_comment='Who ended it, as the log names them', default='', max_length=120)),
            ],
            options={
                'db_table_comment': 'Times in which accounts rest',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('account_ref',), name='registry_one_pause_runs'), models.CheckConstraint(condition=models.Q(('cause__in', ['dormancy', 'own_wish'])), name='registry_pause_known_cause')],
            },
        ),
        migrations.CreateModel(
            name='SettingsFreeze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, FZ-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment='The account', db_index=True, max_length=512)),
                ('evidence', models.JSONField(db_comment='What changed: kind, when the new one came, when the old was last used', default=list)),
                ('outcome', models.CharField(blank=True, choices=[('', 'with a person'), ('cleared', 'nothing wrong; ended'), ('proven', 'the account changed hands without application')], db_comment='What a person found', default='', max_length=8)),
                ('explanation', models.TextField(blank=True, db_comment='What the operator says to it', default='')),
                ('explained_at', models.DateTimeField(blank=True, db_comment='When the operator said so', null=True)),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who looks', default='', max_length=40)),
                ('decision_ref', models.CharField(blank=True, db_comment='Decision it led to', default='', max_length=40)),
                ('reasons', models.TextField(blank=True, db_comment='What was found, as the operator reads it', default='')),
                ('frozen_at', models.DateTimeField(db_comment='First instant of it')),
                ('ended_at', models.DateTimeField(blank=True, db_comment='When a person settled it', null=True)),
            ],
            options={
                'db_table_comment': 'Sensitive settings frozen while somebody looks',
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('account_ref',), name='registry_one_freeze_open'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'cleared', 'proven'])), name='registry_freeze_known_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'proven'), _negated=True), models.Q(('decision_ref', ''), _negated=True), _connector='OR'), name='registry_freeze_proven_by_decision')],
            },
        ),
        migrations.CreateModel(
            name='Stopping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, ST-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment='The account', db_index=True, max_length=512)),
                ('status', models.CharField(choices=[('grace', 'asked for; can be taken back'), ('taken_back', 'taken back'), ('ended', 'the account is closed')], db_comment='Standing', default='grace', max_length=12)),
                ('reason', models.TextField(blank=True, db_comment="Why, in the operator's words; may be empty", default='')),
                ('confirmed_by', models.CharField(db_comment='How the person showed who they are: password, mobile_code', max_length=20)),
                ('asked_by', models.CharField(db_comment='Who asked, as the log names them', max_length=120)),
                ('asked_at', models.DateTimeField(db_comment='When it was asked for')),
                ('ends_at', models.DateTimeField(db_comment='Until then it can be taken back')),
                ('ended_at', models.DateTimeField(blank=True, db_comment='When it was taken back or the account closed', null=True)),
            ],
            options={
                'db_table_comment': 'Requests of operators to stop accounts',
                'indexes': [models.Index(fields=['status', 'ends_at'], name='registry_stop_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'grace')), fields=('account_ref',), name='registry_one_stop_asked'), models.CheckConstraint(condition=models.Q(('status__in', ['grace', 'taken_back', 'ended'])), name='registry_stop_known_status'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('asked_at'))), name='registry_stop_has_grace'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'ended'), _negated=True), ('ended_at__gte', models.F('ends_at')), _connector='OR'), name='registry_stop_not_before_grace')],
            },
        ),
        LetErase("registry_accountchange", "account_ref", "registry_erasure"),
        forbid_changes("registry_erasure", columns=("account_ref", "closed_at", "due_at")),
        forbid_changes("registry_stopping", columns=("ref", "account_ref", "confirmed_by", "asked_by", "asked_at", "ends_at")),
        forbid_changes("registry_agencyagreement", columns=("ref", "account_ref", "operator_ref", "agency_name", "agency_uscc", "duties", "agreement_sha256", "starts_on", "ends_on", "entered_by", "entered_at")),
    ]
