"""Telling accounts that the service agreement changes: before the day, and on the day their consent lapses.

Source: PA21:6.2, RQ-012
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.registry.models import Account, AccountStatus, Agreement, AgreementAcceptance, AgreementNews
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.telling import News, tell_account

_PATH = "/portal/agreement/"


def tell_of_agreements(*, at: datetime, limit: int = 500) -> int:
    """Tell accounts that accepted an earlier version of a material change: once ahead, once when their consent lapsed.

    Returns:
        How many were told.
    """
    versions = list(Agreement.objects.filter(material=True, effective_from__gt=at).order_by("effective_from"))
    binding = Agreement.objects.filter(material=True, effective_from__lte=at).order_by("-effective_from", "-id").first()
    pairs = [(one, "announced") for one in versions] + ([(binding, "lapsed")] if binding else [])
    told = 0
    for version, stage in pairs:
        for account_ref, name in list(_owed(version, stage)[: max(limit - told, 0)]):
            told += _tell(account_ref, name, version, stage, at)
    return told


def _owed(version: Agreement, stage: str) -> QuerySet[Account, tuple[str, str]]:
    """Choose the accounts that accepted an earlier version, neither this one nor a later, and were not told."""
    mine = AgreementAcceptance.objects.filter(subject_ref=OuterRef("account_ref"))
    news = AgreementNews.objects.filter(agreement=version, stage=stage, account_ref=OuterRef("account_ref"))
    rows = Account.objects.exclude(status=AccountStatus.CLOSED).filter(
        Exists(mine.filter(agreement__effective_from__lt=version.effective_from)),
        ~Exists(mine.filter(agreement__effective_from__gte=version.effective_from)),
        ~Exists(news),
    )
    return rows.order_by("id").values_list("account_ref", "name")


def _tell(account_ref: str, name: str, version: Agreement, stage: str, at: datetime) -> int:
    with immediate():
        _, is_new = AgreementNews.objects.get_or_create(
            agreement=version, account_ref=account_ref, stage=stage, defaults={"at": at}
        )
        if is_new:
            tell_account(account_ref, name=name, news=_news(version, stage), at=at)
    return int(is_new)


def _news(version: Agreement, stage: str) -> News:
    if stage == "announced":
        heading = say(
            "agreement_announced", "服务协议将有变更，请阅读并接受", "The service agreement changes; read and accept it"
        )
        body = say(
            "agreement_announced_body",
            "协议 {v} 对权利义务有重要变更。请在下列时间之前阅读并接受；届时仍未接受的，原先的同意失效，账号暂不能发布。",
            "Version {v} changes rights and duties. Read and accept it before the time below; where it is not accepted by then, "
            "the earlier consent lapses and the account cannot publish until it is.",
            v=version.version,
        )
        return News(heading, (body,), "PA21:6.2", version.effective_from, _PATH)
    heading = say(
        "consent_lapsed", "未接受新的服务协议，账号暂不能发布", "The new service agreement is not accepted: no publishing"
    )
    body = say(
        "consent_lapsed_body",
        "协议 {v} 已生效，您原先的同意已失效。接受后即可发布；其间提交的内容已保存，接受后自动显示。"
        "这不是处罚，不影响账号的其他功能。",
        "Version {v} is in effect and your earlier consent lapsed. Accept it and the account publishes again; what was handed in "
        "meanwhile is kept and appears by itself. This is no sanction; nothing else is affected.",
        v=version.version,
    )
    return News(heading, (body,), "PA21:6.2", None, _PATH)
