"""Write a crowd: batch after batch of rows in bulk, the same rows for the same seed."""

from random import Random

from allauth.account.models import EmailAddress
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from catalogue.models import Offer
from exchange.members.models import Member, Membership, Organisation
from exchange.programmes.models import Programme, Term, Twin

from .houses import house
from .sheets import remember, sheet

BATCH = 1000  # offers written at once
OFFERS = [1, 1, 2, 3, 3, 4, 7]  # how many an organisation has
NUMBERED = [Organisation, Member, Offer]  # written with numbers of our own, so that rows can name each other


class Crowd:
    """What all rows of a crowd share: the dice, the lists, the numbers still free, the day."""

    def __init__(self, seed):
        self.random = Random(seed)  # noqa: S311 - dice, no secret
        self.now = timezone.now().replace(minute=0, second=0, microsecond=0)
        self.programme = Programme.current()
        self.twins = Twin.objects.groups()
        self.by_pk = Term.objects.in_bulk()
        self.terms = {(term.kind, term.code): term for term in self.by_pk.values()}
        self.lists = {kind: list(Term.objects.of(kind).open()) for kind in Term.Kind.values}
        self.numbers = {model: model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in NUMBERED}

    def next(self, model):
        self.numbers[model] += 1
        return self.numbers[model]

    def term(self, kind, code):
        return self.terms[kind, code]


def make(number, seed=1):
    """Add so many offers to this database, with the organisations and people they need."""
    crowd = Crowd(seed)
    while number > 0:
        houses, sheets = [], []
        while len(sheets) < min(BATCH, number):
            houses.append(house(crowd))
            count = min(crowd.random.choice(OFFERS), number - len(sheets))
            sheets += [sheet(crowd, houses[-1]) for _number in range(count)]
        write(crowd, houses, sheets)
        number -= len(sheets)
    renumber()


@transaction.atomic
def write(crowd, houses, sheets):
    Organisation.objects.bulk_create([each.organisation for each in houses])
    Member.objects.bulk_create([member for each in houses for member in each.people])
    Membership.objects.bulk_create([row for each in houses for row in each.memberships])
    EmailAddress.objects.bulk_create([row for each in houses for row in each.addresses])
    link(Organisation.publics, [(each.organisation.pk, each.publics) for each in houses])
    for offer, found in sheets:
        remember(crowd, offer, found)
    Offer.objects.bulk_create([offer for offer, _found in sheets])
    for name in sheets[0][1]:
        link(getattr(Offer, name), [(offer.pk, found[name]) for offer, found in sheets])


def link(field, rows):
    """Write the rows of a list field, pairs of a primary key and its terms: by far the most, so without models."""
    quoted = [field.through._meta.db_table, field.field.m2m_column_name(), field.field.m2m_reverse_name()]
    table, own, term = (connection.ops.quote_name(name) for name in quoted)
    sentence = f"INSERT INTO {table} ({own}, {term}) VALUES (%s, %s)"  # noqa: S608 - names of our own models
    with connection.cursor() as cursor:
        cursor.executemany(sentence, [(pk, term.pk) for pk, terms in rows for term in terms])


def renumber():
    """PostgreSQL's counters go on after the numbers given here."""
    with connection.cursor() as cursor:
        for sentence in connection.ops.sequence_reset_sql(no_style(), NUMBERED):
            cursor.execute(sentence)
