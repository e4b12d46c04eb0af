"""Which accounts were told of which version of the service agreement."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0019_transfer_name_findings'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512)),
                ('stage', models.CharField(db_comment='announced or lapsed', max_length=12)),
                ('at', models.DateTimeField(db_comment='When')),
                ('agreement', models.ForeignKey(db_comment='The version told of', on_delete=django.db.models.deletion.PROTECT, related_name='news', to='registry.agreement')),
            ],
            options={
                'db_table_comment': 'Accounts told of a version of the service agreement',
                'constraints': [models.UniqueConstraint(fields=('agreement', 'account_ref', 'stage'), name='registry_agreement_told_once'), models.CheckConstraint(condition=models.Q(('stage__in', ['announced', 'lapsed'])), name='registry_agreement_news_known_stage')],
            },
        ),
    ]
