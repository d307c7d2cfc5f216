"""The rules with numbers in plain sentences, as Maya changes them: column, unit, least, most, sentence.

Source: product.md, "Rules with numbers". The number follows the sentence.
"""

from django.utils.translation import gettext_lazy as _

DAYS = _("days, from %(least)s to %(most)s")
WORKING = _("working days, from %(least)s to %(most)s")
MONTHS = _("months, from %(least)s to %(most)s")
HOURS = _("hours, from %(least)s to %(most)s")
MINUTES = _("minutes, from %(least)s to %(most)s")
DATES = _("dates, from %(least)s to %(most)s")
REQUESTS = _("requests, from %(least)s to %(most)s")

GROUPS = [
    (_("Asking for a place"), [
        ("full_day_minutes", MINUTES, 240, 720, _("An immersion lasts longer than")),
        ("minimum_dates", DATES, 2, 10, _("It takes place on at least")),
        ("same_sector_counts", None, 0, 0, _("An immersion within one sector counts for the commitment")),
        ("notice_days", DAYS, 0, 90,
         _("A worker asks before the first day, unless the host chose otherwise, at least")),
        ("open_requests", REQUESTS, 1, 10, _("A worker has open at the same time at most")),
        ("ask_again_days", DAYS, 0, 90, _("After a no, the same worker asks for the same place again after")),
    ]),
    (_("The employer’s consent"), [
        ("consent_first_reminder_days", DAYS, 1, 60, _("The employer is reminded a first time after")),
        ("consent_second_reminder_days", DAYS, 1, 60, _("The employer is reminded a second time after")),
        ("consent_lapse_days", DAYS, 2, 120, _("Without the employer’s answer the request closes after")),
    ]),
    (_("The host’s answer"), [
        ("answer_first_reminder_working_days", WORKING, 1, 60, _("The host is reminded a first time after")),
        ("answer_second_reminder_working_days", WORKING, 1, 60, _("The host is reminded a second time after")),
        ("answer_deputy_working_days", WORKING, 1, 60, _("The deputy is written to, and Maya sees it, after")),
        ("answer_lapse_days", DAYS, 2, 120, _("Without the host’s answer the request closes after")),
        ("declared_lapse_days", DAYS, 2, 120, _("What was agreed outside and is not confirmed closes after")),
        ("reopen_days", DAYS, 0, 365, _("What closed without an answer can be reopened within")),
    ]),
    (_("Before the visit"), [
        ("sign_first_reminder_working_days", WORKING, 1, 60,
         _("Who has not signed is reminded a first time, before the first day, at")),
        ("sign_second_reminder_working_days", WORKING, 1, 60,
         _("Who has not signed is reminded a second time, and Maya sees it, at")),
        ("sign_last_reminder_working_days", WORKING, 0, 60, _("Who has not signed is reminded a last time at")),
        ("prepare_days", DAYS, 1, 60, _("The preparation is asked for, before the first day, at")),
        ("practical_days", DAYS, 0, 30, _("The practical mail leaves, before the first day, at")),
        ("late_cancellation_working_days", WORKING, 0, 30, _("A cancellation is late, before the first day, under")),
        ("postpone_days", DAYS, 7, 365, _("A postponed immersion has new dates within")),
    ]),
    (_("Hours and certificate"), [
        ("attendance_days", DAYS, 0, 60, _("The hours are asked for, after the last day, after")),
        ("attendance_reminder_days", DAYS, 1, 60, _("The hours are asked for again after")),
        ("attendance_maya_days", DAYS, 1, 90, _("Maya sees that the hours are missing after")),
        ("margin_minutes", MINUTES, 0, 240, _("On one day the host confirms over what was planned at most")),
        ("contest_days", DAYS, 1, 60, _("The worker can disagree with an absence within")),
        ("certificate_reminder_days", DAYS, 1, 90, _("The host is reminded of the certificate after")),
        ("certificate_days", DAYS, 1, 120, _("The certificate is due, and asked for again, after")),
        ("certificate_maya_days", DAYS, 1, 180, _("Maya sees that the certificate is missing after")),
    ]),
    (_("Feedback"), [
        ("feedback_days", DAYS, 0, 60, _("Feedback is asked for, after the last day, after")),
        ("feedback_reminder_days", DAYS, 1, 90, _("One reminder follows after")),
        ("feedback_lapse_days", DAYS, 2, 180, _("The questions close after")),
    ]),
    (_("Organisations and offers"), [
        ("application_working_days", WORKING, 1, 30, _("Maya is reminded of an application after")),
        ("invitation_days", DAYS, 1, 90, _("An invitation can be used within")),
        ("no_reference_person_days", DAYS, 1, 180, _("An organisation without a reference person is late after")),
        ("commitment_months", MONTHS, 2, 60, _("An organisation hosts and sends at least once within")),
        ("offer_confirm_months", MONTHS, 1, 60, _("A host says that its offer is still true every")),
        ("offer_hide_days", DAYS, 1, 180, _("Without an answer the offer is hidden after another")),
        ("resend_hours", HOURS, 1, 168, _("The same person is written to by hand once in")),
    ]),
]  # fmt: skip

# In each row the numbers grow.
ORDER = [
    ("consent_first_reminder_days", "consent_second_reminder_days", "consent_lapse_days"),
    ("answer_first_reminder_working_days", "answer_second_reminder_working_days", "answer_deputy_working_days"),
    ("sign_last_reminder_working_days", "sign_second_reminder_working_days", "sign_first_reminder_working_days"),
    ("attendance_days", "attendance_reminder_days", "attendance_maya_days"),
    ("certificate_reminder_days", "certificate_days", "certificate_maya_days"),
    ("feedback_days", "feedback_reminder_days", "feedback_lapse_days"),
]  # fmt: skip
