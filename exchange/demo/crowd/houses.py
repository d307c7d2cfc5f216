"""One organisation of a crowd with its people: whole rows with their numbers, not yet written."""

from datetime import timedelta
from typing import NamedTuple

from allauth.account.models import EmailAddress

from exchange.members.models import Member, Membership, Organisation
from exchange.programmes.texts import Texts

from .places import choose, pick
from .words import LANGUAGES, filled, house_name, lists, written

STATES = {"active": 97, "paused": 2, "left": 1}
BODIES = {"FR": ["PHARE", "COCOF", "COCOM"], "NL": ["VGC", "VAPH", "DZORG"], "BI": ["COCOM", "IRISCARE", "INAMI"]}
DUAL = 6  # one organisation in so many of mental health or disability is specialised in both
OPEN_DAYS = 1100  # the exchange is about three years old
FUNCTIONS = ["EDU", "NUR", "AID", "PSYL", "ORTHO", "SOCW", "OT", "PEER", "COORD"]


class House(NamedTuple):
    """An organisation with the rows that hang on it, and its kind of structure as the word lists describe it."""

    organisation: Organisation
    kind: dict
    people: list
    memberships: list
    addresses: list
    publics: list


def house(crowd):
    """Make the next organisation of the crowd."""
    random, words = crowd.random, lists()
    place, role = choose(random)
    kinds = [each for each in words["structure"] if role in each.get("roles", role)]
    kind = random.choices(kinds, [each["weight"] for each in kinds])[0]
    organisation = Organisation(
        pk=crowd.next(Organisation),
        name=house_name(role, kind, random.choice(words["noun"]), random.choice(words["adjective"])),
        structure=crowd.term("structure", kind["code"]),
        sector=sector(crowd, kind["code"]),
        setting=crowd.term("setting", kind["setting"]),
        body=crowd.term("body", random.choice(BODIES[role])),
        street=f"{random.choice(words['streets'][random.choice(LANGUAGES[role])])} {random.randint(1, 180)}",
        postcode=place.postcode,
        municipality=Texts(fr=place.name_fr, nl=place.name_nl),
        latitude=place.latitude,
        longitude=place.longitude,
        language_role=role,
        phone=phone(random),
        whom_we_receive=written(role, [random.choice(words["receive"])]),
        how_to_refer=written(role, [random.choice(words["refer"])]),
        state=pick(random, STATES),
        **history(crowd),
    )
    organisation.mail = f"maison{organisation.pk}@example.org"
    staff = [person(crowd, role) for _number in range(random.randint(2, 4))]
    organisation.whom_to_call = filled(role, random.choice(words["call"]), name=staff[0].name, phone=staff[0].phone)
    publics = [crowd.term("public", code) for code in random.sample(kind["publics"], random.randint(2, 3))]
    remember(crowd, organisation, publics)
    return House(organisation, kind, staff, belonging(organisation, staff, random), confirmed(staff), publics)


def remember(crowd, organisation, publics):
    """The words it is searched by, as `save()` and the forms keep them on the row."""
    organisation._prefetched_objects_cache = {"publics": publics}
    organisation._state.adding = False  # its list is known, and belongs to these words
    organisation.search_text = organisation.words(crowd.twins)


def sector(crowd, structure):
    """The structure's usual sector; some organisations are specialised in both."""
    usual = crowd.term("structure", structure).parent_id
    core = crowd.term("sector", "DUAL" if not crowd.random.randrange(DUAL) else "MH")
    return crowd.by_pk[usual] if usual and core.code != "DUAL" else core


def history(crowd):
    """When it joined, and how much it hosted and sent since."""
    joined = crowd.now - timedelta(days=crowd.random.randint(20, OPEN_DAYS))
    hosted, sent = (crowd.random.choice([0, 0, 1, 1, 2, 3, 5]) for _side in range(2))
    moments = dict.fromkeys(("applied_at", "mail_confirmed_at", "welcomed_at"), joined)
    return moments | {"hosted": hosted, "received": hosted, "sent": sent}


def person(crowd, role):
    random, pk = crowd.random, crowd.next(Member)
    language = random.choice(LANGUAGES[role])
    first, last = (random.choice(lists()[names][language]) for names in ("first_names", "last_names"))
    return Member(
        pk=pk,
        email=f"personne{pk}@example.org",
        first_name=first,
        last_name=last,
        phone=phone(random),
        function=crowd.term("profession", random.choice(FUNCTIONS)),
        language=language,
    )


def phone(random):
    return f"02 000 00 {random.randrange(100):02}"


def belonging(organisation, staff, random):
    """The first is reference person; in half of the organisations the second is deputy."""
    rows = [Membership(organisation=organisation, member=member) for member in staff]
    rows[0].is_reference = True
    rows[1].is_deputy = random.random() < 0.5
    return rows


def confirmed(staff):
    return [EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in staff]
