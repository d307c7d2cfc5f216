"""Which organisation a row means: by its enterprise number, else by its name, with the postcode where needed."""

from collections import defaultdict

from django.utils.translation import gettext as _

from exchange.members.models import Organisation
from exchange.members.states import State

from .cells import Wrong
from .labels import fold, near


class Houses:
    """Every organisation by what a file may call it; one query."""

    def __init__(self):
        self.by_number, self.by_name = defaultdict(list), defaultdict(list)
        rows = Organisation.objects.exclude(state=State.APPLIED, mail_confirmed_at=None).exclude(state=State.REJECTED)
        for house in rows.select_related("sector").order_by("pk"):
            if house.enterprise_number:
                self.by_number[house.enterprise_number].append(house)
            for name in {fold(text) for text in house.name.values() if text}:
                self.by_name[name].append(house)

    def find(self, name, number, postcode):
        """The one that is meant, or `Wrong`."""
        found = self.by_number.get(number, []) if number else []
        if len(found) != 1 and name:  # one number may stand for several sites; another number is another organisation
            named = [each for each in self.by_name.get(fold(name), []) if number in {"", each.enterprise_number}]
            found = named or found
        elif name and fold(name) in self.by_name and found[0] not in self.by_name[fold(name)]:
            raise Wrong(_("This name and this enterprise number are of two organisations. Please keep the right one."))
        if len(found) > 1 and postcode:
            found = [each for each in found if each.postcode == postcode]
            if not found:
                raise Wrong(_("None of the organisations called so has this postcode. Please check it."))
        if len(found) > 1:
            raise Wrong(_("Several organisations are called so. Please add the postcode."))
        if not found:
            raise Wrong(self.unknown(name or number))
        return found[0]

    def unknown(self, written):
        if name := near(written, self.by_name):
            meant = {"words": written, "near": self.by_name[name][0]}
            return _("We don’t know “%(words)s”. Do you mean “%(near)s”?") % meant
        return _("We don’t know “%(words)s”. Please bring in the organisation first.") % {"words": written}


def meant(plan, line, name):
    """Put the organisation that these columns of a line mean in the place of their words; else a fault, and None."""
    parts = [line.values.pop(part, "") for part in (name, f"{name}_number", f"{name}_postcode")]
    house = None
    try:
        house = plan.houses.find(*parts) if any(parts[:2]) else None
    except Wrong as wrong:
        plan.fault(line, name if parts[0] else f"{name}_number", wrong.sentence)
        line.told.add(name)
    if f"{name}_number" in line.told:
        line.told.add(name)
    if house:
        line.values[name] = house
    return house


def cells_of(house):
    return [house.name.best(), house.enterprise_number_text, house.postcode]
