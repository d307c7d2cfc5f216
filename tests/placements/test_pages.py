"""The pages of going: who may open them, what they say, what they do."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exchange.members.models import Member
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OrganisationFactory
from tests.questionnaires.asked import maya

from .going import a_placement, values

pytestmark = pytest.mark.django_db
PAGES = ["detail", "change", "postpone", "cancel", "help", "calendar"]


def page(client, member, name, placement):
    client.force_login(member)
    return client.get(reverse(f"placements:{name}", args=[placement.number]))


@pytest.mark.parametrize("name", [*PAGES, "end_early", "absent", "contest", "settle"])
def test_a_stranger_gets_404(client, name):
    placement = a_placement("confirmed")
    stranger = MemberFactory(reference=OrganisationFactory())

    assert page(client, stranger, name, placement).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_worker_opens_the_pages(client, name):
    placement = a_placement("confirmed")

    assert page(client, placement.worker, name, placement).status_code == 200


def test_the_page_of_an_immersion_has_both_phones_of_maya(client, settings):
    settings.MAYA_PHONE, settings.MAYA_COORDINATION_PHONE = "0490 11 42 12", "0490 11 42 11"
    placement = a_placement("confirmed")

    html = page(client, placement.worker, "detail", placement).content.decode()

    assert ["tel:0490114212" in html, "tel:0490114211" in html] == [True, True]


@pytest.mark.parametrize("name", ["absent", "settle"])
def test_the_worker_does_not_do_the_part_of_others(client, name):
    placement = a_placement("no_show", -5)

    assert page(client, placement.worker, name, placement).status_code == 403


def test_a_page_that_comes_too_late_says_so(client):
    placement = a_placement("completed", -5)

    answer = page(client, placement.worker, "cancel", placement)

    assert (answer.status_code, answer.url) == (302, f"/immersions/{placement.number}/")


@pytest.mark.parametrize(
    "hours, after, real",
    [
        ({"hours_0": 6, "minutes_0": 30, "hours_1": 0, "minutes_1": 0}, "completed", [390, 0]),
        ({"hours_0": 0, "minutes_0": 0, "hours_1": 0, "minutes_1": 0}, "no_show", [None, None]),
        ({"hours_0": 6}, "no_show", [None, None]),
    ],
)
def test_maya_settles_an_absence_with_the_hours_of_each_day(client, hours, after, real):
    placement = a_placement("no_show", -5)
    client.force_login(maya())

    page = reverse("placements:settle", args=[placement.number])
    client.post(page, {"outcome": "completed", "days-TOTAL_FORMS": 0, "days-INITIAL_FORMS": 0, **hours})

    kept = Placement.objects.get(pk=placement.pk)
    assert (kept.state, [day.real_minutes for day in kept.days.all()]) == (after, real)


def test_cancelling_asks_for_the_reason(client):
    placement = a_placement("ready")
    client.force_login(placement.worker)

    answer = client.post(reverse("placements:cancel", args=[placement.number]), {"note": "So sorry."})

    assert "Choose one of these." in answer.content.decode()
    assert "So sorry." in answer.content.decode()
    assert Placement.objects.get().state == "ready"


def rows(*days):
    named = {f"days-{n}-{key}": value for n, day in enumerate(days) for key, value in day.items()}
    return {"days-TOTAL_FORMS": len(days), "days-INITIAL_FORMS": 0, **named}


def test_other_dates_are_proposed_and_taken_on_pages(client):
    placement = a_placement("confirmed")
    client.force_login(placement.worker)
    client.post(reverse("placements:change", args=[placement.number]), rows(*values(40, 41)))
    date_set = placement.date_sets.get()
    client.force_login(placement.host_lead)
    assert "These dates suit me" in client.get(reverse("placements:change", args=[placement.number])).content.decode()

    client.post(reverse("placements:agree_change", args=[placement.number, date_set.pk]))

    assert [day.as_value() for day in placement.days.all()] == values(40, 41)


@pytest.mark.parametrize("reader, button", [("worker", "Take my proposal back"), ("host_lead", "They don’t suit me")])
def test_proposed_dates_are_put_aside_on_pages(client, reader, button):
    placement = a_placement("confirmed")
    date_set = placement.date_sets.create(party="worker", days=values(40, 41))
    client.force_login(getattr(placement, reader))
    page = client.get(reverse("placements:change", args=[placement.number])).content.decode()

    answer = client.post(reverse("placements:keep_dates", args=[placement.number, date_set.pk]), follow=True)

    assert button in page
    assert "Noted. The other side has been told." in answer.content.decode()
    assert Placement.objects.get().proposal is None


def test_one_more_row_keeps_what_was_typed(client):
    placement = a_placement("confirmed")
    client.force_login(placement.worker)
    sent = {**rows(*values(40, 41)), "more": "days", "note": "Better for me."}

    text = client.post(reverse("placements:change", args=[placement.number]), sent).content.decode()

    assert 'name="days-2-date"' in text
    assert values(41)[0]["date"] in text
    assert "Better for me." in text


def test_postponing_without_dates_is_one_tick(client):
    placement = a_placement("ready")
    client.force_login(placement.host_lead)

    client.post(reverse("placements:postpone", args=[placement.number]), {"reason": "staff", "later": "on", **rows({})})

    placement.refresh_from_db()
    assert (placement.state, placement.dates()) == ("confirmed", [])


def test_what_has_no_dates_cannot_be_put_into_a_calendar(client):
    placement = a_placement("ready")
    client.force_login(placement.worker)
    page, link = reverse("placements:detail", args=[placement.number]), "Add to my calendar"
    before = link in client.get(page).content.decode()
    placement.postpone(by=placement.host_lead, reason="staff")

    assert (before, link in client.get(page).content.decode()) == (True, False)


@pytest.mark.parametrize("state, dates", [("confirmed", 0), ("confirmed", 2), ("refused", 2)])
def test_the_link_to_an_answered_request_shows_how_it_stands(client, state, dates):
    placement = a_placement(state, dates=dates)

    answer = page(client, placement.host_lead, "answer", placement)

    assert answer.url == reverse("placements:detail", args=[placement.number])


def test_an_early_end_asks_the_last_day_and_its_hours(client):
    placement = a_placement("ready", -1, dates=3)
    client.force_login(placement.host_lead)
    sent = {"reason": "match", "day": 1, "hours": 3, "minutes": 30}

    client.post(reverse("placements:end_early", args=[placement.number]), sent)

    assert [day.real_minutes for day in placement.days.all()] == [450, 210, 0]


def test_the_calendar_file_has_one_appointment_a_date(client):
    placement = a_placement("confirmed")

    answer = page(client, placement.worker, "calendar", placement)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.decode().count("BEGIN:VEVENT") == 2


def test_the_page_shows_the_next_step_first(client):
    placement = a_placement("confirmed")

    text = page(client, placement.worker, "detail", placement).content.decode()

    assert "Two days at" in text
    assert text.index("Your turn: read and sign the agreement") < text.index("I need Maya")
    assert placement.number in text


def test_the_start_page_counts_what_waits(client):
    placement = a_placement("requested")
    client.force_login(placement.host_lead)

    text = client.get("/home/").content.decode()

    assert "Your turn: answer the request" in text
    assert "things wait for you" in text or "thing waits for you" in text


def test_an_applicant_is_told_who_has_the_application(client):
    organisation = OrganisationFactory(state="applied")
    member = MemberFactory(reference=organisation)
    client.force_login(member)

    text = client.get("/home/").content.decode()

    assert "Your application is with Maya" in text
    assert "Write an offer" in text


def test_who_has_nothing_yet_is_told_what_to_do(client):
    member = MemberFactory(of=OrganisationFactory())
    client.force_login(member)

    assert "See the catalogue" in client.get("/home/").content.decode()
    assert "No immersion yet" in client.get("/immersions/").content.decode()
    assert "Nobody is expected" in client.get("/immersions/visits/").content.decode()


def test_the_host_sees_who_comes_when(client):
    placement = a_placement("ready", 3)
    placement.days.filter(date=placement.first_day).update(starts=dt.time(21), ends=dt.time(7))
    client.force_login(placement.host_lead)

    text = client.get("/immersions/visits/").content.decode()

    assert placement.worker.name in text
    assert "21:00–7:00 the next morning" in text


@pytest.mark.parametrize("state", ["requested", "confirmed", "ready", "completed", "no_show"])
@pytest.mark.parametrize("address", ["/immersions/", "/home/"])
def test_lists_cost_the_same_for_one_and_for_four(client, state, address):
    placement = a_placement(state, -5)
    host = placement.host_lead

    def cost():
        client.force_login(host)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    first = cost()
    for _ in range(3):
        other = a_placement(state, -5)
        Placement.objects.filter(pk=other.pk).update(offer=placement.offer, asked_at=timezone.now())

    assert cost() == first


def test_the_facts_name_no_address_of_a_contact_without_mail(client):
    placement = a_placement("confirmed")
    Member.objects.filter(pk=placement.offer.contact_id).update(email="ada@mail.invalid", has_mail=False, phone="")

    assert "mail.invalid" not in page(client, placement.worker, "detail", placement).content.decode()


def test_the_tables_of_the_hosts_calendar_have_a_name_for_who_stops_there_by_keyboard(client):
    placement = a_placement("confirmed")
    client.force_login(placement.host.reference_person())

    calendar = client.get(reverse("placements:host_calendar")).content.decode()

    assert calendar.count('<div class="table') == calendar.count('role="region" tabindex="0" aria-label="') > 0
