"""Take pictures of the main pages and of both papers, from a demo that is running on the same database."""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from PIL import Image

from exchange.demo import pictures
from exchange.demo.people import everybody

WIDTHS = {1360: 850, 360: 740}  # pixels: width and height of the window
COLOURS = 128  # a page has few; the file gets a third of its size
DOTS = 80  # per inch, for papers
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LIKE_THE_PRODUCT = "document.querySelectorAll('.demo-bar, .be').forEach(part => part.remove())"


class Command(BaseCommand):
    help = "Take pictures of the main pages and papers into docs/screenshots; ./run must be running beside."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs" / "screenshots")
        parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))

    def handle(self, *, folder, chromium, **options):
        if not settings.DEMO or not chromium:
            raise CommandError("Pictures are taken of a demo, with Chromium; set DEMO=1, or name it: --chromium PATH.")
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as error:
            raise CommandError("Pictures need the tools of the tests: ./run setup installs them.") from error
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in this thread
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for picture in pictures.main_pages():
                for width, height in WIDTHS.items():
                    self.take(browser, picture, width, height)
            browser.close()
        for name, content in pictures.papers():
            self.keep(paper(content), name)

    def take(self, browser, picture, width, height):
        size = {"width": width, "height": height}
        page = browser.new_context(viewport=size, locale=picture.language).new_page()
        with pictures.Speaking(picture.who, picture.language):
            if picture.who:
                self.enter(page, picture.who)
            answer = page.goto(settings.SITE_URL + picture.path)
            if answer.status != 200:
                raise CommandError(f"{picture.path} answers {answer.status}.")
            page.evaluate(LIKE_THE_PRODUCT)
            self.keep(page.screenshot(full_page=True), f"{picture.name}-{width}")
        page.context.close()

    def enter(self, page, who):
        person = everybody().get(email=f"{who}@example.org")
        page.goto(settings.SITE_URL + reverse("demo:people"))
        page.click(f"form[action='{reverse('demo:enter', args=[person.pk])}'] button")

    def keep(self, content, name):
        """Write it small: few colours, no noise between them."""
        path = self.folder / f"{name}.png"
        image = Image.open(BytesIO(content)).convert("RGB")
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        self.stdout.write(f"{path.name} {path.stat().st_size >> 10} kB")


def paper(content):
    """The first page of a PDF as PNG bytes."""
    program = shutil.which("pdftoppm")
    if not program:
        raise CommandError("Pictures of papers need pdftoppm; install poppler-utils.")
    command = [program, "-png", "-r", str(DOTS), "-f", "1", "-l", "1", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout  # noqa: S603 - our own PDF
