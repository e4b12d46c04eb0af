"""People, rights, keys."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodstanding.apps.identity import permissions, selectors, services
from goodstanding.apps.identity.actors import PUBLIC, Actor
from goodstanding.apps.identity.errors import PasswordWeak, PermissionMissing, RoleUnknown, UsernameTaken
from goodstanding.apps.identity.models import ApiKey, User

PASSWORD = "a long enough phrase 47"


@pytest.fixture
def reviewer(db, at):
    return services.create_user("reviewer-demo", at=at, password=PASSWORD, roles=["reviewer"])


def test_a_password_is_kept_as_a_slow_hash(reviewer):
    assert User.objects.get().password.startswith("pbkdf2_sha256$")


def test_a_taken_name_is_refused(reviewer, at):
    with pytest.raises(UsernameTaken):
        services.create_user("reviewer-demo", at=at)


@pytest.mark.parametrize("password", ["short", "reviewer-demo", "password1234"])
def test_a_weak_password_is_refused(reviewer, password):
    with pytest.raises(PasswordWeak):
        services.change_password(reviewer.id, password=password)


def test_a_role_brings_its_permissions(reviewer):
    held = selectors.permissions_of(reviewer.id)

    assert (True, False) == ("cases:decide" in held, "decisions:approve" in held)


def test_roles_add_up(reviewer, at):
    services.grant_role(reviewer.id, "auditor", at=at)

    assert {"cases:decide", "audit:verify"} <= selectors.permissions_of(reviewer.id)


def test_granting_twice_changes_nothing(reviewer, at):
    services.grant_role(reviewer.id, "reviewer", at=at)
    services.withdraw_role(reviewer.id, "reviewer")

    assert frozenset() == selectors.permissions_of(reviewer.id)


def test_an_inactive_person_may_do_nothing(reviewer):
    services.set_active(reviewer.id, is_active=False)

    assert frozenset() == selectors.permissions_of(reviewer.id)


def test_an_unknown_role_is_refused(reviewer, at):
    with pytest.raises(RoleUnknown):
        services.grant_role(reviewer.id, "king", at=at)


def test_an_unknown_permission_is_refused(db):
    with pytest.raises(PermissionMissing):
        services.define_role("inventor", permissions=["cases:dream"])


def test_every_built_in_role_carries_known_permissions():
    carried = {permission for listed in permissions.BUILT_IN_ROLES.values() for permission in listed}

    assert set() == {permission for permission in carried if not permissions.is_permission(permission)}


def test_a_restricted_queue_opens_to_its_own_permission_or_to_all():
    assert [True, True, False] == [
        permissions.has_permission(frozenset({held}), "queue:minors") for held in ("queue:minors", "queue:*", "cases:read")
    ]


def test_nobody_who_decides_is_also_an_appeals_officer_by_role():
    decides = {code for code, listed in permissions.BUILT_IN_ROLES.items() if "cases:decide" in listed}

    assert set() == {code for code in decides if "appeals:decide" in permissions.BUILT_IN_ROLES[code]}


@pytest.fixture
def key(reviewer, at):
    return services.issue_api_key(reviewer.id, title="demo", scopes=["events:write"], at=at, expires_at=at + timedelta(days=1))


def test_a_key_is_found_by_its_secret(key, at):
    view, secret = key

    assert view == selectors.api_key_by_secret(secret, at=at)


def test_a_secret_is_not_kept(key):
    _view, secret = key

    assert secret not in str(ApiKey.objects.values().get())


@pytest.mark.parametrize("wrong", ["", "gs", "nothing of the kind", "\ud800"])
def test_a_wrong_secret_finds_no_key(key, at, wrong):
    assert selectors.api_key_by_secret(wrong, at=at) is None


def test_an_expired_key_is_dead(key, at):
    assert selectors.api_key_by_secret(key[1], at=at + timedelta(days=1)) is None


def test_a_revoked_key_is_dead(key, at):
    services.revoke_api_key(key[0].prefix, at=at)

    assert selectors.api_key_by_secret(key[1], at=at) is None


def test_the_key_of_an_inactive_person_is_dead(key, at, reviewer):
    services.set_active(reviewer.id, is_active=False)

    assert selectors.api_key_by_secret(key[1], at=at) is None


def test_use_of_a_key_is_noted_once_an_hour(key, at, django_assert_num_queries):
    services.note_key_use(key[0], at=at)
    used = selectors.api_key_by_secret(key[1], at=at)

    with django_assert_num_queries(0):
        services.note_key_use(used, at=at + timedelta(minutes=59))


def test_an_actor_names_a_person_by_id(reviewer):
    assert (reviewer.id, None) == (Actor.user(reviewer.id).user_id, PUBLIC.user_id)


def test_names_are_found_in_one_query(reviewer, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert {reviewer.id: "reviewer-demo"} == selectors.names_of([reviewer.id, reviewer.id])
