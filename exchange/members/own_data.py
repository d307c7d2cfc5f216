"""One's own data, from what every model declares about its rows: a list to read, and a file to keep."""

import json
from dataclasses import dataclass
from functools import reduce
from io import BytesIO
from operator import or_
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Manager, Model
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.personal import ROW, Personal

# What packages keep about a person; their models are not ours to write in.
PACKAGES = {
    "account.EmailAddress": Personal(
        keep="account",
        title=gettext_lazy("Addresses"),
        own=("user",),
        export=("email", "verified", "primary"),
        erase=ROW,
    ),
    "mfa.Authenticator": Personal(
        keep="account",
        title=gettext_lazy("Second steps"),
        own=("user",),
        export=("type", "created_at", "last_used_at"),
        erase=ROW,
    ),
    "usersessions.UserSession": Personal(
        keep="log",
        title=gettext_lazy("Where you are signed in"),
        own=("user",),
        export=("ip", "user_agent", "created_at", "last_seen_at"),
        erase=ROW,
    ),
}


@dataclass(frozen=True)
class Part:
    """All the rows of one kind that are somebody's own."""

    personal: Personal
    rows: list

    @property
    def title(self):
        return self.personal.title

    @property
    def filename(self):
        return filename(self.title, "json")

    def values(self):
        return [{path: read(row, path) for path in self.personal.export} for row in self.rows]

    def files(self):
        """(name, bytes) of each paper."""
        name, content = self.personal.file or ("", "")
        return [(getattr(row, name), bytes(getattr(row, content))) for row in self.rows if content]


def declarations():
    """Every model that declares what is personal in it, with its declaration."""
    found = {model: getattr(model, "personal", PACKAGES.get(model._meta.label)) for model in apps.get_models()}
    return {model: personal for model, personal in found.items() if personal}


def parts(member):
    """What is kept about this person, kind by kind, in the order of the alphabet; kinds without a row too."""
    owned = [(model, personal) for model, personal in declarations().items() if personal.own]
    found = [Part(personal, own_rows(model, personal, member)) for model, personal in owned]
    return sorted(found, key=lambda part: str(part.title))


def own_rows(model, personal, member):
    """The rows of a model that are this person's own."""
    found = reduce(or_, (model._base_manager.filter(**lookup(entry, member)) for entry in personal.own))
    return list(found.distinct().order_by("pk"))


def lookup(entry, member):
    path, conditions = entry if isinstance(entry, tuple) else (entry, {})
    return {path: member.email if path.endswith("__iexact") else member.pk, **conditions}


def read(row, path):
    """The value at the end of a path, as plain data in the reader's language."""
    for name in path.split("__"):
        row = getattr(row, name) if row is not None else None
    if isinstance(row, Manager):
        return [str(one) for one in row.all()]
    return str(row) if isinstance(row, Model | Promise) else row() if callable(row) else row


def archive(member):
    """The bytes of a ZIP: a page to read first, a file of readable JSON per kind, and the papers."""
    found, buffer = [part for part in parts(member) if part.rows], BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        file.writestr(filename(_("Read me"), "txt"), introduction(found))
        for part in found:
            text = json.dumps(part.values(), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            file.writestr(part.filename, text)
            for name, content in part.files():
                file.writestr(f"pdf/{name}", content)
    return buffer.getvalue()


def filename(title, ending):
    return f"{slugify(str(title))}.{ending}"


def introduction(found):
    kept = _("%(file)s: %(title)s. Kept: %(term)s.")
    lines = [kept % {"file": part.filename, "title": part.title, "term": part.personal.term} for part in found]
    first = _("This is what we keep about you, one file for each kind. The files open in any text editor.")
    return "\n".join([first, "", *lines, ""])
