import pytest

from exchange.members import places

BRUSSELS = """\
1000 Bruxelles / Brussel
1020 Bruxelles (Laeken) / Brussel (Laken)
1030 Schaerbeek / Schaarbeek
1040 Etterbeek / Etterbeek
1050 Ixelles / Elsene
1060 Saint-Gilles / Sint-Gillis
1070 Anderlecht / Anderlecht
1080 Molenbeek-Saint-Jean / Sint-Jans-Molenbeek
1081 Koekelberg / Koekelberg
1082 Berchem-Sainte-Agathe / Sint-Agatha-Berchem
1083 Ganshoren / Ganshoren
1090 Jette / Jette
1120 Bruxelles (Neder-Over-Heembeek) / Brussel (Neder-Over-Heembeek)
1130 Bruxelles (Haren) / Brussel (Haren)
1140 Evere / Evere
1150 Woluwe-Saint-Pierre / Sint-Pieters-Woluwe
1160 Auderghem / Oudergem
1170 Watermael-Boitsfort / Watermaal-Bosvoorde
1180 Uccle / Ukkel
1190 Forest / Vorst
1200 Woluwe-Saint-Lambert / Sint-Lambrechts-Woluwe
1210 Saint-Josse-ten-Noode / Sint-Joost-ten-Node
"""


@pytest.mark.parametrize("line", BRUSSELS.splitlines())
def test_the_municipalities_of_brussels_have_both_their_names(line):
    place = places.municipality(line[:4])

    assert f"{place.postcode} {place.name('fr')} / {place.name('nl')}" == line


@pytest.mark.parametrize(
    "text, postcode",
    [
        ("SCHARBEEK 1030", "1030"),
        ("sint gillis", "1060"),
        ("St-Gilles", "1060"),
        ("laken", "1020"),
        ("Elsene", "1050"),
        ("ixèlles", "1050"),
        ("Molenbeek", "1080"),
        ("liege", "4000"),
        ("Luik", "4000"),
        ("Namen", "5000"),
        ("Sint-Joost", "1210"),
    ],
)
def test_a_place_is_found_by_postcode_or_by_a_name_in_either_language(text, postcode):
    assert places.find(text)[0].postcode == postcode


def test_a_postcode_over_two_municipalities_offers_both_its_own_first():
    assert [place.name_fr for place in places.find("1050")] == ["Ixelles", "Bruxelles"]


@pytest.mark.parametrize("text", ["", "  ", "0000", "Atlantis", "?"])
def test_an_unknown_place_is_not_found(text):
    assert places.find(text) == []


def test_every_place_lies_in_belgium():
    for place in places.all_places():
        assert 49.4 < place.latitude < 51.6 and 2.5 < place.longitude < 6.5, place
