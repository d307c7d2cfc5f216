"""A table of past immersions: what is counted, what is refused, and that nobody hears of it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from exchange.desk import figures
from exchange.intake import tables
from exchange.intake.columns import recognised
from exchange.intake.immersions import COLUMNS, Immersions
from exchange.intake.models import Intake
from exchange.intake.sheets import read
from exchange.intake.writing import as_csv, as_workbook
from exchange.members import own_data
from exchange.members.models import Organisation
from exchange.notifications.models import OutboxMail
from exchange.placements.models import PastImmersion
from exchange.programmes.models import Programme
from exchange.programmes.workdays import today
from tests.factories import MemberFactory, OrganisationFactory, PlacementFactory, term
from tests.members.test_people import signed_in
from tests.questionnaires.asked import maya

pytestmark = pytest.mark.django_db
HEAD = "De;Vers;Du;Au;Heures;Travailleur;E-mail\n"


@pytest.fixture(autouse=True)
def houses():
    OrganisationFactory(name={"fr": "Le Lac"}, sector=term("sector", "MH"))
    OrganisationFactory(name={"fr": "Le Pont"}, sector=term("sector", "DIS"))


def plan(content):
    rows = read(content if isinstance(content, bytes) else content.encode())
    return Immersions(rows, recognised(rows[0].cells, COLUMNS))


def bring(content):
    planned = plan(content)
    assert [fault.sentence for line in planned.wrong for fault in line.faults] == []
    planned.write()
    return planned.counts


def faults(rows):
    return {fault.cell: fault.sentence for line in plan(HEAD + rows).wrong for fault in line.faults}


def wings(name):
    house = Organisation.objects.get(name__fr=name)
    return house.hosted, house.sent


def test_past_immersions_count_as_hosted_and_sent_and_nobody_is_mailed():
    bring(HEAD + "Le Lac;Le Pont;4/3/2025;5/3/2025;15,2;Ana Zq;\nLe Lac;Le Pont;11/3/2025;14/3/2025;16 h;;\n")

    assert (wings("Le Pont"), wings("Le Lac")) == ((2, 0), (0, 2))
    assert list(PastImmersion.objects.values_list("first_day", "minutes", "worker_name")) == [
        (dt.date(2025, 3, 11), 960, ""), (dt.date(2025, 3, 4), 912, "Ana Zq"),
    ]  # fmt: skip
    assert not OutboxMail.objects.exists()


def test_within_one_sector_they_are_kept_and_do_not_count_for_the_promise():
    Organisation.objects.update(sector=term("sector", "MH"))

    bring(HEAD + "Le Lac;Le Pont;4/3/2025;5/3/2025;15,2;;\n")

    assert (PastImmersion.objects.count(), wings("Le Pont")) == (1, (0, 0))
    assert Organisation.objects.get(name__fr="Le Pont").received == 1


def test_they_are_in_the_figures_of_their_year_month_and_sectors():
    first = today().replace(month=1, day=1)
    day = first if today() > first else first.replace(year=first.year - 1)
    PastImmersion.keep([immersion(day)])

    assert figures.number_of(day, today()) == 1
    assert sum(bar["number"] for bar in figures.per_month()) == 1
    if day.year == today().year:
        assert figures.between_sectors()["share"] == "100 %"


def immersion(day, **columns):
    houses = {
        name: Organisation.objects.get(name__fr=text) for name, text in (("host", "Le Pont"), ("sender", "Le Lac"))
    }
    days = {
        "first_day": day,
        "last_day": day + dt.timedelta(days=1),
        "dates": [str(day), str(day + dt.timedelta(days=1))],
    }
    return PastImmersion(programme=Programme.current(), minutes=900, **houses, **days, **columns)


@pytest.mark.parametrize("number", [1, 20])
def test_the_queries_do_not_grow_with_the_rows(number, django_assert_max_num_queries):
    for name in range(number):
        OrganisationFactory(name={"fr": f"Maison {name}"})
    rows = "".join(f"Le Lac;Maison {name};4/3/2025;5/3/2025;15;;\n" for name in range(number))
    for _time in ("new", "the same"):
        with django_assert_max_num_queries(18):
            planned = plan(HEAD + rows)
            planned.write()


def test_the_same_file_twice_counts_once_also_when_the_person_is_known_by_then():
    row = "Le Lac;Le Pont;4/3/2025;5/3/2025;15,2;Ana Zq;"
    bring(HEAD + row + "\n")
    assert bring(HEAD + row + "\n") == {"new": 0, "changed": 0, "same": 1, "wrong": 0}

    ana = MemberFactory(first_name="Ana", last_name="Zq", email="ana@lac.example")
    assert bring(HEAD + row + "ana@lac.example\n") == {"new": 0, "changed": 1, "same": 0, "wrong": 0}

    assert bring(HEAD + row + "\n")["same"] == 1
    assert (PastImmersion.objects.get().worker, wings("Le Pont")) == (ana, (1, 0))
    assert "Your immersions before the platform" in [str(part.title) for part in own_data.parts(ana) if part.rows]


@pytest.mark.parametrize("row, told", [
    ("Le Lac;Le Lac;4/3/2025;5/3/2025;15;;", {"A2": "Host and sender are the same organisation."}),
    ("Le Lac;Le Pont;4/3/2025;4/3/2025;9;;", {"D2": "An immersion lasts at least two days."}),
    ("Le Lac;Le Pont;4/3/2025;3/3/2025;9;;", {"D2": "The last day is before the first."}),
    ("Le Lac;Le Pont;4/3/2025;5/3/2025;7,6;;",
     {"E2": "An immersion lasts longer than one full day: more than 7:36."}),
    ("Le Lac;Le Pont;4/3/2025;5/3/2025;99;;", {"E2": "These are more hours than the days have. Please check."}),
    ("Le Lac;Le Pont;4/3/2025;5/3/2099;15;;", {"D2": "Please write a day between the year 2000 and today."}),
    ("Le Lac;Le Pond;4/3/2025;5/3/2025;15;;", {"B2": "We don’t know “Le Pond”. Do you mean “Le Pont”?"}),
    ("Le Lac;Zzz;4/3/2025;5/3/2025;15;;", {"B2": "We don’t know “Zzz”. Please bring in the organisation first."}),
    ("Le Lac;;4/3/2025;5/3/2025;;;", dict.fromkeys(("B2", "E2"), "This is empty. A past immersion needs it.")),
    ("Le Lac;Le Pont;4/3/2025;5/3/2025;15;;a@b.example",
     {"G2": "We know nobody with this address. Please write the name instead."}),
])  # fmt: skip
def test_what_cannot_have_been_an_immersion_says_what_to_do(row, told):
    assert faults(row + "\n") == told


def test_names_that_are_added_later_count_nothing_twice():
    bring(HEAD + "Le Lac;Le Pont;4/3/2025;5/3/2025;15,2;;\n")

    named = "Le Lac;Le Pont;4/3/2025;5/3/2025;15,2;Ana Zq;\nLe Lac;Le Pont;4/3/2025;5/3/2025;15,2;Bo Zq;\n"
    assert bring(HEAD + named) == {"new": 1, "changed": 1, "same": 0, "wrong": 0}
    assert sorted(PastImmersion.objects.values_list("worker_name", flat=True)) == ["Ana Zq", "Bo Zq"]
    assert (wings("Le Pont"), bring(HEAD + named)["same"]) == ((2, 0), 2)


def test_a_wrong_file_is_taken_back_once_and_can_be_brought_in_anew():
    bring(HEAD + "Le Lac;Le Pont;4/3/2025;5/3/2025;15;;\n")
    client = signed_in(maya())
    content = HEAD + "Le Lac;Le Pont;4/3/2025;5/3/2025;15;Ana Zq;\nLe Lac;Le Pont;6/3/2025;7/3/2025;15;;\n"
    client.post(reverse("intake:start"), {"file": SimpleUploadedFile("lijst.csv", content.encode())})
    page = reverse("intake:intake", args=[Intake.objects.get().pk])
    client.post(page, {"bring": "yes"})
    assert wings("Le Pont") == (2, 0)
    assert "The 1 new immersion is deleted" in client.get(page).content.decode()

    told = client.post(page, {"take_back": "yes"}, follow=True).content.decode()
    again = client.post(page, {"take_back": "yes"}, follow=True).content.decode()

    assert ("1 past immersion is gone." in told, "1 past immersion is gone." in again) == (True, False)
    assert (wings("Le Pont"), wings("Le Lac")) == ((1, 0), (0, 1))
    assert PastImmersion.objects.get().worker_name == "Ana Zq"
    client.post(page, {"bring": "yes"})
    assert (wings("Le Pont"), Intake.objects.get().counts["new"]) == ((2, 0), 1)


def test_what_was_taken_back_elsewhere_leaves_no_organisation_below_zero():
    bring(HEAD + "Le Lac;Le Pont;4/3/2025;5/3/2025;15;;\n")
    Organisation.objects.update(hosted=0, sent=0)

    assert PastImmersion.forget([PastImmersion.objects.get().pk]) == 1

    assert (wings("Le Pont"), wings("Le Lac")) == ((0, 0), (0, 0))


def test_two_nameless_rows_of_the_same_days_are_asked_about():
    row = "Le Lac;Le Pont;4/3/2025;5/3/2025;15;;\n"

    assert faults(row + row) == {
        "3": "This is the same immersion as in row 2. If two people went, please write their names."
    }


def test_what_the_platform_knows_is_not_counted_twice():
    lake, bridge = (Organisation.objects.get(name__fr=name) for name in ("Le Lac", "Le Pont"))
    days = [dt.date(2025, 3, 4), dt.date(2025, 3, 5)]
    placement = PlacementFactory(state="completed", sender=lake, offer__organisation=bridge, days=days)

    told = {"B2": f"The platform knows this immersion already: {placement.number}."}
    assert faults(f"Le Lac;Le Pont;5/3/2025;6/3/2025;15;{placement.worker.name};\n") == told
    assert faults("Le Lac;Le Pont;5/3/2025;6/3/2025;15;Somebody Else;\n") == {}


def test_a_list_of_dates_is_taken_in_the_place_of_first_and_last():
    bring("De;Vers;Dates;Heures\nLe Lac;Le Pont;4/3/2025, 18/3/2025 et 11/3/2025;22:30\n")

    row = PastImmersion.objects.get()
    assert (row.dates, row.minutes) == (["2025-03-04", "2025-03-11", "2025-03-18"], 1350)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_taken_away_and_brought_in_again_changes_nothing(language, ending):
    march, april = dt.date(2025, 3, 4), dt.date(2025, 4, 4)
    zoe = {"worker_name": "=Zoé", "function": term("profession", "EDU")}
    PastImmersion.keep([immersion(march, worker=MemberFactory()), immersion(april), immersion(march, **zoe)])
    with translation.override(language):
        lines = tables.everything("immersions")
        planned = plan(as_csv(lines) if ending == "csv" else as_workbook([("x", lines)]))

    assert planned.counts == {"new": 0, "changed": 0, "same": 3, "wrong": 0}
    assert len(planned.mapping) == len(COLUMNS)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_template_can_be_brought_in_as_it_is(language):
    for name in ("Maison des Tilleuls", "Huis der Linden"):
        OrganisationFactory(name={"fr": name})
    with translation.override(language):
        lines, explained = tables.template("immersions"), tables.explained("immersions")

    assert plan(as_csv(lines)).counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert [line[0] for line in explained[1:]] == lines[0]
