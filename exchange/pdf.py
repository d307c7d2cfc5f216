"""HTML and CSS to the bytes of a PDF. The only door to WeasyPrint, closed to the network and to the disk.

People's words end up in papers, and WeasyPrint would open whatever address they contain. So nothing is fetched but
files of our own from a few folders, named `asset:pdf/seal.png`; any other address stops the document.
"""

import os
import ssl
import threading
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import SubElement

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parent / "static"
FOLDERS = ("fonts/pdf", "pdf")  # below exchange/static; nothing else is ever read
TYPES = {".css": "text/css", ".ttf": "font/ttf", ".png": "image/png", ".svg": "image/svg+xml"}
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts no server; reading those the machine trusts takes 40 ms
_lock = threading.Lock()  # Pango's font map is shared, and not made for two threads at once


class AssetRefused(Exception):
    """The document names an address that is not one of our own files."""


class ClosedFetcher(URLFetcher):
    """Gives files of our own alone, and remembers what it refused: WeasyPrint swallows most errors on the way."""

    def __init__(self):
        super().__init__(ssl_context=NOBODY, allowed_protocols=["asset"], allow_redirects=False)
        self.refused = []

    def fetch(self, url, headers=None):
        path = (STATIC / url.removeprefix("asset:")).resolve()
        ours = any(path.is_relative_to(STATIC / folder) for folder in FOLDERS)
        if not (url.startswith("asset:") and ours and path.suffix in TYPES and path.is_file()):
            self.refused.append(url)
            raise ValueError(f"not one of our own files: {url[:200]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

    def check(self):
        if self.refused:
            raise AssetRefused(", ".join(url[:200] for url in self.refused))


def make(html, *, css=(), variant="pdf/ua-1", title, language, created):
    """Return a tagged PDF with embedded fonts; the same input gives the same bytes.

    `css` names style sheets of ours ("pdf/certificate.css"); `created`, an aware datetime, is the document's date,
    not the clock's. Raises AssetRefused where the document would fetch anything that is not ours.
    """
    fetcher = ClosedFetcher()
    document = HTML(string=html, url_fetcher=fetcher)
    _inscribe(document.etree_element, title, language, created)
    with _lock:
        sheets = [_sheet(name, os.getpid()) for name in ("pdf/fonts.css", *css)]
        data = document.write_pdf(
            stylesheets=sheets,
            font_config=_fonts(os.getpid()),
            pdf_variant=variant,
            pdf_tags=True,
            pdf_identifier=True,  # made from the content
        )
    fetcher.check()
    return data


def _inscribe(root, title, language, created):
    """Put title, language and dates where WeasyPrint looks for them, whatever the document said itself."""
    root.set("lang", language)
    head = root.find("head")
    for element in [*head.iter("title"), *head.iter("meta")]:
        head.remove(element)
    SubElement(head, "title").text = title
    moment = created.isoformat(timespec="seconds")
    for name in ("dcterms.created", "dcterms.modified"):
        SubElement(head, "meta", name=name, content=moment)


# Read once per process: this is half of the work. Not shared with a fork, which may outlive the fonts' folder.
@cache
def _fonts(pid):
    return FontConfiguration()


@cache
def _sheet(name, pid):
    fetcher = ClosedFetcher()
    try:
        return CSS(url=f"asset:{name}", url_fetcher=fetcher, font_config=_fonts(pid))
    finally:
        fetcher.check()
