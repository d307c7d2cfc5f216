import datetime as dt
import io

import pypdf
import pytest

from exchange import pdf

PAGE = "<h1>Attestation</h1><p>Lena <b>Dubois</b>, éducatrice</p><h2 class=f>Hé</h2>"
STYLE = '<style>body { font-family: "Atkinson Hyperlegible Next" } .f { font: 600 20pt Fraunces }</style>'
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd' width='9' height='9'/></svg>"


def make(html=STYLE + PAGE, **options):
    values = {"title": "Attestation 2027-0014", "language": "fr", "created": dt.datetime(2027, 3, 11, 9, tzinfo=dt.UTC)}
    return pdf.make(html, **{**values, **options})


def read(data):
    return pypdf.PdfReader(io.BytesIO(data))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd">',
        '<img src="FILE:///etc/passwd">',
        '<img src="http://127.0.0.1:9/a.png">',
        '<img src="https://127.0.0.1:9/a.png">',
        '<img src="ftp://127.0.0.1/a.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="asset:../settings.py">',
        '<img src="asset:pdf/../../settings.py">',
        '<img src="asset:/etc/passwd">',
        '<img src="asset:logo.svg">',
        '<base href="file:///etc/"><img src="passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import url("file:///etc/passwd");</style>',
        '<style>@import url("http://127.0.0.1:9/a.css");</style>',
        '<style>body { background: url("file:///etc/passwd") }</style>',
        '<style>@font-face { font-family: x; src: url("file:///etc/passwd") }</style>',
        '<style>li { list-style-image: url("file:///etc/passwd") }</style><li>x',
        '<object data="file:///etc/passwd"></object>',
        f'<img src="data:image/svg+xml,{PICTURE.replace("#", "%23")}">',
        PICTURE,
    ],
)
def test_a_paper_that_asks_for_anything_but_our_own_files_is_refused(html):
    with pytest.raises(pdf.AssetRefused):
        make(html)


def test_a_style_sheet_outside_the_folders_is_refused():
    with pytest.raises(pdf.AssetRefused):
        make(css=["css/base.css"])


def test_a_refusal_does_not_stick_to_the_next_paper():
    with pytest.raises(pdf.AssetRefused):
        make('<img src="file:///etc/passwd">')

    assert len(read(make()).pages) == 1


def test_a_paper_is_tagged_and_says_its_language_title_and_date():
    catalog, info = read(make()).trailer["/Root"], read(make()).metadata

    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"] == "fr"
    assert info.title == "Attestation 2027-0014"
    assert info.creation_date == info.modification_date == dt.datetime(2027, 3, 11, 9, tzinfo=dt.UTC)


def test_title_language_and_date_are_ours_whatever_the_page_says():
    page = '<html lang="nl"><title>Vals</title><meta name="dcterms.created" content="1999-01-01">'

    reader = read(make(page))

    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.metadata.title == "Attestation 2027-0014"
    assert reader.metadata.creation_date.year == 2027


def test_the_words_can_be_read_back():
    assert "Lena Dubois, éducatrice" in read(make()).pages[0].extract_text()


def test_our_faces_are_embedded():
    fonts = [font.get_object() for font in read(make()).pages[0]["/Resources"]["/Font"].values()]

    assert sorted(font["/BaseFont"].partition("+")[2] for font in fonts) == [
        "Atkinson-Hyperlegible-Next",
        "Atkinson-Hyperlegible-Next-Bold",
        "Fraunces-Semi-Bold",
    ]
    for font in fonts:
        below = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(below)


@pytest.mark.parametrize("variant, mark", [("pdf/ua-1", b"pdfuaid"), ("pdf/a-3a", b"pdfaid")])
def test_a_paper_declares_the_standard_it_keeps(variant, mark):
    assert mark in read(make(variant=variant)).trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("variant", ["pdf/ua-1", "pdf/a-3a"])
def test_the_same_paper_has_the_same_bytes(variant):
    assert make(variant=variant) == make(variant=variant)


def test_a_paper_uses_the_style_sheets_it_names(tmp_path, monkeypatch):
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "fonts.css").write_text("")
    (tmp_path / "pdf" / "two.css").write_text("h1 { break-after: page }")
    monkeypatch.setattr(pdf, "STATIC", tmp_path)
    pdf._sheet.cache_clear()

    assert len(read(make(css=["pdf/two.css"])).pages) == 2

    pdf._sheet.cache_clear()
