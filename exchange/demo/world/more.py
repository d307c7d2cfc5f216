"""What stands beside the twelve hosts, so that every state occurs: second offers, a table that was brought in."""

import datetime as dt

from catalogue.models import Offer
from exchange.intake.columns import recognised
from exchange.intake.models import Intake
from exchange.intake.organisations import COLUMNS
from exchange.intake.writing import as_csv
from exchange.programmes.seed import texts

from .clock import moment

VERBS = {"draft": [], "hidden": ["publish", "hide"], "archived": ["publish", "archive"]}
OURS = {"days_ago", "file"}  # of an entry; its other keys are columns of the table


def write_second_offer(world, entry):
    """A host copies its first offer and gives it another title; then what its state says became of it."""

    def write():
        offer = Offer.objects.get(pk=world.offers[entry["host"]]).copy()
        offer.title = texts(entry, "title_")
        offer.save()
        offer.remember_words()
        for verb in VERBS[entry["state"]]:
            getattr(offer, verb)(offer.organisation.reference_person())

    world.agenda.at(moment(world.today - dt.timedelta(days=entry["days_ago"]), 16, 50), write)


def bring_in(world, entry):
    """Maya brings in a table of one organisation, which is invited with it."""

    def bring():
        row = {name: text for name, text in entry.items() if name not in OURS}
        content = as_csv([list(row), list(row.values())])
        intake = Intake.objects.create(name=entry["file"], content=content, by=world.maya)
        intake.mapping = recognised(intake.rows()[0].cells, COLUMNS)
        intake.save(update_fields=["mapping"])
        intake.bring_in(1)

    world.agenda.at(moment(world.today - dt.timedelta(days=entry["days_ago"]), 11, 10), bring)
