"""Maya's pages: for her staff alone, each leads on, organisations are answered and let rest."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.members.models import CallBack, CommitmentText, Organisation
from exchange.placements.models import Placement
from exchange.programmes.models import Twin
from exchange.questionnaires.models import Sheet
from tests.factories import MemberFactory, OrganisationFactory
from tests.placements.going import a_placement
from tests.questionnaires.asked import over, write

from .morning import signed_in

pytestmark = pytest.mark.django_db


def addresses(placement):
    """Every page of the desk, opened by GET or POST."""
    number, organisation = placement.number, placement.host.pk
    named = {
        "home": [], "column": ["answer"], "placements": [], "placement": [number], "remind": [number, "answer"],
        "by_phone": [number, "answer"], "hold": [number], "organisations": [], "organisation": [organisation],
        "organisation_hold": [organisation], "organisation_confirmation": [organisation],
        "organisation_decide": [organisation, "pause"], "answers": [],
        "twins": [], "twin": [Twin.objects.first().pk], "twin_remove": [Twin.objects.first().pk],
        "staff": [], "staff_leave": [placement.worker.pk],
    }  # fmt: skip
    return [reverse(f"desk:{name}", args=arguments) for name, arguments in named.items()]


@pytest.mark.parametrize("who", ["worker", "host_lead", "sender_lead"])
def test_to_everybody_else_the_desk_does_not_exist(client, who):
    placement = a_placement("requested")
    client.force_login(getattr(placement, who))

    answers = [client.post(address) for address in addresses(placement)] + [
        client.get(address) for address in addresses(placement)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert Placement.objects.get().state == "requested"


def test_strangers_are_asked_to_sign_in(client):
    placement = a_placement("requested")

    assert {client.get(address).url.partition("?")[0] for address in addresses(placement)} == {"/accounts/login/"}


def test_an_entry_leads_to_its_placement_and_on(client):
    signed_in(client)
    placement = a_placement("requested")
    page = reverse("desk:placement", args=[placement.number])

    assert f'href="{page}"' in client.get(reverse("desk:home")).content.decode()
    shown = client.get(page).content.decode()
    assert f'href="{reverse("placements:detail", args=[placement.number])}"' in shown
    assert f'href="{reverse("desk:by_phone", args=[placement.number, "answer"])}"' in shown


def test_the_page_has_the_phones_of_both_sides(client):
    signed_in(client)
    placement = a_placement("requested")
    for person, phone in ((placement.worker, "02 000 00 31"), (placement.offer.contact, "02 000 00 32")):
        person.phone = phone
        person.save()

    shown = client.get(reverse("desk:placement", args=[placement.number])).content.decode()

    assert [phone in shown for phone in ("02 000 00 31", "02 000 00 32")] == [True, True]


def test_a_column_that_does_not_exist_is_not_found(client):
    signed_in(client)

    assert client.get(reverse("desk:column", args=["nonsense"])).status_code == 404


def test_a_placement_rests_until_a_day_to_come(client):
    signed_in(client)
    placement = a_placement("requested")
    hold = reverse("desk:hold", args=[placement.number])

    for day in ("2031-05-01", "2020-01-01"):
        client.post(hold, {"until": day})
    assert Placement.objects.get().hold_until == dt.date(2031, 5, 1)

    client.post(hold, {"until": ""})
    assert Placement.objects.get().hold_until is None


def test_an_organisation_rests_too(client):
    signed_in(client)
    organisation = OrganisationFactory()

    client.post(reverse("desk:organisation_hold", args=[organisation.pk]), {"until": "2031-05-01"})

    assert Organisation.objects.get(pk=organisation.pk).hold_until == dt.date(2031, 5, 1)


@pytest.mark.parametrize(
    "verb, words, state",
    [("welcome", "", "active"), ("decline", "Outside Brussels.", "rejected"), ("decline", "", "applied")],
)
def test_maya_answers_an_application_and_a_no_needs_its_words(client, verb, words, state):
    signed_in(client)
    organisation = OrganisationFactory(state="applied")
    promise = {"text": CommitmentText.latest_version(), "member": MemberFactory(reference=organisation)}
    organisation.commitments.create(language="fr", **promise)

    client.post(reverse("desk:organisation_decide", args=[organisation.pk, verb]), {"words": words})

    assert Organisation.objects.get(pk=organisation.pk).state == state


def test_an_application_to_correct_is_no_longer_mayas_turn(client):
    maya = signed_in(client)
    organisation = OrganisationFactory(state="applied", mail_confirmed_at=timezone.now())
    promise = {"text": CommitmentText.latest_version(), "member": MemberFactory(reference=organisation)}
    organisation.commitments.create(language="fr", **promise)
    address = reverse("desk:organisation", args=[organisation.pk])
    assert "Your turn: answer this application" in client.get(address).content.decode()

    organisation.ask_correction(by=maya, note="Which service?")

    page = client.get(address).content.decode()
    assert "Your turn" not in page
    assert "You asked to correct: “Which service?”" in page


@pytest.mark.parametrize("query, found", [("", 2), ("2027-0", 1), ("Zoé", 1), ("nobody", 0), ("state=ready", 1)])
def test_immersions_are_found_by_name_number_and_standing(client, query, found):
    signed_in(client)
    worker = MemberFactory(first_name="Zoé")
    a_placement("requested", worker=worker, number="2026-991")
    a_placement("ready", number="2027-001")
    a_placement("draft", asked_at=None, number="2026-992")

    query = query if "=" in query else f"q={query}"

    assert len(client.get(f"{reverse('desk:placements')}?{query}").context["page"].object_list) == found


def test_answers_to_read_stand_first(client):
    signed_in(client)
    read, new = (
        sheet for placement in (over(), over()) for sheet in placement.sheets.filter(questionnaire__party="worker")
    )
    for sheet in (new, read):
        sheet.finish()
    read.mark_read(MemberFactory(is_coordinator=True))

    assert list(client.get(reverse("desk:answers")).context["page"]) == [new, read]


def test_a_late_signature_waits_for_maya_who_decides_on_its_page(client):
    signed_in(client)
    placement = a_placement("completed", -4, signed_late=True)
    page = reverse("placements:late", args=[placement.number])
    for shown in (reverse("desk:home"), reverse("desk:placement", args=[placement.number])):
        assert f'href="{page}"' in client.get(shown).content.decode()

    client.post(page, {"outcome": "allowed", "note": "Both had agreed by mail."})

    assert Placement.objects.get().may_be_certified
    assert f'href="{page}"' not in client.get(reverse("desk:home")).content.decode()


def test_a_row_of_answers_tells_whose_the_mark_the_first_words_and_who_wants_a_call(client):
    signed_in(client)
    placement = over(days_ago=3)
    sheet = write(Sheet.for_(placement, "end", "worker"), {"W01": 8, "W12": "More time for the night shift."})
    sheet.finish()
    CallBack.objects.create(member=placement.worker)

    (row,) = client.get(reverse("desk:answers")).context["rows"]

    assert (row.name, row.role) == (placement.worker.name, f"Visitor at {placement.host}")
    assert (row.mark, row.words, row.wants_call) == (8, "More time for the night shift.", True)
