"""The page of all mails is read in parts: each mail stands at its moment of the way."""

import pytest

from exchange.notifications.moments import by_moment, moment_of


@pytest.mark.parametrize(
    "name, moment",
    [
        ("members/sign_in", "signing-in"),
        ("members/welcome", "joining"),
        ("members/remind_commitment", "joining"),
        ("members/resume", "joining"),
        ("members/call_back", "by-hand"),
        ("catalogue/remind_still_true", "finding"),
        ("matching/propose_employer", "finding"),
        ("placements/send", "asking"),
        ("placements/refuse_consent_host", "asking"),
        ("placements/confirm_maya", "agreeing"),
        ("agreements/remind_host", "agreeing"),
        ("placements/practical", "going"),
        ("placements/change_dates", "going"),
        ("placements/remind_certificate", "after"),
        ("agreements/issue", "after"),
        ("questionnaires/remind", "feedback"),
        ("notifications/reminders", "by-hand"),
        ("desk/nudge", "by-hand"),
    ],
)
def test_a_mail_stands_at_its_moment(name, moment):
    assert moment_of(name) == moment


def test_moments_follow_the_way_and_empty_ones_are_left_out():
    parts = by_moment(["questionnaires/send", "members/apply", "placements/send"], str)

    assert [(key, rows) for key, _label, rows in parts] == [
        ("joining", ["members/apply"]), ("asking", ["placements/send"]), ("feedback", ["questionnaires/send"]),
    ]  # fmt: skip
