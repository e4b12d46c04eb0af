"""The door web servers open: ``goodstanding.config.wsgi:application``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from goodstanding.config.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")

application = get_wsgi_application()
warm_up()
