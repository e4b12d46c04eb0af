"""Asking for an exception from the cap; operators entered by their credit code count as the subject it belongs to."""

from typing import Any

from django.db import migrations, models


def count_by_code(apps: Any, schema_editor: Any) -> None:
    """Give operators entered by interface the digest that applications of the same organization have."""
    from goodstanding.apps.registry.caps import index_of_code

    for row in apps.get_model("registry", "Operator").objects.filter(subject_index="").exclude(uscc="").iterator():
        if row.subject_class != "person":
            row.subject_index = index_of_code(row.uscc)
            row.save(update_fields=["subject_index"])


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0020_agreement_news'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='cap_reason',
            field=models.TextField(blank=True, db_comment='Why the subject asks for more accounts than its cap', default=''),
        ),
        migrations.RunPython(count_by_code, migrations.RunPython.noop),
    ]
