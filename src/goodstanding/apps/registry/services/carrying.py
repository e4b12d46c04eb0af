"""What an application proved goes over to the account it becomes."""

from __future__ import annotations

from goodstanding.apps.registry.models import Account, Credential


def carry_credentials(application_ref: str, account_ref: str, /) -> None:
    """Make the credentials of an application the account's, in the caller's transaction."""
    account = Account.objects.get(account_ref=account_ref)
    Credential.objects.filter(application__ref=application_ref).update(account=account, application=None)
