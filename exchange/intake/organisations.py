"""Organisations: recognised by enterprise number, else by name and postcode; a commitment makes a member of them."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.members import places
from exchange.members.models import Membership, Organisation
from exchange.members.states import State
from exchange.programmes.models import Twin
from exchange.programmes.texts import CODES, Texts
from exchange.programmes.workdays import today

from . import bulk
from .columns.organisations import COLUMNS
from .labels import fold
from .numbers import date_text
from .plan import Plan
from .values import agrees

TEXTS = ("name", "whom_we_receive", "how_to_refer", "waiting_time", "whom_to_call")
CONSENT = {"consent", "consent_given_by", "consent_given_on", "consent_until"}
APPROVER = ("approver_name", "approver_mail")


def known():
    """All organisations; applications whose address nobody confirmed are left out."""
    rows = Organisation.objects.exclude(state=State.APPLIED, mail_confirmed_at=None)
    return rows.select_related("sector", "structure", "setting", "body").prefetch_related("publics")


class Organisations(Plan):
    columns = COLUMNS
    needed = ("name", "sector", "structure", "postcode")
    empty = gettext_lazy("This is empty. A new organisation needs it.")
    twice = gettext_lazy("This is the same organisation as in row %(row)s. Please keep one.")

    def load(self):
        self.by_key = {}
        for organisation in known().order_by("-pk"):
            found = keys(organisation.enterprise_number, organisation.name, organisation.postcode)
            self.by_key.update(dict.fromkeys(found, organisation))

    def match(self, line):
        values = line.values
        wanted = keys(values.get("enterprise_number"), values.get("name"), values.get("postcode"))
        line.found = next((self.by_key[key] for key in wanted if self.fits(key, values)), None)
        line.title = (values.get("name") or (line.found and line.found.name) or Texts()).best()
        return [("pk", line.found.pk)] if line.found else wanted

    def fits(self, key, values):
        """Two sites of one name and postcode with different numbers are two organisations."""
        found, number = self.by_key.get(key), values.get("enterprise_number")
        return bool(found) and (len(key) == 1 or not (number and found.enterprise_number not in {"", number}))

    def check(self, line):
        self.check_place(line)
        self.check_consent(line)
        self.check_approver(line)

    def check_place(self, line):
        """Postcode and town become the municipality; a town alone must fit the postcode we have."""
        town = line.values.pop("town", "")
        code = line.values.get("postcode") or (line.found and line.found.postcode)
        if not code or not (town or "postcode" in line.values):
            return
        covered = places.sharing(code)
        named = [each for each in covered if fold(town) in names_of(each)]
        kept = line.found.municipality.get("fr") if line.found else None
        place = next((each for each in named or covered if each.name_fr == kept), (named or covered)[0])
        line.values["municipality"] = Texts(fr=place.name_fr, nl=place.name_nl)

    def check_consent(self, line):
        """A general consent says who gave it and when, and is not over; the row may say what we don't have yet."""
        said, kept = line.values, line.found or Organisation()
        after = {name: said.get(name) or getattr(kept, name) for name in CONSENT}
        if not CONSENT & said.keys() or after["consent"] != Organisation.Consent.GENERAL:
            return
        for name in ("consent_given_by", "consent_given_on"):
            if not after[name] and name not in line.told:
                self.fault(line, name, _("A general consent needs this."))
        if "consent_until" in said and kept.consent_until != after["consent_until"] < today():
            self.fault(line, "consent_until", _("This day has passed."))

    def check_approver(self, line):
        """Who consents without an account has a name and an address; the row may say what we don't have yet."""
        said, kept = line.values, line.found or Organisation()
        missing = [name for name in APPROVER if not (said.get(name) or getattr(kept, name) or name in line.told)]
        if len(missing) == 1 and set(APPROVER) & said.keys():
            self.fault(line, missing[0], _("Give both the name and the e-mail address."))

    def differing(self, line):
        pairs = ((name, changed(line.found, name, value)) for name, value in line.values.items())
        return {name: value for name, value in pairs if value is not None}

    def write(self):
        """A signed commitment makes a member of an organisation; without one it is invited."""
        pairs = [(line.found or fresh(), settled(line.changes)) for line in self.to_write]
        replaced = [
            (row, row.approver_mail) for row, values in pairs if row.approver_mail and "approver_mail" in values
        ]
        bulk.write(Organisation, pairs, lists=("publics",))
        twins, rows = Twin.objects.groups(), known().filter(pk__in=[row.pk for row, _values in pairs])
        bulk.write(Organisation, [(row, {"search_text": row.words(twins)}) for row in rows])
        for organisation, address in replaced:
            organisation.close_consent_links(address)
        committed = [row.pk for row, values in pairs if "without_reference_since" in values]
        led = Membership.objects.current().filter(is_reference=True, organisation__in=committed)
        Organisation.objects.filter(pk__in=led.values("organisation")).update(without_reference_since=None)

    @staticmethod
    def export():
        return map(cells_of, known().order_by("pk"))


def names_of(place):
    return {fold(name) for name in (place.name_fr, place.name_nl, *place.other.split("|")) if name}


def keys(number, name, postcode):
    """What an organisation is recognised by, the surest first."""
    own = [(number,)] if number else []
    return own + [(fold(text), postcode) for text in (name or {}).values() if text and postcode]


def changed(organisation, name, value):
    """The value to write, or None when we have it already. A commitment only changes who is invited."""
    if name == "committed_on":
        return value if organisation.state == State.INVITED else None
    if name == "publics":
        same = {term.pk for term in value} == {term.pk for term in organisation.publics.all()}
        return None if same else value
    kept = getattr(organisation, name)
    kept = kept.lower() if name in ("mail", "approver_mail") else kept
    if agrees(kept, value):
        return None
    return Texts({**kept, **value}) if name in TEXTS else value


def fresh():
    return Organisation(state=State.INVITED, mail_confirmed_at=timezone.now())


def settled(changes):
    """The columns to write: with a commitment those of a member, with a postcode those of the map."""
    found = dict(changes)
    if committed := found.pop("committed_on", None):
        found |= membership(committed)
    return found | places.point(found["postcode"]) if "postcode" in found else found


def membership(day):
    """A member since the day of its commitment on paper. Where nobody answers for it yet, Maya's desk says so."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    dates = dict.fromkeys(("applied_at", "mail_confirmed_at", "welcomed_at"), moment)
    return {"state": State.ACTIVE, "without_reference_since": today(), **dates}


def cells_of(organisation):
    """One organisation as a row of an export, in the order of COLUMNS."""
    return [cell_of(organisation, column) for column in COLUMNS]


def cell_of(organisation, column):
    if column.key == "town":
        return organisation.municipality.best()
    if column.key == "committed_on":
        joined = organisation.welcomed_at
        return f"{timezone.localtime(joined):%d/%m/%Y}" if joined else ""
    if column.key == "enterprise_number":
        return organisation.enterprise_number_text
    value = getattr(organisation, column.name)
    if column.language in CODES:
        return value.get(column.language, "")
    if column.key == "publics":
        return "; ".join(str(term) for term in value.all())
    if column.key == "consent":
        return organisation.get_consent_display()
    return date_text(value) if isinstance(value, dt.date) else "" if value is None else str(value)
