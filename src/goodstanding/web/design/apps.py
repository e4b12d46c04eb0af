"""Registers the look every face shares."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    """Base templates, static files and template tags; it holds no records."""

    name = "goodstanding.web.design"
    label = "design"
    verbose_name = _("Design")
