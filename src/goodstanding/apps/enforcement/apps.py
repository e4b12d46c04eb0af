"""Tell Django about the enforcement app."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class EnforcementConfig(AppConfig):
    """Registers the app under the label ``enforcement``."""

    name = "goodstanding.apps.enforcement"
    label = "enforcement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start with a measure that has no way back; say whom decisions keep out; hear what the platform did."""
        from goodstanding.apps.enforcement.account_life import SettleFreezes, decisions_file
        from goodstanding.apps.enforcement.checks import every_measure_has_both_ways
        from goodstanding.apps.enforcement.events import MEASURE_APPLY
        from goodstanding.apps.enforcement.grading import quality
        from goodstanding.apps.enforcement.holding import contents_open_to_appeal
        from goodstanding.apps.enforcement.ports import register_consequence
        from goodstanding.apps.enforcement.selectors import banned, sanctions_in_force
        from goodstanding.apps.enforcement.services import confirm_measure
        from goodstanding.apps.ingest.ports import register_hold
        from goodstanding.apps.registry.grade_inputs import register_grade_input
        from goodstanding.apps.registry.life_ports import register_export_part
        from goodstanding.apps.registry.ports import register_ban_list, register_sanction_list
        from goodstanding.apps.webhooks.ports import register_confirmation

        register_ban_list("enforcement", banned)
        register_hold("enforcement", contents_open_to_appeal)
        register_grade_input("quality", quality)
        register_sanction_list("enforcement", lambda ref, _at: sanctions_in_force(ref))
        register_export_part("enforcement", decisions_file)
        register_consequence("enforcement.freezes", SettleFreezes())
        checks.register(every_measure_has_both_ways)
        register_confirmation(
            MEASURE_APPLY, lambda data, at: confirm_measure(str(data["decision"]), int(data["position"]), at=at)
        )
