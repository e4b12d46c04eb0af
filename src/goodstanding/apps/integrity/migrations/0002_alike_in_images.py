"""Which alike texts were read from images."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('integrity', '0001_findings'),
    ]

    operations = [
        migrations.AddField(
            model_name='alike',
            name='evaluation_ref',
            field=models.CharField(blank=True, db_comment="Judgment whose images' text is meant by here; empty: the body", default='', max_length=40),
        ),
    ]
