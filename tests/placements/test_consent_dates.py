"""The employer's consent is for certain dates, or until a day: what becomes of it when the dates change."""

import pytest

from exchange.notifications.models import OutboxMail
from exchange.placements.models import Placement
from exchange.placements.states import MoveRefused
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, placement_date

from .going import NINE_TO_FIVE

pytestmark = pytest.mark.django_db
BEFORE, AFTER = [0, 1, 2], [7, 8]  # working days from the usual first date of tests


def a_request(rule="each", until=None, state="requested", **columns):
    """Asked for `BEFORE`, and the employer has agreed: for these dates, or by a general consent until this date."""
    given = {"consent_given_by": "Ada Baas", "consent_given_on": placement_date(-40)} if rule == "general" else {}
    sender, host = OrganisationFactory(consent=rule, consent_until=until, **given), OrganisationFactory()
    MemberFactory(of=sender, of__is_approver=True, email="boss@example.org")
    lead = MemberFactory(reference=host)
    days = [placement_date(number) for number in BEFORE]
    placement = PlacementFactory(
        sender=sender, offer=OfferFactory(organisation=host, contact=lead), state="draft", days=days
    )
    placement.send(by=placement.worker)
    if rule == "each":
        placement.consent(by=sender.approvers()[0], name="Bo Baas", function="Head")
    Placement.objects.filter(pk=placement.pk).update(state=state, **columns)
    OutboxMail.objects.all().delete()
    return Placement.objects.get(pk=placement.pk), lead


def on(*numbers):
    return [{"date": placement_date(number).isoformat(), **NINE_TO_FIVE} for number in numbers]


def asked():
    return list(OutboxMail.objects.filter(name="placements/ask_consent").values_list("to", flat=True))


def test_for_other_dates_the_employer_is_asked_again_and_the_hosts_yes_waits():
    placement, lead = a_request()
    placement.propose_dates(by=lead, sets=[on(*AFTER)])

    placement.agree_dates(by=placement.worker, date_set=placement.date_sets.get())
    placement.accept(by=lead)

    kept = Placement.objects.get()
    assert (kept.state, kept.awaits_consent, kept.consent_name) == ("requested", True, "")
    assert asked() == ["boss@example.org"]
    kept.consent(by=kept.sender.approvers()[0], name="Bo Baas", function="Head")
    assert Placement.objects.get().state == "confirmed"


def test_the_host_that_chooses_other_dates_waits_for_the_employer_too():
    placement, lead = a_request()
    placement.propose_dates(by=placement.worker, sets=[on(*AFTER)])

    placement.accept(by=lead, date_set=placement.date_sets.get())

    assert (Placement.objects.get().state, asked()) == ("requested", ["boss@example.org"])


def test_fewer_of_the_same_dates_are_still_agreed_to():
    placement, lead = a_request()
    placement.propose_dates(by=lead, sets=[on(0, 2)])

    placement.agree_dates(by=placement.worker, date_set=placement.date_sets.get())

    assert (Placement.objects.get().consent_name, asked()) == ("Bo Baas", [])


@pytest.mark.parametrize("until, rule, to", [(AFTER[-1], "general", []), (BEFORE[-1], "each", ["boss@example.org"])])
def test_beyond_the_end_of_a_general_consent_the_employer_is_asked(until, rule, to):
    placement, lead = a_request("general", placement_date(until))
    placement.propose_dates(by=lead, sets=[on(*AFTER)])

    placement.agree_dates(by=placement.worker, date_set=placement.date_sets.get())

    assert (Placement.objects.get().consent_rule, asked()) == (rule, to)


def test_a_confirmed_one_does_not_go_beyond_the_end_of_a_general_consent():
    placement, lead = a_request("general", placement_date(BEFORE[-1]), "confirmed")

    with pytest.raises(MoveRefused) as refused:
        placement.postpone(by=lead, reason="staff", days=on(*AFTER))

    assert "general consent ends on" in refused.value.sentence
    assert len(Placement.objects.get().dates()) == len(BEFORE)


@pytest.mark.parametrize("verb", ["postpone", "change_dates"])
def test_who_agreed_for_the_employer_hears_of_new_dates(verb):
    placement, lead = a_request(state="confirmed")
    if verb == "postpone":
        placement.postpone(by=lead, reason="staff", days=on(*AFTER))
    else:
        placement.change_dates(by=placement.worker, date_set=placement.date_sets.create(party="host", days=on(*AFTER)))

    assert OutboxMail.objects.filter(name=f"placements/{verb}", to="boss@example.org").count() == 1


def test_when_the_host_opens_it_again_the_employer_gets_a_new_link():
    placement, lead = a_request(state="expired", consent_at=None)

    placement.reopen(by=lead)

    assert asked() == ["boss@example.org"]
