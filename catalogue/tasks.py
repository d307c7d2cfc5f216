"""What the worker does for the catalogue."""

import datetime as dt

from django.db.models import Exists, OuterRef

from exchange import jobs
from exchange.members.models import Membership
from exchange.programmes.models import Programme, Twin
from exchange.programmes.workdays import today

from . import mails
from .models import Offer

FAR = dt.timedelta(days=7)  # who came back longer ago knows


@jobs.regular(minutes=60)
def remember_words():
    """Follow what no offer hears of: its organisation's new name or place, terms and twins that Maya changed."""
    rows = Offer.objects.exclude(state=Offer.State.ARCHIVED)
    rows = rows.select_related("organisation__sector", "organisation__structure").prefetch_related("themes", "publics")
    rows.follow_words(Twin.objects.groups())


@jobs.regular(minutes=60)
def tell_back():
    """Tell the contact of an offer whose pause is over that members find it again."""
    rows = Offer.objects.published().filter(paused_until__lte=today(), paused_until__gt=today() - FAR)
    for offer in rows.select_related("organisation", "contact"):
        mails.back(offer)


@jobs.regular(minutes=15)
def replace_contacts():
    """Where the contact of an offer has left the house, its reference person stands there instead, and hears of it."""
    works_there = Membership.objects.current().filter(member=OuterRef("contact"), organisation=OuterRef("organisation"))
    rows = Offer.objects.exclude(state=Offer.State.ARCHIVED).exclude(contact=None).filter(~Exists(works_there))
    for offer in rows.select_related("organisation", "contact"):
        offer.hand_over()


@jobs.regular(minutes=60)
def keep_true():
    """Ask hosts whether their offers are still true, and hide those of which nobody said so."""
    for programme in Programme.objects.all() if mails.is_asking() else []:
        for offer in Offer.objects.to_lapse(programme):
            offer.lapse()
        for offer in Offer.objects.to_ask(programme):
            offer.ask_whether_true()
