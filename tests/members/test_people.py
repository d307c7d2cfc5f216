"""Invitations, the code to hand out, roles, and what ends when somebody leaves."""

import datetime as dt
import re

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exchange.members.models import Invitation, Member, Membership, Organisation
from exchange.notifications.models import Link, OutboxMail
from tests.factories import MemberFactory, MembershipFactory, OfferFactory, OrganisationFactory, PlacementFactory

pytestmark = pytest.mark.django_db
NAMES = {"first_name": "Tom", "last_name": "Proef", "language": "nl", "function": "NUR"}


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def leader(organisation):
    return MemberFactory(reference=organisation)


def signed_in(member):
    """A browser in which this member has just signed in by code."""
    client = Client()
    client.force_login(member)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    return client


def invited(organisation, leader, **values):
    Invitation.invite(organisation, email="tom@example.org", language="nl", by=leader, **values)
    return link_in(OutboxMail.objects.get(name="members/invite"))


def link_in(mail):
    return re.search(r"http://[^/\s]+(/\S+)", mail.text).group(1)


def test_an_invitation_is_taken_by_button_and_signs_in(client, organisation, leader):
    path = invited(organisation, leader, is_deputy=True)
    client.get(path)
    assert Member.objects.filter(email="tom@example.org").count() == 0

    client.post(path, NAMES)

    assert organisation.deputy().name == "Tom Proef"
    assert client.get(reverse("members:profile")).status_code == 200


def test_an_invitation_works_once(client, organisation, leader):
    path = invited(organisation, leader)
    client.post(path, NAMES)

    assert Client().post(path, NAMES).status_code == 404
    assert organisation.people().count() == 2


def test_an_invitation_holds_for_the_account_with_this_address_in_any_case(client, organisation, leader):
    tom = MemberFactory(email="Tom@Example.org")
    path = invited(organisation, leader)
    client.force_login(tom)
    client.post(path)

    assert tom.is_in(organisation)


def test_an_invitation_is_not_for_somebody_else_who_holds_the_link(organisation, leader):
    path = invited(organisation, leader)
    other = MemberFactory()
    client = signed_in(other)

    assert client.post(path, NAMES).status_code == 403
    assert not other.is_in(organisation)


def test_an_invitation_lapses_after_fourteen_days(client, organisation, leader):
    path = invited(organisation, leader)
    Link.objects.update(created_at=timezone.now() - dt.timedelta(days=15), expires_at=timezone.now())

    assert client.get(path).status_code == 404


def test_an_invitation_is_sent_again_once_a_day_and_closes_the_earlier_link(client, organisation, leader):
    path = invited(organisation, leader)
    invitation = Invitation.objects.get()
    assert invitation.resend() is False

    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(hours=25))

    assert (invitation.resend(), invitation.resend()) == (True, False)
    assert client.get(path).status_code == 404
    assert OutboxMail.objects.filter(name="members/invite").count() == 2


def test_an_invitation_that_is_taken_back_opens_nothing(client, organisation, leader):
    path = invited(organisation, leader)
    signed_in(leader).post(reverse("members:invitation_withdraw", args=[Invitation.objects.get().pk]))

    assert client.post(path, NAMES).status_code == 404


def test_a_worker_invites_nobody(organisation):
    worker = MemberFactory(of=organisation)

    with pytest.raises(PermissionDenied):
        Invitation.invite(organisation, email="a@example.org", language="fr", by=worker)
    assert signed_in(worker).get(reverse("members:invite", args=[organisation.pk])).status_code == 404


def test_the_reference_person_hears_who_joined(client, organisation, leader):
    client.post(invited(organisation, leader), NAMES)

    assert OutboxMail.objects.get(name="members/accept").to == leader.email


@pytest.mark.parametrize("typed", ["ABCDEFGH", "abcd-efgh", " ABCD EFGH "])
def test_the_code_sends_a_link_to_the_address(client, organisation, typed):
    Organisation.objects.update(join_code="ABCDEFGH")
    client.post(reverse("members:join"), {"code": typed, "email": "tom@example.org"})
    client.post(link_in(OutboxMail.objects.get()), NAMES)

    assert [person.name for person in organisation.people()] == ["Tom Proef"]


def test_wrong_code_and_the_code_of_a_paused_organisation_get_the_same_sentence(client):
    OrganisationFactory(join_code="PAUSEDXX", state="paused")
    values = {"email": "tom@example.org"}
    wrong = client.post(reverse("members:join"), {"code": "NONSENSE", **values}).context["form"].errors
    paused = client.post(reverse("members:join"), {"code": "PAUSEDXX", **values}).context["form"].errors

    assert (
        wrong == paused == {"code": ["This code opens nothing. Please ask your reference person for the newest one."]}
    )
    assert OutboxMail.objects.count() == 0


def test_after_many_tries_even_the_right_code_opens_nothing(client):
    OrganisationFactory(join_code="ABCDEFGH")
    for number in range(10):
        client.post(reverse("members:join"), {"code": "NONSENSE", "email": f"a{number}@example.org"})
    client.post(reverse("members:join"), {"code": "ABCDEFGH", "email": "b@example.org"})

    assert OutboxMail.objects.count() == 0


def test_a_new_code_ends_the_earlier_one(client, organisation, leader):
    organisation.make_join_code(by=leader)
    earlier = organisation.join_code
    signed_in(leader).post(reverse("members:join_code", args=[organisation.pk]), {"action": "new"})
    client.post(reverse("members:join"), {"code": earlier, "email": "tom@example.org"})

    assert OutboxMail.objects.count() == 0


def test_without_a_named_signatory_or_approver_the_reference_person_is_it(organisation, leader):
    assert (organisation.signatory(), list(organisation.approvers())) == (leader, [leader])

    director = MemberFactory(of=organisation, of__is_signatory=True, of__is_approver=True)

    assert (organisation.signatory(), list(organisation.approvers())) == (director, [director])
    assert (leader.may_sign_for(organisation), director.may_sign_for(organisation)) == (False, True)


def test_roles_change_after_a_fresh_sign_in_only(organisation, leader):
    row = Membership.objects.get(member=MemberFactory(of=organisation))
    page = reverse("members:roles", args=[row.pk])
    stale = Client()
    stale.force_login(leader)

    assert stale.post(page, {"status": "employee", "is_deputy": "on"}).url.startswith(reverse("account_fresh"))
    assert organisation.deputy() is None
    signed_in(leader).post(page, {"status": "employee", "is_deputy": "on"})
    assert organisation.deputy() == row.member


def test_the_last_reference_person_hands_the_role_over_first(organisation, leader):
    page = reverse("members:roles", args=[leader.memberships.get().pk])
    answer = signed_in(leader).post(page, {"status": "employee"})

    assert answer.context["form"].errors == {"is_reference": ["Give this role to somebody else first."]}
    assert organisation.reference_person() == leader


def test_mail_for_a_worker_without_mail_reaches_the_reference_person(organisation, leader):
    values = {"first_name": "Marc", "last_name": "Proef", "language": "fr", "status": "employee"}
    signed_in(leader).post(reverse("members:member_add", args=[organisation.pk]), values)

    marc = Member.objects.get(first_name="Marc")
    assert (marc.has_mail, marc.is_in(organisation), marc.reader().email) == (False, True, leader.email)


def test_leaving_ends_rights_sessions_links_and_invitations_at_once_and_keeps_history(organisation, leader):
    worker = MemberFactory(of=organisation, of__is_deputy=True)
    client = signed_in(worker)
    UserSession.objects.create(user=worker, ip="127.0.0.1", session_key=client.session.session_key, user_agent="")
    invited(organisation, worker)
    subjects = {"consent": PlacementFactory(sender=organisation), "offer_true": OfferFactory(organisation=organisation)}
    for purpose, row in subjects.items():
        link_to(worker, purpose, f"{row._meta.model_name}:{row.pk}")

    worker.memberships.get().end(by=leader)

    assert (worker.may_answer_for(organisation), worker.sees_catalogue()) == (False, False)
    assert client.get(reverse("members:profile")).status_code == 302
    assert (Link.objects.open().count(), organisation.invitations.open().count()) == (0, 0)
    assert worker.memberships.count() == 1


def test_leaving_one_organisation_keeps_the_links_of_the_new_one_and_to_what_is_ones_own(organisation, leader):
    worker, new = MemberFactory(of=organisation), OrganisationFactory()
    elsewhere, here = PlacementFactory(sender=new), PlacementFactory(sender=organisation)
    Invitation.invite(new, email=worker.email, language="fr", by=MemberFactory(reference=new))
    link_to(worker, "consent", elsewhere.about)
    link_to(worker, "consent", here.about)
    link_to(worker, "feedback", "sheet:1")
    link_to(worker, "wish", "wish:1")

    worker.memberships.get().end(by=leader)

    kept, about = sorted(Link.objects.open().values_list("purpose", "about")), new.invitations.get().about
    assert kept == [("consent", elsewhere.about), ("feedback", "sheet:1"), ("invitation", about), ("wish", "wish:1")]


def link_to(member, purpose, about):
    until = timezone.now() + dt.timedelta(days=1)
    return Link.issue(purpose, about=about, address=member.email, expires_at=until, member=member)


def test_ending_twice_is_harmless(organisation, leader):
    row = Membership.objects.get(member=MemberFactory(of=organisation))

    assert (row.end(by=leader), row.end(by=leader)) == (True, False)
    assert OutboxMail.objects.filter(name="members/end").count() == 1


def test_one_leaves_oneself_and_a_stranger_ends_nothing(organisation, leader):
    worker = MemberFactory(of=organisation)
    page = reverse("members:leave", args=[worker.memberships.get().pk])
    stranger = MemberFactory(reference=OrganisationFactory())

    assert signed_in(stranger).post(page).status_code == 404
    assert signed_in(worker).post(page).url == reverse("front")
    assert not worker.is_in(organisation)


def test_when_the_last_reference_person_leaves_maya_and_the_general_address_hear_of_it():
    organisation = OrganisationFactory(mail="info@example.org")
    leader = MemberFactory(reference=organisation)
    leader.memberships.get().end(by=leader)

    told = OutboxMail.objects.filter(name="members/no_reference").values_list("to", flat=True)
    assert sorted(told) == ["info@example.org", "papillon@maya.brussels"]
    assert list(Organisation.objects.without_reference()) == [organisation]
    MembershipFactory(organisation=organisation, is_reference=True)
    organisation.mark_reference()
    assert list(Organisation.objects.without_reference()) == []


def test_requests_reach_the_deputy_then_the_general_address(organisation, leader):
    Organisation.objects.filter(pk=organisation.pk).update(mail="info@example.org")
    organisation.refresh_from_db()
    deputy = MemberFactory(of=organisation, of__is_deputy=True)
    assert [reader.email for reader in organisation.readers_for_requests()] == [leader.email]

    leader.memberships.update(ended_at=timezone.now())
    assert [reader.email for reader in organisation.readers_for_requests()] == [deputy.email]
    deputy.memberships.update(ended_at=timezone.now())
    assert [reader.email for reader in organisation.readers_for_requests()] == ["info@example.org"]


@pytest.mark.parametrize("name", ["people", "organisation_one", "organisation_edit", "consent", "invite", "member_add"])
def test_another_organisation_does_not_exist_for_strangers(name, organisation, leader):
    client = signed_in(MemberFactory(reference=OrganisationFactory()))

    assert client.get(reverse(f"members:{name}", args=[organisation.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_of_people_costs_the_same_for_one_and_for_thirty(
    number, organisation, leader, django_assert_max_num_queries
):
    for _row in range(number):
        MemberFactory(of=organisation)
        Invitation.invite(organisation, email=f"x{_row}@example.org", language="fr", by=leader)
    client = signed_in(leader)

    with django_assert_max_num_queries(16):
        client.get(reverse("members:people", args=[organisation.pk]))
