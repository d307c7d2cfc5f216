"""Static files that every page needs, sent as one: a first visit asks for fewer, and the sources stay apart."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = Path(__file__).parent / "static"
FILES = {  # what is sent: what it is made of, in this order
    "css/every-page.css": [f"css/{name}.css" for name in ("tokens", "base", "components", "forms", "print")],
    "js/every-page.js": ["js/htmx.min.js", "js/site.js"],
}


class Finder(BaseFinder):
    """Makes the files anew whenever they are looked for: by collectstatic, and by a server in development."""

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        if path not in FILES:
            return []
        made = self.write(path)
        return [made] if find_all else made

    def list(self, ignore_patterns):
        for path in FILES:
            self.write(path)
            yield path, FileSystemStorage(self.folder)

    @property
    def folder(self):
        return Path(settings.VAR_DIR) / "joined"

    def write(self, path):
        """Put the sources one after the other; a reader meanwhile sees the whole file, as it was or as it is."""
        made = self.folder / path
        parts = [(SOURCES / name).read_text() for name in FILES[path]]
        content = "\n;\n".join(parts) if path.endswith(".js") else slim("\n".join(parts))
        if not made.is_file() or made.read_text() != content:
            made.parent.mkdir(parents=True, exist_ok=True)
            draft = made.with_name(f"{made.name}.{id(self)}")
            draft.write_text(content)
            draft.replace(made)
        return str(made)


def slim(sheet):
    """A style sheet without its comments and the blanks around lines."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)).strip()
