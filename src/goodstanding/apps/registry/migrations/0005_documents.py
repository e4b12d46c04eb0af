"""Documents handed in, and who read what."""

from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0004_verification'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonalDataReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_ref', models.CharField(db_comment='Application, operator or account whose data was read', max_length=512)),
                ('what', models.CharField(db_comment='contact, identity_document, licence …', max_length=80)),
                ('document_ref', models.CharField(blank=True, db_comment='Document, where one was opened', default='', max_length=40)),
                ('reader', models.CharField(db_comment='Who read, as the log names them', max_length=120)),
                ('purpose', models.TextField(db_comment="Why, in the reader's words")),
                ('case_ref', models.CharField(blank=True, db_comment='Case it was needed for', default='', max_length=40)),
                ('at', models.DateTimeField(db_comment='When')),
            ],
            options={
                'db_table_comment': 'Readings of personal data',
                'indexes': [models.Index(fields=['subject_ref', 'at'], name='registry_reading_subject')],
            },
        ),
        migrations.CreateModel(
            name='SealedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, F-…', max_length=40, unique=True)),
                ('subject_ref', models.CharField(db_comment='Application (R-…), operator (O-…) or account it is about', db_index=True, max_length=512)),
                ('kind', models.CharField(db_comment='identity_document, authorisation_letter, licence …', max_length=40)),
                ('name', models.CharField(db_comment='File name as handed in', max_length=200)),
                ('media_type', models.CharField(db_comment='Read from its bytes', max_length=40)),
                ('size', models.PositiveIntegerField(db_comment='Bytes, unsealed')),
                ('sha256', models.CharField(db_comment='SHA-256 of the content, unsealed', max_length=64)),
                ('key_sealed', models.BinaryField(blank=True, db_comment='Its key, sealed under the ring; empty once purged', default=b'')),
                ('content_sealed', models.BinaryField(blank=True, db_comment='Its content, sealed under its key; empty once purged', default=b'')),
                ('handed_in_by', models.CharField(db_comment='Who handed it in', max_length=120)),
                ('handed_in_at', models.DateTimeField(db_comment='When')),
                ('purge_after', models.DateTimeField(blank=True, db_comment='When it is purged; empty: undecided', db_index=True, null=True)),
                ('purged_at', models.DateTimeField(blank=True, db_comment='When it was purged', null=True)),
            ],
            options={
                'db_table_comment': 'Documents handed in, sealed',
                'constraints': [models.UniqueConstraint(fields=('subject_ref', 'kind', 'sha256'), name='registry_document_once'), models.CheckConstraint(condition=models.Q(('purged_at__isnull', True), models.Q(('content_sealed', b''), ('key_sealed', b'')), _connector='OR'), name='registry_purged_document_is_empty')],
            },
        ),
        forbid_changes("registry_personaldatareading"),
    ]
