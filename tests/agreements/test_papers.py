"""Both papers, read back: what they say, how they are made, and that they are made once."""

import io

import pypdf
import pytest
from django.utils import translation

from agreements import papers, tasks
from agreements.hours import in_figures
from agreements.models import Document
from exchange.notifications.models import OutboxMail
from exchange.placements.states import Party
from exchange.programmes.models import Programme

from .signing import a_certificate, a_confirmed_placement, a_past_placement, a_signed_placement, sign

pytestmark = pytest.mark.django_db


def read(content):
    return pypdf.PdfReader(io.BytesIO(bytes(content)))


def text_of(content):
    pages = " ".join(page.extract_text() for page in read(content).pages)
    return " ".join(pages.replace("\N{NO-BREAK SPACE}", " ").split())


def make(certificate, language="fr"):
    return papers.certificate(certificate, language)


def all_fonts(content):
    fonts = {name: font for page in read(content).pages for name, font in page["/Resources"]["/Font"].items()}
    return [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts.values()]


@pytest.fixture
def signed_paper():
    a_signed_placement()
    tasks.make_missing()
    return Document.objects.get()


def test_the_signed_agreement_names_both_sides_their_dates_and_hours(signed_paper):
    text, placement = text_of(signed_paper.content), signed_paper.wording.agreement.placement
    wanted = [
        "Centre de jour Les Tilleuls",
        "Lena Dubois",
        "Karim Aziz",
        "15 heures au total",
        placement.number,
        signed_paper.wording.sha256,
    ]

    assert [words for words in wanted if words not in text] == []
    assert [words for words in ("None", "{{", "{%", "PROJET", "SPÉCIMEN") if words in text] == []


def test_the_signatures_stand_on_the_sheet_of_the_last_clause(signed_paper):
    (sheet,) = [text for page in read(signed_paper.content).pages if "Lena Dubois\n" in (text := page.extract_text())]

    assert "Droit et signature" in sheet


def test_both_papers_are_tagged_speak_their_language_and_embed_their_fonts(signed_paper):
    for content in (signed_paper.content, make(a_certificate(), "nl")):
        catalog = read(content).trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/Lang"] in {"fr", "nl"}
        assert all({"/FontFile2", "/FontFile3"} & set(font) for font in all_fonts(content))


def test_the_agreement_is_kept_as_pdf_a_and_the_certificate_is_pdf_ua(signed_paper):
    assert b"pdfaid" in read(signed_paper.content).trailer["/Root"]["/Metadata"].get_data()
    assert b"pdfuaid" in read(make(a_certificate())).trailer["/Root"]["/Metadata"].get_data()


def test_until_maya_has_it_reviewed_the_paper_says_so(signed_paper):
    assert "Projet de texte, à relire par un·e juriste." in text_of(signed_paper.content)


def test_before_all_have_signed_the_paper_is_a_draft():
    placement = a_confirmed_placement()
    sign(placement, Party.HOST)
    agreement = placement.agreement

    text = text_of(papers.draft(agreement, agreement.text_now(), agreement.valid_signatures().values()))

    assert ("PROJET" in text, "Date et signature" in text) == (True, True)


def test_papers_of_the_demo_world_are_specimens(settings):
    settings.DEMO = True

    assert "SPÉCIMEN" in text_of(make(a_certificate()))


def test_a_paper_is_made_once_and_told_once(signed_paper):
    before = bytes(signed_paper.content)

    tasks.make_agreement(signed_paper.wording_id)
    tasks.make_missing()

    assert bytes(Document.objects.get().content) == before
    assert signed_paper.is_intact()
    told = OutboxMail.objects.filter(name="agreements/signed").values_list("to", flat=True)
    placement = signed_paper.wording.agreement.placement
    people = {
        placement.worker.email,
        placement.host.reference_person().email,
        placement.sender.reference_person().email,
    }
    assert people <= set(told)
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    "language, wanted",
    [
        ("fr", ["Attestation de participation", "15 heures et 30", "15,5 h (15:30", "(7 heures", "Santé mentale"]),
        ("nl", ["Deelnameattest", "15 uur en 30 minuten", "15,5 uur (15:30", "(7 uur", "Geestelijke gezondheid"]),
    ],
)
def test_the_certificate_says_who_where_when_and_how_long(language, wanted):
    certificate = a_certificate()

    text = text_of(make(certificate, language))

    wanted = [
        *wanted,
        "Lena Dubois",
        "Karim Aziz",
        certificate.number,
        certificate.shown_code,
        certificate.placement.number,
    ]
    assert [words for words in wanted if words not in text] == []
    assert [words for words in ("None", "{{", "{%", "geaccrediteerd", "sceau", "zegel") if words in text] == []


def test_below_the_minimum_the_certificate_says_so():
    certificate = a_certificate(state="interrupted", minutes=100)

    assert "inférieure au minimum du programme" in text_of(make(certificate))
    assert "inférieure" not in text_of(make(a_certificate()))


def test_the_certificate_fits_on_one_page_with_many_goals():
    placement = a_past_placement()
    placement.goals.set(placement.goals.model.objects.of("goal")[:6])
    certificate = placement.certificates.model.issue(placement, by=placement.host_lead)

    assert len(read(make(certificate)).pages) == 1


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_certificate_fits_on_one_page_with_five_days_and_long_words(language):
    certificate = a_certificate()
    long = "accueillir une personne âgée qui parle peu"
    certificate.facts["days"] = [{"date": f"2026-10-{day}", "minutes": 450} for day in range(12, 17)]
    certificate.facts[language] |= {"themes": [long] * 3, "goals": [long] * 4, "body": "Service Phare (Cocof)"}

    paper = make(certificate, language)

    assert len(read(paper).pages) == 1
    assert "Karim Aziz" in text_of(paper)


def test_the_certificate_says_nothing_of_reasons_or_of_the_employers_consent():
    placement = a_past_placement(state="interrupted", consent_name="Philippe Renard")
    placement.events.create(name="end_early", after="interrupted", party="host", reason="personal", note="Malade")
    certificate = placement.certificates.model.issue(placement, by=placement.host_lead)

    assert [words for words in ("Philippe", "Malade", "personnel") if words in text_of(make(certificate))] == []


def test_the_minimum_is_the_programmes_of_the_day_of_issue():
    certificate = a_certificate(state="interrupted", minutes=100)
    Programme.objects.update(full_day_minutes=600)

    assert certificate.facts["minimum_minutes"] == 456


@pytest.mark.parametrize("minutes, text", [(360, "6 uur (6:00"), (1305, "21,75 uur (21:45"), (456, "7,6 uur (7:36")])
def test_hours_in_figures_are_decimals_beside_hours_and_minutes(minutes, text):
    with translation.override("nl"):
        assert in_figures(minutes).replace("\N{NO-BREAK SPACE}", " ") == f"{text} in uren en minuten)"
