"""What a certificate says, frozen when it is issued: names, dates and minutes once, words in French and in Dutch."""

from django.utils import translation
from django.utils.timezone import localdate

from exchange.programmes.texts import start_small

from .facts import capacity
from .languages import PAPER_LANGUAGES


def freeze(certificate, signer, goals=None):
    """Return the facts of a certificate. `goals`: keys of `goal_choices` that were treated (default: all)."""
    placement = certificate.placement
    agreement = getattr(placement, "agreement", None)
    days = [
        {"date": day.date.isoformat(), "minutes": day.real_minutes} for day in placement.days.all() if day.real_minutes
    ]
    return {
        "days": days,
        "minutes": sum(day["minutes"] for day in days),
        "is_long_enough": placement.is_long_enough,
        "minimum_minutes": placement.programme.full_day_minutes,
        "worker": placement.worker.name,
        "signatory": signer.name,
        "agreement": placement.number,
        "signed_on": localdate(agreement.signed_at).isoformat() if agreement and agreement.signed_at else "",
        "issued_on": localdate(certificate.issued_at).isoformat(),
        "kbo": placement.host.enterprise_number_text,
        **{code: words(placement, signer, goals, code) for code, _name in PAPER_LANGUAGES},
    }


def words(placement, signer, goals, language):
    """What depends on the language of the paper."""
    host, offer, worker = placement.host, placement.offer, placement.worker
    with translation.override(language):
        return {
            "host": str(host.name.best(language)),
            "host_address": ", ".join(host.address_lines),
            "place": str(host.municipality.best(language)) or host.postcode,
            "host_type": f"{host.sector.name.best(language)} · {host.structure.name.best(language)}",
            "body": str(host.body.name.best(language)) if host.body else "",
            "function": start_small(
                worker.function_title or (worker.function.name.best(language) if worker.function else "")
            ),
            "employer": str(placement.sender.name.best(language)),
            "themes": [start_small(theme.name.best(language)) for theme in offer.themes.all()],
            "goals": [
                start_small(text) for key, text in goal_choices(placement, language) if goals is None or key in goals
            ],
            "signatory_function": capacity(host, signer),
        }


def goal_choices(placement, language=None):
    """The learning goals asked for, as (key, text); the host says which were treated."""
    ticked = [(goal.code, str(goal.name.best(language))) for goal in placement.goals.all()]
    return ticked + ([("own", placement.own_goal)] if placement.own_goal else [])
