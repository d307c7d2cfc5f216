"""What is particular to one agreement: its names, dates and conditions, as words in the language of the paper."""

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.members.models import Organisation
from exchange.placements import words
from exchange.programmes.dates import date_words
from exchange.programmes.texts import start_small

GIVEN = (Organisation.Consent.EACH, Organisation.Consent.STRICT)


def written(date):
    """'9 March 2027': papers always name the year."""
    return date_words(date, pgettext("date on a paper", "j F Y"))


def date_lines(days):
    """Every date with its weekday, year and hours, so that nobody has to count."""
    pattern = pgettext("date with weekday on a paper", "l j F Y")
    return [f"{date_words(day.date, pattern)} ({words.hours_of_day(day.starts, day.ends)})" for day in days]


def facts(agreement, language):
    """Return `values` (word per placeholder) and `when` (the variant of a clause that holds), as the template says."""
    placement = agreement.placement
    with translation.override(language):
        values = {
            **host_values(placement.host, agreement.host_signer(), language),
            **sender_values(placement),
            **visit_values(placement, language),
        }
    return values, conditions(placement, values)


def host_values(host, signer, language):
    return {
        "host_name": host.name.best(language),
        "host_address": ", ".join(host.address_lines),
        "host_kbo": host.enterprise_number_text,
        "host_signatory": signer.name if signer else "",
        "host_function": capacity(host, signer),
        "host_ref": name_of(host.reference_person() or host.deputy()) or (signer.name if signer else ""),
    }


def capacity(host, signer):
    """In which function somebody signs for the host; never a blank."""
    if not signer:
        return ""
    is_reference = signer.member and signer.member == host.reference_person()
    return start_small(signer.function) or (_("reference person") if is_reference else _("authorised signatory"))


def sender_values(placement):
    sender, approved_on = placement.sender, placement.consent_at
    general = placement.consent_rule == Organisation.Consent.GENERAL
    approver = sender.consent_given_by if general else placement.consent_name
    date = sender.consent_given_on if general else (approved_on and localdate(approved_on))
    return {
        "worker_name": placement.worker.name,
        "worker_function": start_small(placement.worker.function_text) or _("professional"),
        "employer_name": str(sender.name),
        "approver_name": approver,
        "approver_function": start_small(placement.consent_function) or _("employer"),
        "approval_date": written(date) if date else "",
        "consent_until": written(sender.consent_until) if general and sender.consent_until else "",
        "sender_ref": name_of(sender.reference_person()),
    }


def visit_values(placement, language):
    offer, dates = placement.offer, date_lines(placement.days.all())
    return {
        "host_conditions": words.between().join(asked_conditions(offer, language)),
        "themes": ", ".join(start_small(theme.name.best(language)) for theme in offer.themes.all()),
        "dates_and_hours": words.joined(dates) if dates else "",
        "total_hours": words.hours_text(placement.planned_minutes()),
        "place": ", ".join(placement.host.address_lines),
        "meals": meals(offer, language),
        "certificate_days": str(placement.programme.certificate_days),
    }


def meals(offer, language):
    note = offer.meal_note.best(language)
    name = offer.meal.name.best(language) if offer.meal else ""
    return start_small(", ".join(part for part in (name, start_small(note.rstrip("."))) if part))


def asked_conditions(offer, language):
    """What the host asks of a visitor, each as a few words that start small."""
    asked = [
        offer.vaccination and _("a statement about vaccination (yes or no, never a document)"),
        offer.criminal_record and _("an extract from the criminal record, shown and not kept"),
        offer.dress.best(language).rstrip("."),
        *(line.rstrip(". ") for line in offer.other_conditions.best(language).splitlines()),
    ]
    return [start_small(str(each)) for each in asked if each]


def name_of(member):
    return member.name if member else ""


def conditions(placement, values):
    """The facts by which a variant is chosen; the names and values are those of the template."""
    rule = placement.consent_rule
    consent = "general" if rule == Organisation.Consent.GENERAL else "given" if rule in GIVEN else "none"
    filled = {"kbo": "host_kbo", "conditions": "host_conditions", "until": "consent_until"}
    same = {name: name for name in ("themes", "meals", "sender_ref")}
    return {
        "consent": consent if values["approver_name"] and values["approval_date"] else "none",
        "status": placement.status,
        "travel": placement.offer.travel_costs or "employer",
        "secrecy": placement.offer.secrecy.code if placement.offer.secrecy else "no_clients",
        **{when: "yes" if values[name] else "no" for when, name in (filled | same).items()},
    }
