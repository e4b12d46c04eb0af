"""Perceptual hashes beside the digests of avatars, and of slightly cropped copies of protected marks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0015_grades'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='avatar_phash',
            field=models.CharField(blank=True, db_comment='256-bit hash of how the avatar looks', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='application',
            name='avatar_phash',
            field=models.CharField(blank=True, db_comment='256-bit hash of how it looks', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='protectedmark',
            name='cropped_hashes',
            field=models.TextField(blank=True, db_comment='The same of slightly cropped copies, 64 digits each, one after the other', default=''),
        ),
    ]
