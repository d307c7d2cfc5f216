"""From the application to the welcome, the correction, the refusal; and that each step happens once."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from exchange.members import tasks
from exchange.members.models import CommitmentText, Invitation, Member, Organisation
from exchange.members.states import MoveRefused
from exchange.notifications.models import OutboxMail, Reminder
from tests.factories import MemberFactory, MembershipFactory, OrganisationFactory, term

pytestmark = pytest.mark.django_db


def application(**changes):
    values = {"name": "Maison des Vents asbl", "place": "Schaerbeek", "first_name": "Nadia", "last_name": "Proef"}
    values |= {"sector": term("sector", "DIS").pk, "structure": term("structure", "DAY").pk}
    return values | {"email": "nadia@example.org", "accept": "on"} | changes


def applied(**changes):
    """An organisation whose address is confirmed and which waits for Maya."""
    text = CommitmentText.latest_version()
    columns = {"name": {"fr": "Maison"}, "sector": term("sector", "DIS"), "structure": term("structure", "DAY")}
    place = {"postcode": "1030", "municipality": {"fr": "Schaerbeek"}}
    who = {"email": "nadia@example.org", "first_name": "Nadia", "last_name": "Proef"}
    organisation = Organisation.apply(text=text, language="fr", **columns, **place, **who, **changes)
    organisation.confirm_mail()
    return organisation


def mails(organisation):
    return sorted(OutboxMail.objects.about(f"organisation:{organisation.pk}").values_list("name", flat=True))


def told(answer):
    """The page without the token of its forms."""
    return re.sub(r'value="[^"]{64}"', "", answer.content.decode())


def link_in(mail):
    return re.search(r"http://[^/\s]+(/\S+)", mail.text).group(1)


@pytest.fixture
def maya():
    return MemberFactory(is_coordinator=True)


def test_five_things_make_an_application_that_nobody_sees_before_the_address_is_confirmed(client):
    answer = client.post(reverse("members:apply"), application())

    organisation = Organisation.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("members:applied"))
    assert (organisation.postcode, organisation.municipality["nl"]) == ("1030", "Schaarbeek")
    assert list(Organisation.objects.to_welcome()) == []
    assert mails(organisation) == ["members/apply"]


def test_signs_that_nobody_sees_are_left_out_of_a_name(client):
    client.post(reverse("members:apply"), application(name="Les\u00adTilleuls \ufeffasbl", last_name="\u200bProef"))

    organisation = Organisation.objects.get()
    assert (organisation.name, Member.objects.get().last_name) == ({"fr": "LesTilleuls asbl"}, "Proef")
    assert mails(organisation) == ["members/apply"]


def test_the_commitment_is_kept_with_version_person_and_language(client):
    client.post(reverse("members:apply"), application(), headers={"accept-language": "nl"})

    kept = Organisation.objects.get().commitments.get()
    assert (kept.text.version, kept.member.email, kept.language) == (1, "nadia@example.org", "nl")


def test_without_the_promise_nothing_is_sent_and_what_was_typed_stays(client):
    answer = client.post(reverse("members:apply"), application(accept=""))

    assert answer.status_code == 200
    assert b"Maison des Vents asbl" in answer.content
    assert Organisation.objects.count() == 0


def test_an_unknown_or_doubtful_place_is_asked_again(client):
    answer = client.post(reverse("members:apply"), application(place="Nergensgem"))

    assert answer.context["form"].errors == {"place": ["We do not find this place. Please write the Belgian postcode."]}


def test_the_link_confirms_by_button_only_and_signs_in(client):
    client.post(reverse("members:apply"), application())
    path = link_in(OutboxMail.objects.get())
    client.get(path)
    assert list(Organisation.objects.to_welcome()) == []

    answer = client.post(path)

    organisation = Organisation.objects.to_welcome().get()
    assert answer.url == reverse("members:organisation_one", args=[organisation.pk])
    assert organisation.reference_person().email == "nadia@example.org"
    assert client.get(answer.url).status_code == 200


def test_the_link_works_once(client):
    client.post(reverse("members:apply"), application())
    path = link_in(OutboxMail.objects.get())
    client.post(path)

    assert client.post(path).status_code == 404


def test_a_known_address_gets_the_same_page_and_another_mail(client):
    stranger = client.post(reverse("members:apply"), application(email="new@example.org"), follow=True)
    MemberFactory(email="known@example.org")
    known = client.post(reverse("members:apply"), application(email="Known@example.org"), follow=True)

    assert known.redirect_chain == stranger.redirect_chain
    assert [told(known), told(stranger)] == [told(stranger).replace("new@", "Known@"), told(stranger)]
    assert OutboxMail.objects.get(to="known@example.org").name == "members/apply_known"


def test_somebody_elses_address_does_not_put_an_organisation_on_their_page(client):
    known = MemberFactory(email="known@example.org")
    client.post(reverse("members:apply"), application(email="known@example.org"))

    assert list(known.organisations()) == []


def test_a_member_who_is_signed_in_applies_for_a_second_organisation_without_a_link(client):
    member = MemberFactory(of=OrganisationFactory())
    client.force_login(member)
    client.post(reverse("members:apply"), application())

    assert Organisation.objects.to_welcome().get().reference_person() == member


def test_confirming_tells_the_applicant_and_maya():
    assert mails(applied()) == ["members/apply", "members/confirm_mail", "members/to_welcome"]


def test_welcome_opens_the_catalogue(maya):
    organisation = applied()
    assert organisation.applicant().sees_catalogue() is False

    organisation.welcome(by=maya)

    assert organisation.applicant().sees_catalogue() is True
    assert "members/welcome" in mails(organisation)


def test_a_corrected_application_goes_back_to_maya(maya, client):
    organisation = applied()
    organisation.ask_correction(by=maya, note="Quel service ?")
    assert list(Organisation.objects.to_welcome()) == []

    client.force_login(organisation.applicant())
    client.post(reverse("members:application", args=[organisation.pk]), application(name="Service des Vents"))

    assert str(Organisation.objects.to_welcome().get()) == "Service des Vents"
    assert mails(organisation).count("members/to_welcome") == 2
    assert mails(organisation).count("members/ask_correction") == 1


def test_a_declined_applicant_reads_why(maya, client):
    organisation = applied()
    organisation.decline(by=maya, reason="Hors de Belgique.")

    client.force_login(organisation.applicant())
    page = client.get(reverse("members:organisation")).content.decode()
    assert "Hors de Belgique." in page
    assert "Hors de Belgique." in OutboxMail.objects.get(name="members/decline").text


@pytest.mark.parametrize(
    "first, second",
    [
        (("welcome", {}), ("welcome", {})),
        (("welcome", {}), ("decline", {"reason": "x"})),
        (("decline", {"reason": "x"}), ("welcome", {})),
        (("ask_correction", {"note": "x"}), ("ask_correction", {"note": "y"})),
    ],
)
def test_the_second_of_two_decisions_is_refused_and_writes_nothing(maya, first, second):
    organisation = applied()
    other_tab = Organisation.objects.get(pk=organisation.pk)
    getattr(organisation, first[0])(by=maya, **first[1])
    before = (mails(organisation), organisation.events.count())

    with pytest.raises(MoveRefused):
        getattr(other_tab, second[0])(by=maya, **second[1])

    assert (mails(organisation), organisation.events.count()) == before


@pytest.mark.parametrize("name", ["welcome", "decline", "ask_correction", "pause", "resume"])
def test_only_maya_decides_about_membership(name):
    organisation = applied()
    values = {"decline": {"reason": "x"}, "pause": {"reason": "x"}, "ask_correction": {"note": "x"}}.get(name, {})

    with pytest.raises(PermissionDenied):
        getattr(organisation, name)(by=organisation.applicant(), **values)


def test_nobody_is_welcomed_before_the_address_is_confirmed(maya):
    organisation = applied()
    Organisation.objects.filter(pk=organisation.pk).update(mail_confirmed_at=None)

    with pytest.raises(MoveRefused):
        organisation.welcome(by=maya)


def test_a_paused_organisation_sees_its_own_pages_only(maya):
    organisation = OrganisationFactory()
    member = MemberFactory(reference=organisation)
    other = OrganisationFactory()
    organisation.pause(by=maya, reason="Sans réponse.")
    assert list(Organisation.objects.visible_to(member)) == [organisation]

    organisation.resume(by=maya)
    member = Member.objects.get(pk=member.pk)  # as in the next request
    assert list(Organisation.objects.visible_to(member)) == [organisation, other]


def test_an_organisation_that_leaves_takes_its_invitations_and_code_along():
    organisation = OrganisationFactory(join_code="ABCDEFGH")
    leader = MemberFactory(reference=organisation)
    Invitation.invite(organisation, email="a@example.org", language="fr", by=leader)

    organisation.leave(by=leader)

    assert (organisation.state, organisation.join_code) == ("left", None)
    assert organisation.invitations.open().count() == 0


def test_what_nobody_confirmed_is_forgotten_after_thirty_days(client):
    client.post(reverse("members:apply"), application())
    Organisation.objects.update(applied_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    tasks.forget_unconfirmed()
    tasks.forget_unconfirmed()

    assert (Organisation.objects.count(), Member.objects.count()) == (0, 0)


def test_what_is_missing_before_publishing_is_named():
    organisation = OrganisationFactory(street="", language_role="BI", name={"fr": "Maison"})

    assert [str(label) for label in organisation.has_needed_for_publishing()] == [
        "Name in French and in Dutch",
        "Street and number",
    ]


def test_several_organisations_are_chosen_from(client):
    member = MemberFactory(of=OrganisationFactory())
    MembershipFactory(member=member)
    client.force_login(member)

    assert b"Which one?" in client.get(reverse("members:organisation")).content


@pytest.mark.parametrize("age, reminders", [(1, 0), (2, 0), (3, 1)])
def test_maya_is_reminded_once_after_two_working_days(age, reminders, time_machine):
    time_machine.move_to(dt.datetime(2027, 3, 8, 9, tzinfo=dt.UTC))  # a Monday
    applied()
    time_machine.move_to(dt.datetime(2027, 3, 8 + age, 9, tzinfo=dt.UTC))

    tasks.remind_of_applications()
    tasks.remind_of_applications()

    assert Reminder.objects.count() == reminders


def test_an_application_that_was_answered_is_not_reminded_of(maya, time_machine):
    time_machine.move_to(dt.datetime(2027, 3, 8, 9, tzinfo=dt.UTC))
    organisation = applied()
    time_machine.move_to(dt.datetime(2027, 3, 15, 9, tzinfo=dt.UTC))
    tasks.remind_of_applications()

    organisation.welcome(by=maya)

    assert Reminder.objects.count() == 0
