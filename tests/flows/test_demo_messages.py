"""The demo's messages: codes that would have gone to a mobile are read on a page, and nowhere but in the demo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory

from goodstanding.adapters.sms import FileSms
from goodstanding.demo import views


def test_latest_texts_come_first(tmp_path: Path) -> None:
    for name, text in (("1", "甲"), ("2", "乙")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    assert ["乙", "甲"] == views._texts(tmp_path)


def test_text_carried_by_the_demo_is_found(settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, state_dir=tmp_path)

    FileSms().carry("13800000001", "验证码 123456")

    assert ["验证码 123456"] == [text.partition(" ")[2] for text in views._texts(tmp_path / "sms")]


def test_messages_are_nowhere_outside_the_demo(settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, demo=False)

    with pytest.raises(Http404):
        views.messages(RequestFactory().get("/demo/messages/"))
    assert "/demo/" not in render_to_string("portal/parts/way_mobile.html", {"form": {"has_code": False}})
