"""The pages of asking, as their readers use them: no JavaScript, nothing typed is lost."""

import pytest
from django.urls import reverse

from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, placement_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    host = OrganisationFactory()
    MemberFactory(reference=host, email="host@example.org")
    return OfferFactory(organisation=host)


@pytest.fixture
def sender():
    sender = OrganisationFactory()
    MemberFactory(reference=sender, email="boss@example.org")
    return sender


@pytest.fixture
def worker(sender):
    return MemberFactory(of=sender, email="worker@example.org")


def rows(*dates, prefix="days", **more):
    """What the rows of dates send, with the profession that is asked for where a profile has none."""
    data = {f"{prefix}-TOTAL_FORMS": len(dates), f"{prefix}-INITIAL_FORMS": 0, "function": "NUR"}
    for number, date in enumerate(dates):
        row = {"date": date, "starts": "09:00", "ends": "17:00", "break_minutes": "30"}
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return {**data, **more}


def two_days(**more):
    return rows(placement_date(0).isoformat(), placement_date(1).isoformat(), motivation="To learn.", **more)


def test_a_worker_asks_in_one_page(client, worker, offer):
    client.force_login(worker)

    page = client.get(reverse("placements:ask", args=[offer.pk]))
    answer = client.post(reverse("placements:ask", args=[offer.pk]), two_days(send=""))

    placement = Placement.objects.get()
    assert page.status_code == 200
    assert answer["Location"] == reverse("placements:detail", args=[placement.number])
    assert (placement.state, placement.dates()) == ("requested", [placement_date(0), placement_date(1)])


def test_one_more_day_keeps_what_was_typed(client, worker, offer):
    client.force_login(worker)

    page = client.post(
        reverse("placements:ask", args=[offer.pk]), rows("2031-02-3", "", motivation="Half a sen", more="days")
    )

    assert page.context["days"].total_form_count() == 3
    assert b'value="2031-02-3"' in page.content
    assert b"Half a sen" in page.content
    assert not Placement.objects.exists()


def test_a_draft_is_kept_and_opens_again(client, worker, offer):
    client.force_login(worker)
    address = reverse("placements:ask", args=[offer.pk])

    client.post(address, two_days(keep=""))
    client.post(address, two_days(keep="", own_goal="To see the garden."))
    page = client.get(address)

    assert [placement.state for placement in Placement.objects.all()] == ["draft"]
    assert b"To see the garden." in page.content
    assert not OutboxMail.objects.exists()


def test_a_refused_request_stays_a_draft_with_its_reason(client, worker, offer):
    client.force_login(worker)

    page = client.post(reverse("placements:ask", args=[offer.pk]), rows(placement_date(0), motivation="x", send=""))

    assert "at least 2 dates" in page.content.decode()
    assert Placement.objects.get().state == "draft"


def test_a_suggestion_is_enough(client, worker, offer):
    client.force_login(worker)
    address = reverse("placements:ask", args=[offer.pk])
    suggestion = client.get(address).context["form"].fields["proposal"].choices[0][0]

    client.post(address, rows("", "", proposal=suggestion, motivation="To learn.", send=""))

    placement = Placement.objects.get()
    assert ",".join(date.isoformat() for date in placement.dates()) == suggestion
    assert placement.state == "requested"


def test_after_a_talk_the_dates_are_enough(client, worker, offer):
    client.force_login(worker)
    dates = [placement_date(0).isoformat(), placement_date(1).isoformat()]

    page = client.get(reverse("placements:ask", args=[offer.pk]), {"spoken": "1"})
    client.post(reverse("placements:ask", args=[offer.pk]), rows(*dates, has_spoken="True", send=""))

    assert b'name="motivation"' not in page.content
    assert Placement.objects.get().state == "requested"


def test_a_reference_person_asks_for_a_worker_without_mail(client, sender, offer):
    boss = sender.reference_person()
    marc = MemberFactory(of=sender, has_mail=False, first_name="Marc")
    client.force_login(boss)

    client.post(reverse("placements:ask", args=[offer.pk]), two_days(send="", worker=marc.pk))

    placement = Placement.objects.get()
    assert (placement.worker, placement.created_by) == (marc, boss)
    assert client.get(reverse("placements:print", args=[placement.number])).status_code == 200


def test_nobody_asks_for_a_colleague_who_has_mail(client, sender, worker, offer):
    client.force_login(sender.reference_person())

    page = client.post(reverse("placements:ask", args=[offer.pk]), two_days(send="", worker=worker.pk))

    assert page.status_code == 302
    assert Placement.objects.get().worker == sender.reference_person()


def test_a_self_employed_worker_says_who_insures(client, sender, offer):
    doctor = MemberFactory(of=sender, of__status="self_employed")
    client.force_login(doctor)
    address = reverse("placements:ask", args=[offer.pk])

    page = client.post(address, two_days(send=""))
    client.post(address, two_days(send="", own_insurance="on"))

    assert page.context["form"].errors.keys() == {"own_insurance"}
    assert Placement.objects.get().consent_rule == "none"


def test_the_host_accepts_in_one_click(client, sender, worker, offer):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender)
    client.force_login(offer.organisation.reference_person())

    page = client.get(reverse("placements:answer", args=[placement.number]))
    client.post(reverse("placements:answer", args=[placement.number]), {"accept": ""})

    placement.refresh_from_db()
    assert b"It fits: 1 place is free." in page.content
    assert placement.state == "confirmed"


def test_declining_by_phone_sends_no_mail(client, sender, worker, offer):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender)
    client.force_login(offer.organisation.reference_person())

    client.post(reverse("placements:answer", args=[placement.number]), {"refuse": "", "reason": "full", "told": "on"})

    placement.refresh_from_db()
    assert (placement.state, placement.events.get().reason) == ("refused", "full")
    assert not OutboxMail.objects.exists()


def test_declining_without_a_reason_keeps_the_sentence(client, sender, worker, offer):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender)
    client.force_login(offer.organisation.reference_person())

    page = client.post(reverse("placements:answer", args=[placement.number]), {"refuse": "", "note": "Come in May."})

    assert b"Come in May." in page.content
    assert Placement.objects.get().state == "requested"


def test_dates_go_to_and_fro_until_both_agree(client, sender, worker, offer):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender)
    address = reverse("placements:dates", args=[placement.number])
    dates = [placement_date(8).isoformat(), placement_date(9).isoformat()]
    client.force_login(offer.organisation.reference_person())
    client.post(
        address, {**rows(*dates, prefix="first"), **rows("", prefix="second"), **rows("", prefix="third"), "send": ""}
    )
    client.force_login(worker)
    page = client.get(address)

    client.post(address, {"set": page.context["proposed"][0].pk})

    placement = Placement.objects.get()
    assert (placement.state, placement.dates()) == ("requested", [placement_date(8), placement_date(9)])


def test_a_message_goes_to_the_other_side_by_mail(client, sender, worker, offer):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender)
    client.force_login(worker)

    for _click in range(2):
        client.post(reverse("placements:message", args=[placement.number]), {"text": "Is there a bike shed?"})

    assert [(mail.name, mail.to) for mail in OutboxMail.objects.all()] == [("placements/message", "host@example.org")]


def test_a_request_is_withdrawn_in_one_tap(client, sender, worker, offer):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender)
    client.force_login(worker)

    client.post(reverse("placements:withdraw", args=[placement.number]))

    assert Placement.objects.get().state == "cancelled"


def test_a_draft_is_thrown_away_and_nobody_is_told(client, worker, offer):
    client.force_login(worker)
    client.post(reverse("placements:ask", args=[offer.pk]), two_days(keep="1"))
    placement = Placement.objects.get()
    address = reverse("placements:withdraw", args=[placement.number])
    shown = client.get(reverse("placements:detail", args=[placement.number]))

    client.post(address)

    assert f'action="{address}"' in shown.content.decode()
    assert (Placement.objects.get().state, OutboxMail.objects.count()) == ("cancelled", 0)


def test_a_closed_request_opens_again_in_one_click(client, sender, worker, offer):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender, state="expired")
    client.force_login(worker)

    client.post(reverse("placements:reopen", args=[placement.number]))

    assert Placement.objects.get().state == "requested"


def test_what_was_agreed_outside_is_declared_and_countersigned(client, sender, worker, offer):
    sender.consent = "none"
    sender.save()
    client.force_login(worker)
    client.post(reverse("placements:declare", args=[offer.pk]), two_days(has_spoken="True", send=""))
    placement = Placement.objects.get()
    assert placement.state == "declared"

    client.force_login(offer.organisation.reference_person())
    client.post(reverse("placements:answer", args=[placement.number]), {"accept": ""})

    assert Placement.objects.get().state == "confirmed"


@pytest.mark.parametrize(
    "page", ["answer", "dates", "message", "consent", "boss_sheet", "boss_sheet_pdf", "print", "reopen"]
)
def test_strangers_see_nothing(client, worker, sender, offer, page):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender)
    client.force_login(MemberFactory(reference=OrganisationFactory()))

    assert client.get(reverse(f"placements:{page}", args=[placement.number])).status_code == 404


def test_the_sheet_for_the_boss_is_a_page_and_a_pdf(client, sender, worker, offer):
    placement = PlacementFactory(offer=offer, worker=worker, sender=sender)
    client.force_login(worker)

    page = client.get(reverse("placements:boss_sheet", args=[placement.number]))
    sheet = client.get(reverse("placements:boss_sheet_pdf", args=[placement.number]))

    assert b"0 euro" in page.content
    assert sheet.content.startswith(b"%PDF")


def test_an_offer_of_a_host_already_asked_leads_to_the_request_instead(client):
    placement = PlacementFactory()
    client.force_login(placement.worker)

    page = client.get(placement.offer.get_absolute_url()).content.decode()

    assert reverse("placements:detail", args=[placement.number]) in page
    assert reverse("placements:ask", args=[placement.offer.pk]) not in page


def test_an_answered_request_stands_in_nobodys_way(client):
    placement = PlacementFactory(state="refused")
    client.force_login(placement.worker)

    page = client.get(placement.offer.get_absolute_url()).content.decode()

    assert reverse("placements:ask", args=[placement.offer.pk]) in page
