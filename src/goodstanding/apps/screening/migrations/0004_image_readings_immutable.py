"""The database itself refuses changes to readings of images and to the notes that events were judged with them."""

from django.db import migrations

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_image_readings")]

    operations = [
        forbid_changes("screening_imagereading"),
        forbid_changes("screening_imagescreening"),
    ]
