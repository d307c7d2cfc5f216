"""A list of people as real ones are: each row's outcome is written out by hand."""

from pathlib import Path

import pytest

from exchange.members.models import Member, Membership
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OrganisationFactory
from tests.intake.dirt import told, without

from .test_people import plan

pytestmark = pytest.mark.django_db
DIRTY = Path(__file__).with_name("dirty-people.csv")
UNKNOWN = "“{}” is not in our list. The template shows the list."
MEANT = "“{}” is not in our list. Do you mean “{}”?"
EMPTY = "This is empty. A new person needs it."
ADDRESS = "This is no e-mail address. Please write one address."
PHONE = "This is not a phone number. Write it like 02 123 45 67 or +32 2 123 45 67."
TWICE = "This is the same person and organisation as in row {}. Please keep one."
OTHERWISE = "Row {} says something else about the same person. Please make them agree."
GONE = "Ivo Gone has left this organisation. Please invite this person again from its page."
# Row of the file: the cells to correct, with what to do. Every other row is read; row 39 is empty.
WRONG = {
    5: {"I5": UNKNOWN.format("Kiné")},
    8: {"H8": UNKNOWN.format("bénévole")},
    9: {"9": TWICE.format(8)},
    11: {"11": TWICE.format(10)},
    13: {"C13": "Somebody of this name is here with another address. Please write that one."},
    14: {"D14": GONE},
    15: {"15": TWICE.format(14), "D15": GONE},
    16: {"B16": "Several people here bear this name. Please add the e-mail address."},
    18: {"D18": "Several organisations are called so. Please add the postcode."},
    21: {"D21": "This organisation has left the exchange. Nobody can join it."},
    22: {"D22": "We don’t know “Le Fill”. Do you mean “Le Fil”?"},
    23: {"D23": "We don’t know “Inconnue asbl”. Please bring in the organisation first."},
    24: {"A24": EMPTY},
    25: {"B25": EMPTY},
    26: {"D26": EMPTY},
    27: {"C27": ADDRESS},
    28: {"C28": ADDRESS},
    29: {"E29": "This enterprise number is not right. Please check its ten digits."},
    30: {"E30": "We don’t know “0123456749”. Please bring in the organisation first."},
    31: {"G31": "Who has a role needs an e-mail address. Please add it."},
    32: {"G32": MEANT.format("Signatare", "signataire")},
    33: {"G33": UNKNOWN.format("Zorro")},
    34: {"K34": PHONE},
    36: {"J36": MEANT.format("Franais", "French")},
    37: {"J37": UNKNOWN.format("Klingon")},
    38: {"L38": UNKNOWN.format("Deutsch")},
    40: {"I40": UNKNOWN.format("Zqmétier")},
    46: {"A46": "This text is too long. Please write at most 80 signs."},
    48: {"K48": OTHERWISE.format(47)},
    51: {"51": TWICE.format(49)},
    55: {"D55": "We don’t know “Maison Bleue”. Do you mean “Maison Bleue asbl”?"},
    57: {"D57": "This name and this enterprise number are of two organisations. Please keep the right one."},
    58: {"B58": OTHERWISE.format(14)},
    60: {"H60": UNKNOWN.format("CDI")},
}
CLEAN = without(DIRTY, WRONG)


@pytest.fixture(autouse=True)
def known():
    """Organisations and people that we have already."""
    OrganisationFactory(name={"fr": "Maison Bleue asbl", "nl": "Blauw Huis vzw"}, enterprise_number="0400000185")
    thread = OrganisationFactory(name={"fr": "Le Fil", "nl": "De Draad"}, enterprise_number="0400000383")
    for postcode in ("1020", "1090"):
        OrganisationFactory(name={"fr": "Les Glycines"}, postcode=postcode)
    lake = OrganisationFactory(name={"fr": "Le Lac"})
    OrganisationFactory(name={"fr": "Le Vent"}, state="left")
    MemberFactory(email="ana@lac.example", first_name="Ana", last_name="Zq", of=lake)
    gone = MemberFactory(email="ivo@lac.example", first_name="Ivo", last_name="Gone", of=lake)
    Membership.objects.filter(member=gone).update(ended_at="2026-01-01T12:00Z")
    Member.objects.create_without_mail(first_name="Zoé", last_name="Du Bois").memberships.create(organisation=lake)
    for number in (1, 2):
        MemberFactory(email=f"jan{number}@draad.example", first_name="Jan", last_name="Peeters", of=thread)


def test_each_row_of_a_dirty_file_is_read_or_says_what_to_do():
    planned = plan(DIRTY.read_bytes())

    assert told(planned) == WRONG
    assert planned.counts == {"new": 24, "changed": 3, "same": 1, "wrong": 34}


def test_what_is_read_is_kept_and_the_same_file_twice_changes_nothing():
    before = Member.objects.count()
    plan(CLEAN).write()
    rights = [Membership.objects.values_list("member__email", "organisation", *Membership.ROLES).order_by("pk")]
    after = list(Member.objects.order_by("pk").values())

    planned = plan(CLEAN)
    planned.write()

    assert planned.counts == {"new": 0, "changed": 0, "same": 28, "wrong": 0}
    assert list(Member.objects.order_by("pk").values()) == after
    assert (len(after) - before, OutboxMail.objects.count(), len(rights[0])) == (23, 0, 29)


def test_names_lists_and_roles_mean_what_was_written():
    plan(CLEAN).write()

    camille, jan = (Member.objects.get(email=f"{name}@bleue.example") for name in ("camille", "jan"))
    assert (camille.function.code, camille.memberships.get().is_reference, camille.language) == ("EDU", True, "fr")
    assert sorted(term.code for term in jan.spoken.all()) == ["fr", "nl"]
    place = jan.memberships.get()
    assert (place.is_deputy, place.is_signatory, place.is_reference, place.status) == (True, True, False, "employee")
    assert Member.objects.get(email="form@bleue.example").first_name == "=1+1"
    assert Member.objects.get(last_name="Du Bois").first_name == "Zoé"
    codes = Member.objects.filter(first_name="Fonction").order_by("pk").values_list("function__code", flat=True)
    assert list(codes) == ["NUR", "SOCW", "SOCW", "COORD", "PMT"]
