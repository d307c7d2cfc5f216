"""At which moment of the way a mail leaves, so that the page of all mails can be read in parts."""

from fnmatch import fnmatch

from django.utils.translation import gettext_lazy as _

SIGNING_IN = "members/sign_in* members/fresh members/new_address members/address_taken members/security members/staff"
ASKING = (
    "placements/send placements/declare placements/*consent* placements/*_dates placements/accept placements/refuse "
    "placements/withdraw placements/lapse placements/make_room placements/fall_away placements/reopen "
    "placements/remind_answer placements/remind_deputy placements/message"
)
MOMENTS = [  # in the order of the page; a mail belongs to the first whose pattern it fits, the exact ones before
    ("signing-in", _("Signing in"), SIGNING_IN),
    ("joining", _("Joining and leaving"), "members/*"),
    ("finding", _("Offers and wishes"), "catalogue/* matching/*"),
    ("asking", _("Asking"), ASKING),
    ("agreeing", _("Confirming and signing"), "placements/confirm* placements/signed_late agreements/*"),
    ("going", _("Going"), "placements/*"),
    ("after", _("Hours and certificate"), ""),
    ("feedback", _("Feedback"), "questionnaires/*"),
    ("by-hand", _("Reminders and help"), "notifications/* desk/*"),
]
EXACT = {
    "members/call_back": "by-hand", "placements/ask_help": "by-hand",
    "placements/change_dates": "going", "agreements/issue": "after", "agreements/revoke": "after",
    "placements/attend": "after", "placements/attendance": "after", "placements/remind_attendance": "after",
    "placements/remind_certificate": "after", "placements/late_decided": "after", "placements/mark_absent": "after",
    "placements/contest": "after", "placements/settle": "after",
}  # fmt: skip


def moment_of(name):
    """The key of the moment at which a mail of this name leaves."""
    found = (key for key, _label, patterns in MOMENTS if any(fnmatch(name, each) for each in patterns.split()))
    return EXACT.get(name) or next(found, "by-hand")


def by_moment(entries, name_of):
    """These entries as (key, label, entries) in the order of the way, without empty moments."""
    parts = [(key, label, [row for row in entries if moment_of(name_of(row)) == key]) for key, label, _any in MOMENTS]
    return [part for part in parts if part[2]]
