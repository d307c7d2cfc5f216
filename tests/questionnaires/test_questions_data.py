import tomllib

import pytest

from exchange import questionnaires

with open(questionnaires.__path__[0] + "/data/questionnaires.toml", "rb") as file:
    ALL = {(entry["moment"], entry["party"]): entry for entry in tomllib.load(file)["questionnaire"]}


@pytest.mark.parametrize(
    "moment, party, codes",
    [
        ("preparation", "worker", "A1 A2 A3 A4 A5 A6 A7"),
        ("preparation", "host", "B1 B2 B3 B4 B5 B6 B7"),
        ("preparation", "sender", "C1 C2 C3 C4"),
        ("before", "worker", "W07 W08"),
        ("end", "worker", "W01 W02 W03 W04 W05 W06 W07 W08 W09 W10 W11 W12"),
        ("end", "host", "H01 H02 H03 H04 H05 H06 H07 H08 H09"),
    ],
)
def test_each_questionnaire_asks_what_the_domain_lists(moment, party, codes):
    assert " ".join(question["code"] for question in ALL[moment, party]["question"]) == codes


def test_the_worker_alone_reads_the_three_private_answers():
    questions = ALL["preparation", "worker"]["question"]

    assert [question["code"] for question in questions if question["shared"] == "private"] == ["A2", "A3", "A6"]


@pytest.mark.parametrize("code", ["W07", "W08"])
def test_what_is_asked_before_and_after_has_the_same_words(code):
    before, after = (
        next(question for question in ALL[moment, "worker"]["question"] if question["code"] == code)
        for moment in ("before", "end")
    )

    assert [before[name] for name in ("kind", "fr", "nl", "en")] == [after[name] for name in ("kind", "fr", "nl", "en")]
