"""The picture of a place: looked at before it is decoded, made anew, for members alone."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageFile, ImageOps

from catalogue import pictures
from catalogue.models import Photo
from tests.factories import MemberFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
WORDS = {"fr": "La cuisine", "nl": "De keuken"}


@pytest.fixture
def offer():
    return OfferFactory()


@pytest.fixture
def host(offer):
    return MemberFactory(reference=offer.organisation)


@pytest.fixture
def worker():
    return MemberFactory(of=OrganisationFactory())


def picture(size=(1600, 1000), kind="JPEG", mode="RGB", **values):
    file = io.BytesIO()
    Image.new(mode, size, "teal").save(file, kind, **values)
    return file.getvalue()


def torn():
    """A quarter of a JPEG, as a telephone that lost its connection sends it."""
    file = io.BytesIO()
    Image.effect_noise((1600, 1000), 90).save(file, "JPEG")
    return file.getvalue()[: len(file.getvalue()) // 4]


def promised(width, height):
    """A PNG whose head promises so many pixels, and that holds none."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def sent(client, offer, content, name="keuken.jpg", **words):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    values = {"file": file, "alt_fr": "La cuisine", "alt_nl": "De keuken"} | words
    return client.post(reverse("catalogue:offer_photo", args=[offer.pk]), values)


def kept(offer, host, **values):
    return Photo.keep(offer, host, WORDS, pictures.read(picture(**values)))


@pytest.mark.parametrize(
    "kind, mode", [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_every_kind_becomes_a_plain_jpeg_within_its_bounds(kind, mode):
    made = pictures.read(picture(kind=kind, mode=mode))

    large, small = (Image.open(io.BytesIO(content)) for content in (made.content, made.small))
    assert (large.format, large.mode, large.size) == ("JPEG", "RGB", (made.width, made.height))
    assert max(large.size[0] / 1280, large.size[1] / 960) <= 1
    assert (small.format, small.size) == ("JPEG", (200, 150))


def test_what_hides_in_a_picture_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "zqcamera"
    made = pictures.read(picture(exif=exif, comment=b"zqcomment") + b"zqbehind")

    for content in (made.content, made.small):
        assert b"zq" not in content
        assert dict(Image.open(io.BytesIO(content)).getexif()) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_taken_though_the_notes_of_its_camera_are_torn(kind):
    assert pictures.read(picture(size=(800, 400), kind=kind, exif=b"Exif\0\0II*\0")).width == 800


@pytest.mark.parametrize("held", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(held):
    """Its upper left quarter is black: where that ends up, Pillow's own way of turning it says."""
    exif = Image.Exif()
    exif[0x0112] = held
    image = Image.new("RGB", (800, 400), "white")
    image.paste("black", (0, 0, 400, 200))
    file = io.BytesIO()
    image.save(file, "PNG", exif=exif)
    expected = ImageOps.exif_transpose(Image.open(file))

    made = Image.open(io.BytesIO(pictures.read(file.getvalue()).content))
    spots = [(made.width * x // 4, made.height * y // 4) for x in (1, 3) for y in (1, 3)]
    assert made.size == expected.size
    assert [made.getpixel(spot)[0] > 127 for spot in spots] == [expected.getpixel(spot)[0] > 127 for spot in spots]


def test_a_telephone_held_upright_gives_an_upright_picture():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    made = pictures.read(picture(size=(800, 400), exif=exif))

    assert (made.width, made.height) == (400, 800)


def test_a_torn_picture_is_refused_though_weasyprint_lets_the_process_take_it(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as `weasyprint.images` does when it is imported

    with pytest.raises(pictures.Unfit):
        pictures.read(torn())


@pytest.mark.parametrize("content, sentence", [
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "We can’t read this file as a picture. Choose a JPEG, PNG or WebP"),
    (b"", "The submitted file is empty."),
    (picture()[:20], "We can’t read this file as a picture."),
    (picture(kind="GIF", mode="P"), "We can’t read this file as a picture."),
    (promised(10_000, 5_001), "This picture has more than 50 million pixels. Choose a smaller one."),
    (promised(60_000, 60_000), "This picture has more than 50 million pixels. Choose a smaller one."),
    (picture(size=(299, 900)), "This picture is too small. It takes at least 300 pixels on each side."),
    (b"\xff\xd8" + bytes(10 * 1024 * 1024), "This file is larger than 10 MB. Choose a smaller one."),
], ids=["svg", "empty", "cut short", "gif", "too many pixels", "bomb", "too small", "too large"])  # fmt: skip
def test_a_refused_file_says_why_and_keeps_the_words(client, offer, host, content, sentence):
    client.force_login(host)

    page = sent(client, offer, content, alt_nl="Zqkeuken").text

    assert sentence in page
    assert 'value="Zqkeuken"' in page
    assert not Photo.objects.exists()


def test_a_picture_without_words_is_refused(client, offer, host):
    client.force_login(host)

    assert "Write this in at least one language." in sent(client, offer, picture(), alt_fr="", alt_nl="").text
    assert not Photo.objects.exists()


def test_it_is_shown_on_the_page_and_small_in_the_list_with_its_words(client, offer, host, worker):
    browser = Client()
    browser.force_login(worker)
    assert "thumb" not in browser.get(reverse("catalogue:list")).text  # from now on the card is known
    client.force_login(host)
    sent(client, offer, picture())
    photo = Photo.objects.get()

    page, cards = browser.get(offer.get_absolute_url()).text, browser.get(reverse("catalogue:list")).text
    assert f'<img src="{photo.get_absolute_url()}" width="1280" height="800" alt="La cuisine" lang="fr"' in page
    assert f'src="{photo.small_url}" width="200" height="150" alt="La cuisine" lang="fr" loading="lazy"' in cards


def test_the_words_alone_can_change_and_a_new_picture_has_a_new_name(client, offer, host):
    before = kept(offer, host)
    client.force_login(host)
    client.post(reverse("catalogue:offer_photo", args=[offer.pk]), {"alt_fr": "Le jardin"})
    after = Photo.objects.get()
    assert (after.alt, after.name, after.sha256) == ({"fr": "Le jardin"}, before.name, before.sha256)

    sent(client, offer, picture(size=(500, 400)))
    assert Photo.objects.get().name != before.name
    assert client.get(before.get_absolute_url()).status_code == 404


def test_members_alone_read_its_bytes(client, offer, host, worker):
    photo = kept(offer, host)
    assert client.get(photo.get_absolute_url()).status_code == 302

    client.force_login(worker)
    answer = client.get(photo.get_absolute_url())
    assert (answer.status_code, answer.content) == (200, bytes(photo.content))
    headers = {name: answer[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")}
    assert list(headers.values()) == ["image/jpeg", "private, no-store", "nosniff"]
    assert client.get(photo.small_url).content == bytes(photo.small)


def test_the_picture_of_a_hidden_offer_is_for_its_own_people(client, offer, host, worker):
    photo = kept(offer, host)
    offer.hide(host)
    client.force_login(worker)
    assert client.get(photo.get_absolute_url()).status_code == 404

    client.force_login(host)
    assert client.get(photo.get_absolute_url()).status_code == 200


def test_only_the_host_sets_it_and_takes_it_away(client, offer, host, worker):
    kept(offer, host)
    client.force_login(MemberFactory(reference=OrganisationFactory()))
    assert client.post(reverse("catalogue:offer_photo", args=[offer.pk]), {"remove": "1"}).status_code == 404
    for refused in (lambda: Photo.keep(offer, worker, WORDS), lambda: Photo.remove(offer, worker)):
        with pytest.raises(PermissionDenied):
            refused()
    assert Photo.objects.count() == 1

    client.force_login(host)
    client.post(reverse("catalogue:offer_photo", args=[offer.pk]), {"remove": "1"})
    assert Photo.objects.count() == 0


def test_a_backup_brings_it_back(tmp_path, offer, host):
    photo = kept(offer, host)
    call_command("backup", tmp_path / "vlinder.zip", verbosity=0)
    Photo.objects.all().delete()

    call_command("restore", tmp_path / "vlinder.zip", replace=True, verbosity=0)

    back = Photo.objects.get()
    assert (back.name, bytes(back.content), back.is_intact()) == (photo.name, bytes(photo.content), True)
