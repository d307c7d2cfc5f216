"""A confirmed placement whose agreement can be signed, with its people, for the tests of agreements."""

import datetime as dt

from django.utils import timezone

from agreements.models import Agreement, Certificate
from agreements.texts import fingerprint
from exchange.placements.models import Placement
from exchange.placements.states import Party
from exchange.programmes.texts import Texts
from tests.factories import term
from tests.placements.going import a_placement


def a_confirmed_placement(state="confirmed", **columns):
    """Lena Dubois, who works with Équipe mobile Kanaal, goes to Les Tilleuls, where Karim Aziz signs."""
    placement = a_placement(state=state, **columns)
    rename(placement.worker, "Lena", "Dubois", language="fr", function=term("profession", "EDU"))
    rename(placement.host_lead, "Karim", "Aziz", language="fr")
    rename(placement.sender_lead, "Nadia", "Benali", language="fr")
    placement.host.name = Texts(fr="Centre de jour Les Tilleuls", nl="Dagcentrum Les Tilleuls")
    placement.host.language_role = "FR"
    placement.host.save()
    placement.goals.add(term("goal", "calm"))
    return placement


def rename(member, first_name, last_name, **columns):
    for column, value in {"first_name": first_name, "last_name": last_name, **columns}.items():
        setattr(member, column, value)
    member.save()


def out_of_reach(placement):
    """Its worker has no mail, and the sending organisation nobody who acts for one, nor a general address."""
    rename(placement.worker, "Marc", "Tambourin", has_mail=False)
    placement.sender.memberships.update(is_reference=False)
    placement.sender.mail = ""
    placement.sender.save()
    return placement


def sign(placement, party, **values):
    """Sign for this side, as its usual signatory does."""
    agreement = Agreement.of(placement)
    by = placement.worker if party == Party.WORKER else placement.host_lead
    values = {"member": by, "name": by.name, "capacity": "éducatrice", "address": "192.0.2.7", **values}
    return agreement.sign(party=party, by=by, read=fingerprint(agreement.text_now()), **values)


def a_signed_placement(**columns):
    placement = a_confirmed_placement(**columns)
    sign(placement, Party.HOST)
    sign(placement, Party.WORKER)
    placement.refresh_from_db()
    return placement


def a_past_placement(state="completed", minutes=465, **columns):
    """An immersion of two days that is over, signed, with real minutes per day once it is completed."""
    placement = a_signed_placement(**columns)
    for number, day in enumerate(placement.days.all()):
        day.date = timezone.localdate() - dt.timedelta(days=3 - number)
        day.real_minutes = minutes if state in {"completed", "interrupted"} else None
        day.save()
    Placement.objects.filter(pk=placement.pk).update(state=state)
    getattr(placement, "_prefetched_objects_cache", {}).clear()
    placement.refresh_from_db()
    return placement


def a_certificate(**columns):
    placement = a_past_placement(**columns)
    certificate = Certificate.issue(placement, by=placement.host_lead)
    certificate.placement = placement
    return certificate
