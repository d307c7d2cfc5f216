"""The offers of one organisation of a crowd, with their lists: whole rows, not yet written."""

from datetime import time, timedelta

from catalogue.models import Offer, month_bits

from .places import pick
from .words import LANGUAGES, filled, lists, written

STATES = {"published": 96, "hidden": 2, "draft": 1, "archived": 1}
HOURS = [(time(9), time(16)), (time(8, 30), time(16, 30)), (time(9), time(17)), (time(7), time(14, 30))]
LATE = (time(13), time(21))
FAR = [[], [], [], ["en"], ["ar"], ["tr"], ["de"], ["es"]]  # languages spoken beside the house's own
LIST_SIZES = {  # how many terms of each list an offer bears
    "themes": (2, 4), "professions": (0, 5), "shifts": (1, 2), "transports": (2, 4), "access": (0, 3),
}  # fmt: skip


def sheet(crowd, house):
    """Make the next offer of this organisation; returns it with its lists: {field: terms}."""
    random, role = crowd.random, house.organisation.language_role
    published = min(crowd.now, house.organisation.welcomed_at + timedelta(days=random.randint(3, 60)))
    starts, ends = LATE if random.random() < 0.1 else random.choice(HOURS)
    offer = Offer(
        pk=crowd.next(Offer),
        organisation=house.organisation,
        programme=crowd.programme,
        state=pick(random, STATES),
        weekdays=weekdays(random),
        starts=starts,
        ends=ends,
        months=months(random),
        contact=random.choice(house.people[:2]),
        secrecy=crowd.term("secrecy", random.choice(["no_clients", "accompanied", "takes_part"])),
        created_at=published - timedelta(days=2),
        published_at=published,
        confirmed_at=crowd.now - timedelta(days=random.randint(1, 330)),
        **conditions(crowd, role),
        **texts(random, house),
    )
    return offer, term_lists(crowd, house)


def weekdays(random):
    first, last = random.choice([(0, 4), (0, 4), (0, 3), (1, 4), (1, 3), (0, 6)])
    return list(range(first, last + 1))


def months(random):
    """All year, all but the summer, or one season."""
    closed = set(random.choice([[], [], [7, 8], [8], [7, 8, 12], [1, 12]]))
    if random.random() < 0.2:
        first = random.randint(1, 12)
        closed |= {(first + number - 1) % 12 + 1 for number in range(6)}
    return [month for month in range(1, 13) if month not in closed]


def conditions(crowd, role):
    random = crowd.random
    low = random.choice([2, 2, 2, 3, 3, 4])
    values = {
        "minimum_dates": low,
        "maximum_dates": random.choice([None, low, low + 1, low + 2]),
        "in_a_row": random.random() < 0.2,
        "no_diploma": random.random() < 0.7,
        "capacity": random.choice([1, 1, 1, 2, 2, 3]),
        "notice_days": random.choice([None, None, 7, 14, 30]),
        "meal": crowd.term("meal", random.choice(["free", "paid", "own"])),
    }
    rare = {name: random.random() < 0.15 for name in ("home_visits", "pre_meeting", "vaccination", "criminal_record")}
    if random.random() < 0.6:
        values["asked_language"] = crowd.term("language", random.choice(LANGUAGES[role]))
        values["asked_level"] = crowd.term("level", random.choice(["understand", "converse", "fluent"]))
    return values | rare


def texts(random, house):
    words, role = lists(), house.organisation.language_role
    number = random.randint(2, 4)
    days = {code: words["days"][code][number] for code in LANGUAGES[role]}
    where = {code: house.kind[f"where_{code}"] for code in LANGUAGES[role]}
    own = words["see_dis" if house.organisation.sector.code == "DIS" else "see_mh"]
    stop = random.randrange(len(words["stops"]["fr"]))
    return {
        "title": filled(role, random.choice(words["title"]), days=days, where=where),
        "see": written(role, [*random.sample(own, 2), random.choice(words["see_shared"])]),
        "attend": written(role, random.sample(words["attend"], 3), "\n"),
        "not_attend": written(role, random.sample(words["not_attend"], 2), "\n"),
        "companion": written(role, [random.choice(words["companion"])]),
        "nearest_stop": written(role, [{code: words["stops"][code][stop] for code in words["stops"]}]),
    }


def term_lists(crowd, house):
    random = crowd.random
    found = {}
    for name, (low, high) in LIST_SIZES.items():
        terms = crowd.lists[Offer._meta.get_field(name).remote_field.limit_choices_to["kind"]]
        found[name] = random.sample(terms, random.randint(low, high))
    spoken = {*LANGUAGES[house.organisation.language_role], *random.choice(FAR)}
    found["languages"] = [crowd.term("language", code) for code in sorted(spoken)]
    found["publics"] = random.sample(house.publics, random.randint(1, len(house.publics)))
    return found


def remember(crowd, offer, found):
    """What `save()` and the verbs keep on the row beside what people wrote."""
    offer._prefetched_objects_cache = found
    offer._state.adding = False  # its lists are known, and belong to the words it is searched by
    offer.months_mask = month_bits(offer.months)
    offer.search_text = offer.words(crowd.twins)
