"""The demo's first page: who you can be, what to try, and the stories behind the cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from goodstanding.demo.people import PASSWORD, PEOPLE, Person, person
from goodstanding.demo.stories import Story, stories

_LATEST = 20
"""Texts shown."""


@dataclass(frozen=True, slots=True)
class _Card:
    """One person the visitor can be."""

    username: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class _Told:
    """One story as the page tells it, with where its cases stand."""

    title: str
    told: str
    days: str
    events: int


@require_GET
@never_cache
def first_page(request: HttpRequest) -> HttpResponse:
    """Show the people, a guided task and the stories."""
    english = get_language() == "en"
    staff = [_card(one, english=english) for one in PEOPLE if one.kind == "staff"]
    owners = [_card(one, english=english) for one in PEOPLE if one.kind == "operator"]
    told = [_told(story, english=english) for story in stories()]
    return render(request, "demo/first_page.html", {"staff": staff, "owners": owners, "stories": told, "password": PASSWORD})


@require_GET
@never_cache
def messages(request: HttpRequest) -> HttpResponse:
    """Show the texts that a real platform would have sent to mobiles, latest first."""
    if not settings.CONFIG.demo:
        raise Http404
    return render(request, "demo/messages.html", {"texts": _texts(Path(settings.CONFIG.state_dir) / "sms")})


@require_POST
def be(request: HttpRequest, username: str) -> HttpResponse:
    """Sign the visitor in as one of the demo's people, and go where that person works."""
    chosen = person(username)
    user = get_user_model().objects.filter(username=username).first() if chosen else None
    if chosen is None or user is None or not settings.CONFIG.demo:
        raise Http404
    login(request, user)
    return HttpResponseRedirect(chosen.landing)


def _card(one: Person, *, english: bool) -> _Card:
    return _Card(one.username, one.name, one.en if english else one.zh)


def _told(story: Story, *, english: bool) -> _Told:
    language = "en" if english else "zh"
    first, last = min(e.day for e in story.events), max(e.day for e in story.events)
    days = str(first + 1) if first == last else f"{first + 1}–{last + 1}"
    return _Told(story.title[language], story.told[language], days, len(story.events))


def _texts(folder: Path) -> list[str]:
    """Read the latest texts; their names are the instants they were written."""
    files = sorted(folder.glob("*.txt"), key=lambda one: one.name, reverse=True)[:_LATEST]
    return [one.read_text(encoding="utf-8").strip() for one in files]
