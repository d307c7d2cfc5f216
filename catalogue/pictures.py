"""A picture somebody sends, from bytes to bytes: looked at before it is decoded, then made anew.

What leaves here is a JPEG of pixels alone: no place, no camera, no comment, nothing that hides behind a picture.
"""

import io
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageFile, ImageOps

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_PIXELS = 50_000_000  # what telephones make; decoded a picture takes three bytes for each
LEAST = 300  # pixels of its shorter side
FORMATS = ("JPEG", "PNG", "WEBP")  # no SVG: it is a program
LARGE, SMALL = (1280, 960), (200, 150)
TURN = Image.Transpose
TURNS = {
    2: TURN.FLIP_LEFT_RIGHT, 3: TURN.ROTATE_180, 4: TURN.FLIP_TOP_BOTTOM, 5: TURN.TRANSPOSE, 6: TURN.ROTATE_270,
    7: TURN.TRANSVERSE, 8: TURN.ROTATE_90,
}  # fmt: skip
SIDEWAYS = {TURN.TRANSPOSE, TURN.ROTATE_270, TURN.TRANSVERSE, TURN.ROTATE_90}
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Picture(NamedTuple):
    """A JPEG with its size in pixels, and the same one small, cut to one shape."""

    content: bytes
    small: bytes
    width: int
    height: int


class Unfit(Exception):
    """The file can't be taken. `sentence` tells the reader why, and what would do."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(sentence)


def read(content):
    """Return the `Picture` that these bytes hold. Raises `Unfit`."""
    if len(content) > MOST_BYTES:
        raise Unfit(_("This file is larger than %(most)s MB. Choose a smaller one.") % {"most": MOST_BYTES // MEGABYTE})
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)  # reads the head alone
        refuse_size(*image.size)
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets the whole process take what is torn
        return made(plain(image))
    except BOMBS as error:
        raise too_many_pixels() from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unfit(_("We can’t read this file as a picture. Choose a JPEG, PNG or WebP file.")) from error


def refuse_size(width, height):
    if width * height > MOST_PIXELS:
        raise too_many_pixels()
    if min(width, height) < LEAST:
        raise Unfit(_("This picture is too small. It takes at least %(least)s pixels on each side.") % {"least": LEAST})


def too_many_pixels():
    most = {"most": MOST_PIXELS // 1_000_000}
    return Unfit(_("This picture has more than %(most)s million pixels. Choose a smaller one.") % most)


def plain(image):
    """Its pixels alone, upright, on white where it lets something through."""
    image.draft("RGB", LARGE)
    turn = TURNS.get(orientation(image))
    image.thumbnail(LARGE[::-1] if turn in SIDEWAYS else LARGE)  # first: a large one is not in memory twice
    upright = image if turn is None else image.transpose(turn)
    layers = upright.convert("RGBA")
    canvas = Image.new("RGB", layers.size, "white")
    canvas.paste(layers, mask=layers)
    return canvas


def orientation(image):
    """How the camera was held, 1 to 8; None where the notes of the camera say nothing that can be read."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # Pillow has many for notes that are torn, and the picture is good without them
        return None


def made(canvas):
    small = ImageOps.fit(canvas, SMALL)
    return Picture(jpeg(canvas, 80), jpeg(small, 65), *canvas.size)


def jpeg(image, quality):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()
