"""Who gets the letters of an account."""

from __future__ import annotations

from goodstanding.apps.identity.services import create_user, set_active
from goodstanding.apps.notices.ports import Address, addresses
from goodstanding.apps.registry.models import Account, Operator, OperatorMember


def test_letters_of_an_account_go_to_the_people_who_operate_it(db, at):
    operator = Operator.objects.create(ref="O-DEM0001", subject_class="enterprise", name="示例运营者", created_at=at)
    Account.objects.create(
        account_ref="acct-demo-1", name="示例养生号", normalised_name="示例养生号", operator=operator, registered_at=at
    )
    for name, mail in (("one", "one@example.invalid"), ("silent", ""), ("gone", "gone@example.invalid")):
        person = create_user(name, at=at, kind="operator", email=mail)
        OperatorMember.objects.create(operator=operator, user_id=person.id, role="owner")
        set_active(person.id, is_active=name != "gone")

    assert (Address("mail", "one@example.invalid"),) == addresses("account", "acct-demo-1")
