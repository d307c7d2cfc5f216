"""Where a crowd lives: most in Brussels, some around it, the others all over Belgium, speaking as people do there."""

from functools import cache

from exchange.members.places import all_places

WEIGHTS = {"brussels": 62, "around": 22, "far": 16}
ROLES = {"brussels": {"FR": 54, "NL": 26, "BI": 20}, "french": {"FR": 96, "BI": 4}, "dutch": {"NL": 96, "BI": 4}}
FRENCH = [(1300, 1500), (4000, 8000)]  # postcodes from, up to
AROUND = [(1300, 2000), (3000, 3100)]


def is_in(postcode, ranges):
    return any(first <= int(postcode) < end for first, end in ranges)


@cache
def regions():
    """The places of each region; a postcode only once, as its own municipality."""
    found, known = {region: [] for region in WEIGHTS}, set()
    for place in all_places():
        if place.postcode not in known:
            known.add(place.postcode)
            is_near = "around" if is_in(place.postcode, AROUND) else "far"
            found["brussels" if int(place.postcode) < 1300 else is_near].append(place)
    return found


def choose(random):
    """Return a place and the language role of an organisation there."""
    region = pick(random, WEIGHTS)
    place = random.choice(regions()[region])
    spoken = "brussels" if region == "brussels" else "french" if is_in(place.postcode, FRENCH) else "dutch"
    return place, pick(random, ROLES[spoken])


def pick(random, weights):
    return random.choices(list(weights), weights.values())[0]
