"""What a worker does over and over. Each duty is one call of a service; the times are the edge's to read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import close_old_connections

from goodstanding.adapters.alike_texts import IndexedTexts
from goodstanding.apps.audit.selectors import latest_checkpoint
from goodstanding.apps.audit.services import sign_checkpoint
from goodstanding.apps.common import outbox
from goodstanding.apps.common.clock import now
from goodstanding.apps.common.services import forget_answers, take_up_again
from goodstanding.apps.disclosure.budget import forget_spent
from goodstanding.apps.enforcement.services.expiring import expire_measures
from goodstanding.apps.ingest.services.drifting import watch_drift
from goodstanding.apps.integrity.services.watching import forget_alike, watch_images, watch_posts
from goodstanding.apps.obligations.services.licences import remind_of_licences
from goodstanding.apps.originality.services.forgetting import let_contents_go
from goodstanding.apps.originality.services.indexing import keep_index
from goodstanding.apps.redress.services.corrections import mind_corrections
from goodstanding.apps.redress.services.disputes.filing import pass_unanswered
from goodstanding.apps.redress.services.disputes.panels import close_panels
from goodstanding.apps.redress.services.retiring import forget_senders
from goodstanding.apps.redress.services.takedown.ending import end_windows
from goodstanding.apps.redress.services.takedown.filing import lapse_notices
from goodstanding.apps.registry.providers import TOPICS as PROVIDER_TOPICS
from goodstanding.apps.registry.services.agencies import expire_agencies, warn_of_agency_end
from goodstanding.apps.registry.services.agreement_news import tell_of_agreements
from goodstanding.apps.registry.services.categories import open_due_drifts
from goodstanding.apps.registry.services.contacting import forget_mobile_changes
from goodstanding.apps.registry.services.documents import purge_documents
from goodstanding.apps.registry.services.dormancy import watch_dormancy
from goodstanding.apps.registry.services.erasing import erase_due, plan_erasures
from goodstanding.apps.registry.services.exporting import purge_exports
from goodstanding.apps.registry.services.grading import grade_accounts
from goodstanding.apps.registry.services.lapsing import lapse_credentials, warn_of_lapse
from goodstanding.apps.registry.services.origins import forget_origins
from goodstanding.apps.registry.services.patrolling import open_due_patrols, plan_patrols
from goodstanding.apps.registry.services.paying import expire_payments
from goodstanding.apps.registry.services.ringing import look_for_rings
from goodstanding.apps.registry.services.sampling import draw_samples, watch_accuracy
from goodstanding.apps.registry.services.stopping import end_stopped
from goodstanding.apps.registry.services.transferring import complete_transfers
from goodstanding.apps.registry.services.verifying import forget_codes
from goodstanding.apps.screening.selectors import images_read_after
from goodstanding.apps.screening.services.counting import count_hits
from goodstanding.apps.screening.services.second_looks import take_second_looks
from goodstanding.apps.screening.services.withholding import release_served

_log: Any = structlog.get_logger()
_BATCH = 100
_SLOW = frozenset({"images.read", "originality.source", "registry.export"})
"""Work of seconds a message: one a round, so that notices never wait behind it."""


def work() -> outbox.Round:
    """Do everything that is due now."""
    for duty in DUTIES:
        duty(now())
    done = failed = 0
    quick = frozenset(outbox.topics()) - _SLOW
    while True:
        round_ = outbox.drain(now, limit=_BATCH, only=quick)
        done, failed = done + round_.done, failed + round_.failed
        if round_.done + round_.failed < _BATCH:
            break
    slow = outbox.drain(now, limit=1, only=_SLOW)
    return outbox.Round(done + slow.done, failed + slow.failed)


def work_until(stopped: threading.Event, /, *, pause: float) -> None:
    """Work until told to stop; a round that fails is logged and the next one begins after the pause.

    Args:
        stopped: Set from outside.
        pause: Seconds to wait when nothing was due.
    """
    while not stopped.is_set():
        try:
            round_ = work()
        except Exception:  # a worker that dies of one fault does no other work  # noqa: BLE001
            _log.exception("round of work failed")
            stopped.wait(pause)
        else:
            if not round_.done:
                stopped.wait(pause)
        finally:
            close_old_connections()


def checkpoint_when_due(at: datetime, /) -> None:
    """Sign the log when the last checkpoint is old enough and entries came since."""
    last = latest_checkpoint()
    if last is None or at - last.at >= timedelta(seconds=settings.CONFIG.checkpoint_every):
        sign_checkpoint(at=at)


class Hourly:
    """A duty for which once an hour is often enough."""

    def __init__(self, duty: Callable[[datetime], object]) -> None:
        self._duty = duty
        self._done_at: datetime | None = None

    def __call__(self, at: datetime) -> None:
        """Do it where an hour has passed."""
        if self._done_at is None or not timedelta() <= at - self._done_at < timedelta(hours=1):
            self._duty(at)
            self._done_at = at


DUTIES: tuple[Callable[[datetime], object], ...] = (
    lambda at: expire_measures(at=at),
    checkpoint_when_due,
    lambda at: release_served(at=at),
    lambda at: mind_corrections(at=at),
    lambda at: count_hits(at=at),
    lambda at: forget_answers(at=at),
    lambda at: forget_codes(at=at),
    lambda at: forget_mobile_changes(at=at),
    lambda at: expire_payments(at=at),
    lambda at: take_up_again(PROVIDER_TOPICS, at=at),
    lambda at: forget_spent(at=at),
    lambda at: lapse_notices(at=at),
    lambda at: end_windows(at=at),
    lambda at: pass_unanswered(at=at),
    lambda at: close_panels(at=at),
    lambda at: purge_documents(at=at),
    Hourly(lambda at: let_contents_go(at=at)),
    Hourly(lambda at: forget_senders(at=at)),
    lambda at: complete_transfers(at=at),
    lambda at: watch_dormancy(at=at),
    lambda at: tell_of_agreements(at=at),
    lambda at: end_stopped(at=at),
    lambda at: purge_exports(at=at),
    lambda _at: plan_erasures(),
    lambda at: erase_due(at=at),
    lambda at: expire_agencies(at=at),
    lambda at: warn_of_agency_end(at=at),
    lambda at: lapse_credentials(at=at),
    lambda at: warn_of_lapse(at=at),
    lambda at: look_for_rings(at=at),
    lambda at: draw_samples(at=at),
    lambda at: watch_accuracy(at=at),
    lambda at: forget_origins(at=at),
    lambda at: plan_patrols(at=at),
    lambda at: grade_accounts(at=at),
    lambda at: take_second_looks(at=at),
    lambda at: open_due_patrols(at=at),
    lambda at: watch_drift(at=at),
    lambda at: open_due_drifts(at=at),
    lambda at: remind_of_licences(at=at),
    lambda at: keep_index(at=at),
    lambda at: watch_posts(IndexedTexts(), at=at),
    lambda at: watch_images(images_read_after, IndexedTexts(), at=at),
    lambda at: forget_alike(at=at),
)
"""What has to be looked at each round, besides the outbox."""
