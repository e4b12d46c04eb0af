"""Declared originals with their checks, challenges, licences, bans, drafts and repost forms; records nobody edits."""

import django.db.models.deletion
import goodstanding.apps.originality.values
from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DeclaringBan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512)),
                ('since', models.DateTimeField(db_comment='When it began')),
                ('until', models.DateTimeField(blank=True, db_comment='When it ends; empty for good', null=True)),
                ('decision_ref', models.CharField(db_comment='The decision behind it', max_length=40)),
                ('lifted_at', models.DateTimeField(blank=True, db_comment='When it was taken back', null=True)),
            ],
            options={
                'db_table_comment': 'Accounts that may not declare originals',
                'constraints': [models.UniqueConstraint(fields=('account_ref', 'decision_ref'), name='originality_ban_once')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, OF-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment='Whose it is', max_length=512)),
                ('sha256', models.CharField(db_comment='SHA-256 the author gave', max_length=64)),
                ('note', models.CharField(blank=True, db_comment="The author's own name for it", default='', max_length=200)),
                ('recorded_at', models.DateTimeField(db_comment='When it was recorded')),
                ('recorded_by', models.CharField(db_comment='kind:ref of the actor', max_length=120)),
                ('log_index', models.BigIntegerField(db_comment='Entry of the log that proves the time')),
            ],
            options={
                'db_table_comment': 'Digests of drafts',
                'indexes': [models.Index(fields=['sha256'], name='originality_draft_digest')],
                'constraints': [models.UniqueConstraint(fields=('account_ref', 'sha256'), name='originality_draft_once')],
            },
        ),
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, OL-…', max_length=40, unique=True)),
                ('kind', models.CharField(db_comment='licence, whitelist', max_length=10)),
                ('grantor', models.CharField(db_comment='Account whose texts they are', max_length=512)),
                ('grantee', models.CharField(db_comment='Account that may reuse them', max_length=512)),
                ('content_ref', models.CharField(blank=True, db_comment='The one text; empty for all', default='', max_length=512)),
                ('scopes', models.JSONField(db_comment='reprint, excerpt, adapt, translate; empty for a whitelist entry', default=list)),
                ('terms', models.TextField(blank=True, db_comment="What was agreed, in the grantor's words", default='')),
                ('starts_at', models.DateTimeField(db_comment='From when')),
                ('ends_at', models.DateTimeField(blank=True, db_comment='Until when; empty without an end', null=True)),
                ('granted_at', models.DateTimeField(db_comment='When it was given')),
                ('granted_by', models.CharField(db_comment='kind:ref of the actor', max_length=120)),
                ('revoked_at', models.DateTimeField(blank=True, db_comment='When it was taken back', null=True)),
                ('revoked_by', models.CharField(blank=True, db_comment='kind:ref of the actor', default='', max_length=120)),
            ],
            options={
                'db_table_comment': 'Licences and whitelists between accounts',
                'indexes': [models.Index(fields=['grantee', 'grantor'], name='originality_licence_pair'), models.Index(fields=['grantor', 'granted_at'], name='originality_licence_given')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', [goodstanding.apps.originality.values.LicenceKind['LICENCE'], goodstanding.apps.originality.values.LicenceKind['WHITELIST']])), name='originality_known_licence'), models.CheckConstraint(condition=models.Q(('grantor', models.F('grantee')), _negated=True), name='originality_licence_to_another'), models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='originality_licence_ends')],
            },
        ),
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, OR-…', max_length=40, unique=True)),
                ('content_ref', models.CharField(db_comment="The platform's content id", max_length=512, unique=True)),
                ('account_ref', models.CharField(db_comment='Who declared it', max_length=512)),
                ('content_sha256', models.CharField(db_comment='Digest of the wording declared last', max_length=64)),
                ('status', models.CharField(db_comment='Where it stands', default=goodstanding.apps.originality.values.OriginalStatus['CHECKING'], max_length=12)),
                ('has_badge', models.BooleanField(db_comment='Whether the badge is shown', default=False)),
                ('published_at', models.DateTimeField(db_comment='When the declared wording was first published')),
                ('declared_at', models.DateTimeField(db_comment='When it was declared last')),
                ('log_index', models.BigIntegerField(db_comment='Entry of the log of that declaration: order of two of one instant')),
                ('checked_at', models.DateTimeField(blank=True, db_comment='When it was checked last', null=True)),
                ('reason', models.CharField(blank=True, db_comment='Code of the last answer', default='', max_length=20)),
                ('reasons', models.TextField(blank=True, db_comment='Why it was last refused, revoked or restored', default='')),
            ],
            options={
                'db_table_comment': 'Contents declared original, one row each',
                'indexes': [models.Index(fields=['account_ref', 'declared_at'], name='originality_by_account'), models.Index(condition=models.Q(('has_badge', True)), fields=['published_at'], name='originality_badges')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', [goodstanding.apps.originality.values.OriginalStatus['CHECKING'], goodstanding.apps.originality.values.OriginalStatus['DECLARED'], goodstanding.apps.originality.values.OriginalStatus['REFUSED'], goodstanding.apps.originality.values.OriginalStatus['CHALLENGED'], goodstanding.apps.originality.values.OriginalStatus['UPHELD'], goodstanding.apps.originality.values.OriginalStatus['REVOKED'], goodstanding.apps.originality.values.OriginalStatus['WITHDRAWN']])), name='originality_known_status'), models.CheckConstraint(condition=models.Q(('has_badge', False), ('status__in', ['declared', 'challenged', 'upheld']), _connector='OR'), name='originality_badge_fits')],
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, OD-…', max_length=40, unique=True)),
                ('content_sha256', models.CharField(db_comment='Digest of title, NUL, body as declared', max_length=64)),
                ('published_at', models.DateTimeField(db_comment='When that wording was first published')),
                ('declared_at', models.DateTimeField(db_comment='When it was declared')),
                ('via', models.CharField(db_comment='event, api, portal', max_length=10)),
                ('declared_by', models.CharField(db_comment='Who declared it: kind:ref of the actor', max_length=120)),
                ('log_index', models.BigIntegerField(db_comment='Entry of the log; decides between two of one instant', unique=True)),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='originality.original')),
            ],
            options={
                'db_table_comment': 'Declarations of originality',
            },
        ),
        migrations.CreateModel(
            name='OriginalChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(db_comment='Status before; empty for the first declaration', max_length=12)),
                ('after', models.CharField(db_comment='Status after', max_length=12)),
                ('had_badge', models.BooleanField(db_comment='Whether the badge was shown before')),
                ('has_badge', models.BooleanField(db_comment='Whether it is shown after')),
                ('cause', models.CharField(db_comment='declaration, check, challenge, decision, reversal, withdrawal', max_length=20)),
                ('cause_ref', models.CharField(db_comment='Reference of the cause', max_length=64)),
                ('reasons', models.TextField(blank=True, db_comment='What the declarer was told', default='')),
                ('actor', models.CharField(db_comment='kind:ref of the actor', max_length=120)),
                ('at', models.DateTimeField(db_comment='When')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='originality.original')),
            ],
            options={
                'db_table_comment': 'Steps of originals',
            },
        ),
        migrations.CreateModel(
            name='Repost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_ref', models.CharField(db_comment='The content', max_length=512)),
                ('account_ref', models.CharField(db_comment='Who published it', max_length=512)),
                ('content_sha256', models.CharField(db_comment='Which wording of it', max_length=64)),
                ('repost_of', models.CharField(blank=True, db_comment='Content it reposts, if it is one of ours', default='', max_length=512)),
                ('owner', models.CharField(blank=True, db_comment='Author or owner, as told', default='', max_length=400)),
                ('source_url', models.CharField(blank=True, db_comment='Where it was taken from, as told', default='', max_length=2000)),
                ('basis', models.CharField(blank=True, db_comment='On what basis: licence, quotation, own …', default='', max_length=80)),
                ('taken_at', models.CharField(blank=True, db_comment='Own media: when it was taken, as told', default='', max_length=80)),
                ('taken_place', models.CharField(blank=True, db_comment='Own media: where, as told', default='', max_length=200)),
                ('missing', models.JSONField(db_comment='Codes of what is missing; empty for a complete form', default=list)),
                ('at', models.DateTimeField(db_comment='When it was published')),
            ],
            options={
                'db_table_comment': 'Repost forms',
                'indexes': [models.Index(fields=['content_ref', 'at'], name='originality_repost_of')],
            },
        ),
        migrations.CreateModel(
            name='DeclarationCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, OC-…', max_length=40, unique=True)),
                ('cause', models.CharField(db_comment='declared, later_found', max_length=12)),
                ('outcome', models.CharField(db_comment='granted, refused, reopened', max_length=10)),
                ('reason', models.CharField(db_comment='Code of the answer', max_length=20)),
                ('evidence', models.TextField(db_comment='Matches with passages on both sides and exclusions, canonical JSON; no wording')),
                ('evidence_sha256', models.CharField(db_comment='SHA-256 of evidence; the log holds it too', max_length=64)),
                ('texts_compared', models.BigIntegerField(db_comment='Texts in the index then')),
                ('checked_at', models.DateTimeField(db_comment='When it was found')),
                ('log_index', models.BigIntegerField(db_comment='Entry of the log')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='originality.declaration')),
            ],
            options={
                'db_table_comment': 'Checks of declarations with their evidence',
                'constraints': [models.UniqueConstraint(condition=models.Q(('cause', 'declared')), fields=('declaration',), name='originality_checked_once')],
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, OX-…, or that of a dispute', max_length=40, unique=True)),
                ('kind', models.CharField(db_comment='refusal, later_found, dispute', max_length=12)),
                ('statement', models.TextField(blank=True, db_comment="What is held against the check, in the declarer's words", default='')),
                ('check_ref', models.CharField(blank=True, db_comment='The evidence it is about', default='', max_length=40)),
                ('case_ref', models.CharField(blank=True, db_comment='The case that decides it', default='', max_length=40)),
                ('opened_by', models.CharField(db_comment='kind:ref of the actor', max_length=120)),
                ('opened_at', models.DateTimeField(db_comment='When it was opened')),
                ('closed_at', models.DateTimeField(blank=True, db_comment='When it was settled', null=True)),
                ('outcome', models.CharField(blank=True, db_comment='upheld, revoked, refused', default='', max_length=10)),
                ('reasons', models.TextField(blank=True, db_comment='Why', default='')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='originality.original')),
            ],
            options={
                'db_table_comment': 'Challenges of declarations and badges',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', [goodstanding.apps.originality.values.ChallengeKind['REFUSAL'], goodstanding.apps.originality.values.ChallengeKind['LATER_FOUND'], goodstanding.apps.originality.values.ChallengeKind['DISPUTE']])), name='originality_known_challenge'), models.UniqueConstraint(condition=models.Q(('closed_at', None), models.Q(('kind', 'dispute'), _negated=True)), fields=('original', 'kind'), name='originality_one_challenge')],
            },
        ),
        forbid_changes("originality_original", columns=("ref", "content_ref", "account_ref")),
        forbid_changes("originality_declaration"),
        forbid_changes("originality_declarationcheck"),
        forbid_changes("originality_originalchange"),
        forbid_changes(
            "originality_challenge",
            columns=("ref", "kind", "original_id", "statement", "check_ref", "opened_by", "opened_at"),
        ),
        forbid_changes(
            "originality_licence",
            columns=(
                "ref",
                "kind",
                "grantor",
                "grantee",
                "content_ref",
                "scopes",
                "terms",
                "starts_at",
                "ends_at",
                "granted_at",
                "granted_by",
            ),
        ),
        forbid_changes("originality_declaringban", columns=("account_ref", "since", "until", "decision_ref")),
        forbid_changes("originality_draft"),
        forbid_changes("originality_repost"),
    ]
