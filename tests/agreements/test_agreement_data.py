import itertools
import re

import pytest

from agreements.texts import data, holds

FACTS = {
    "consent": ["given", "general", "none"],
    "status": ["employee", "self_employed", "volunteer"],
    "secrecy": ["no_clients", "accompanied", "takes_part", "shared_secrecy"],
    **{name: ["yes", "no"] for name in ("kbo", "themes", "conditions", "meals", "sender_ref", "until")},
}
CASES = [dict(zip(FACTS, values, strict=True)) for values in itertools.product(*FACTS.values())]


def holes(text):
    return set(re.findall(r"\{\{(\w+)\}\}", text))


def test_the_template_has_its_nineteen_clauses_in_four_groups():
    numbers = [group["clauses"] for group in data("agreement")["group"]]

    assert numbers == [[1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11, 12, 13, 14], [15, 16, 17, 18, 19]]
    assert [clause["number"] for clause in data("agreement")["clause"]] == list(range(1, 20))


@pytest.mark.parametrize("clause", data("agreement")["clause"], ids=lambda clause: clause["code"])
def test_every_clause_has_a_title_and_a_text_in_every_case(clause):
    bare = [
        case
        for case in CASES
        if not any(holds(title, case) for title in clause["title"])
        or not any(holds(text, case) for text in clause["text"])
    ]

    assert bare == []


@pytest.mark.parametrize("clause", data("agreement")["clause"], ids=lambda clause: clause["code"])
def test_the_three_languages_of_a_clause_hold_the_same_blanks(clause):
    known = set(data("agreement")["placeholders"])

    for text in clause["text"]:
        assert holes(text["fr"]) == holes(text["nl"]) == holes(text["en"])
        assert holes(text["fr"]) <= known


@pytest.mark.parametrize("reader", ["worker", "host"])
def test_each_group_has_its_plain_sentence_in_every_case(reader):
    for group, case in itertools.product(data("agreement")["group"], CASES):
        mine = [plain for plain in group["plain"] if plain["reader"] == reader]
        assert any(holds(plain, case) for plain in mine), (group["code"], case)


@pytest.mark.parametrize(
    "number, said", [(8, "L’assurance accidents du travail"), (6, "L’organisation d’accueil n’exerce")]
)
def test_nobody_but_an_employee_is_told_of_an_employers_insurance_or_authority(number, said):
    clause = data("agreement")["clause"][number - 1]
    cases = [case for case in CASES if case["status"] != "employee"]

    assert [text["fr"] for text in clause["text"] for case in cases if holds(text, case) and said in text["fr"]] == []


def test_the_certificate_says_the_same_with_the_same_blanks_in_three_languages():
    for name, entry in data("certificate").items():
        if isinstance(entry, dict) and "fr" in entry:
            assert holes(entry["fr"]) == holes(entry["nl"]) == holes(entry["en"]), name
