"""What the name of an account touched under its taker when the transfer was approved."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0018_payments_letters_mobiles'),
    ]

    operations = [
        migrations.AddField(
            model_name='transfer',
            name='name_findings',
            field=models.JSONField(blank=True, db_comment='What the profile touched under the taker when a person approved: field:rule:text', default=list),
        ),
    ]
