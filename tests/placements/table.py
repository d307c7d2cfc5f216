"""The moves as domain.md 7.3 tells them, written out by hand: the code's own table is never looked at.

`ARROWS`: move, from, to, who may. `act` takes a move in a placement on which nothing but the table stands in the way.
"""

import datetime as dt

from exchange.notifications.models import Link, OutboxMail, Reminder
from exchange.placements.models import Placement
from exchange.placements.states import CLOCK
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory, PlacementFactory, placement_date

STATES = [
    "draft", "employer_pending", "requested", "negotiating", "declared", "confirmed", "ready",
    "completed", "interrupted", "no_show", "refused", "expired", "cancelled",
]  # fmt: skip
PARTIES = ["worker", "host", "sender", "approver", "maya", "time", "stranger"]

ARROWS = """
send              draft              requested          worker
ask_consent       draft              employer_pending   worker
declare           draft              declared           worker
consent           employer_pending   requested          approver maya
consent           requested          requested          approver maya
consent           negotiating        negotiating        approver maya
consent           declared           declared           approver maya
refuse_consent    employer_pending   refused            approver maya
refuse_consent    requested          refused            approver maya
refuse_consent    negotiating        refused            approver maya
refuse_consent    declared           refused            approver maya
propose_dates     requested          negotiating        worker host
propose_dates     negotiating        negotiating        worker host
agree_dates       negotiating        requested          worker host maya
accept            requested          requested          host maya
accept            negotiating        negotiating        host maya
accept            declared           declared           host maya
confirm           requested          confirmed          host maya
confirm           negotiating        confirmed          host maya
countersign       declared           confirmed          host maya
refuse            requested          refused            host maya
refuse            negotiating        refused            host maya
refuse            declared           refused            host maya
withdraw          draft              cancelled          worker maya
withdraw          employer_pending   cancelled          worker maya
withdraw          requested          cancelled          worker maya
withdraw          negotiating        cancelled          worker maya
withdraw          declared           cancelled          worker maya
lapse             employer_pending   expired            time
lapse             requested          expired            time
lapse             negotiating        expired            time
lapse             declared           expired            time
make_room         employer_pending   expired            time
make_room         requested          expired            time
make_room         negotiating        expired            time
make_room         declared           expired            time
fall_away         employer_pending   cancelled          time
fall_away         requested          cancelled          time
fall_away         negotiating        cancelled          time
fall_away         declared           cancelled          time
reopen            expired            requested          worker host
propose_change    confirmed          confirmed          worker host
change_dates      confirmed          confirmed          worker host maya
keep_dates        confirmed          confirmed          worker host maya
sign              confirmed          ready              worker host
postpone          confirmed          confirmed          worker host
postpone          ready              confirmed          worker host
cancel            confirmed          cancelled          worker host sender approver maya
cancel            ready              cancelled          worker host sender approver maya
end_early         ready              interrupted        worker host
attend            ready              completed          host maya
confirm_hours     completed          completed          host maya
confirm_hours     interrupted        interrupted        host maya
mark_absent       ready              no_show            host
mark_absent       interrupted        no_show            host
contest           no_show            no_show            worker
settle_ready      no_show            ready              maya
settle_dates      no_show            confirmed          maya
settle_completed  no_show            completed          maya
settle_absent     no_show            no_show            maya
allow_certificate     ready          ready              maya
allow_certificate     completed      completed          maya
allow_certificate     interrupted    interrupted        maya
withhold_certificate  ready          ready              maya
withhold_certificate  completed      completed          maya
withhold_certificate  interrupted    interrupted        maya
"""
ROWS = [line.split(maxsplit=3) for line in ARROWS.strip().splitlines()]
ALLOWED = {(move, state, party): after for move, state, after, parties in ROWS for party in parties.split()}
NAMES = list(dict.fromkeys(move for move, *_rest in ROWS))
OVER = {
    "attend",
    "confirm_hours",
    "mark_absent",
    "contest",
    "settle_completed",
    "settle_absent",
}  # asked after the last day
EMPLOYER = {"consent", "refuse_consent", "accept"}


def world():
    """One person for each party, and somebody from elsewhere."""
    sender, host, other = (OrganisationFactory() for _number in range(3))
    people = {
        "worker": MemberFactory(of=sender), "host": MemberFactory(reference=host),
        "sender": MemberFactory(reference=sender), "approver": MemberFactory(of=sender, of__is_approver=True),
        "maya": MemberFactory(is_coordinator=True), "stranger": MemberFactory(reference=other),
        "time": CLOCK,
    }  # fmt: skip
    return people, sender, OfferFactory(organisation=host)


def placement_for(move, state, people, sender, offer):
    """A placement in this state, on which the rules of this move leave the way free."""
    dates = [placement_date(-40), placement_date(-39)] if move in OVER else [placement_date(0), placement_date(1)]
    dates[0] = placement_date(-39) if move == "end_early" else dates[0]  # asked between the first day and the last
    sender.consent = "strict" if move == "ask_consent" else "none"
    sender.save()
    placement = PlacementFactory(
        state=state, worker=people["worker"], sender=sender, offer=offer, days=dates,
        consent_rule="each" if move in EMPLOYER else "none", signed_late=move.endswith("_certificate"),
    )  # fmt: skip
    if state == "no_show":
        placement.events.create(name="mark_absent", before="ready", after="no_show", party="host")
    if state == "interrupted":
        placement.events.create(name="end_early", before="ready", after="interrupted", party="worker")
    return placement


def days_on(*numbers):
    times = {"starts": dt.time(9), "ends": dt.time(17), "break_minutes": 30}
    return [{"date": placement_date(number), **times} for number in numbers]


def proposal(placement, party):
    """Dates proposed by the other side than this party."""
    values = [{**day, "date": day["date"].isoformat(), "starts": "09:00", "ends": "17:00"} for day in days_on(5, 6)]
    return placement.date_sets.create(party="worker" if party == "host" else "host", days=values)


def act(placement, move, party, by):
    """Take this move as this person."""
    more = {
        "consent": lambda: {"name": "An Approver", "function": "Head"},
        "propose_dates": lambda: {"sets": [days_on(5, 6)]},
        "agree_dates": lambda: {"date_set": proposal(placement, party)},
        "change_dates": lambda: {"date_set": proposal(placement, party)},
        "refuse": lambda: {"reason": "full"},
        "keep_dates": lambda: {"date_set": proposal(placement, party)},
        "propose_change": lambda: {"days": days_on(5, 6)},
        "postpone": lambda: {"reason": "ill", "days": days_on(5, 6)},
        "cancel": lambda: {"reason": "other"},
        "end_early": lambda: {"reason": "match", "minutes": {}},
        "confirm_hours": lambda: {"minutes": dict.fromkeys(placement.dates(), 60)},
        "contest": lambda: {"note": "I was there."},
        "settle_ready": lambda: {"outcome": "ready", "days": placement.days.all()},
        "settle_dates": lambda: {"outcome": "ready", "days": days_on(5, 6)},
        "settle_completed": lambda: {"outcome": "completed"},
        "settle_absent": lambda: {"outcome": "absent"},
        "allow_certificate": lambda: {"is_allowed": True},
        "withhold_certificate": lambda: {"is_allowed": False},
    }.get(move, dict)()
    if move in {"lapse", "make_room", "fall_away"}:  # verbs of the clock; nobody else can call them
        return placement._move(move, by)
    name = {"sign": "mark_ready"}.get(move, "settle" if move.startswith("settle") else move)
    name = "decide_late" if move.endswith("_certificate") else name
    return getattr(placement, name)(by=by, **more)


def everything(placement):
    """All that a refused move must leave as it was."""
    row = Placement.objects.filter(pk=placement.pk).values().get()
    days = list(placement.days.order_by("pk").values())
    counts = [
        rows.count()
        for rows in (placement.events, placement.messages, OutboxMail.objects, Reminder.objects, Link.objects)
    ]
    sets = list(placement.date_sets.order_by("pk").values("pk", "is_open"))
    offer = type(placement.offer).objects.filter(pk=placement.offer_id).values().get()
    return row, days, counts, sets, offer
