"""What workers of a crowd look for: wishes of people who are there, some broad, some narrow."""

from random import Random

from catalogue.models import month_bits
from exchange.matching.models import Wish
from exchange.members.models import Membership
from exchange.programmes.models import Programme, Term

LISTS = {"themes": (0, 3), "publics": (0, 2), "sectors": (0, 1), "structures": (0, 2), "languages": (0, 1)}
SOME = 0.4  # of the wishes say something in one list


def wish(number, seed=1):
    """Have so many open wishes of workers, each of another person; the same ones for a seed. Once is enough."""
    if Wish.objects.exists():
        return
    random, programme = Random(seed), Programme.current()  # noqa: S311 - dice, no secret
    rows = Membership.objects.current().filter(is_reference=False, organisation__state="active").order_by("pk")
    people = random.sample(list(rows.select_related("member", "organisation")), number)
    wishes = [wished(random, programme, row) for row in people]
    Wish.objects.bulk_create(wishes)
    terms = {name: list(Term.objects.of(name.removesuffix("s")).open()) for name in LISTS}
    for name, sizes in LISTS.items():
        through, found = getattr(Wish, name).through, terms[name]
        chosen = [(one, random.sample(found, random.randint(*sizes))) for one in wishes if random.random() < SOME]
        through.objects.bulk_create([through(wish_id=one.pk, term=term) for one, few in chosen for term in few])


def wished(random, programme, row):
    """One wish of one worker, with months and a way for some."""
    first = random.randint(1, 12)
    months = [(first + ahead - 1) % 12 + 1 for ahead in range(random.choice([0, 0, 2, 3, 6]))]
    travel = random.choice([None, None, 30, 45, 60])
    return Wish(
        programme=programme, worker=row.member, written_by=row.member, organisation=row.organisation,
        months=sorted(months), months_mask=month_bits(months), travel_minutes=travel,
    )  # fmt: skip
