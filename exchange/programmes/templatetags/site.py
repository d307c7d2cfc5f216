"""Tags for the look of a page: icons, the language of a text, where one is. Loaded in every template."""

import datetime as dt
import re
from functools import cache
from pathlib import Path

from django import template
from django.template import defaultfilters
from django.template.defaultfilters import stringfilter
from django.template.exceptions import TemplateSyntaxError
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

from ..dates import moment_words, time_words, with_first
from ..search import marked
from ..texts import start_small

register = template.Library()
SPRITE = Path(__file__).resolve().parents[2] / "static" / "icons.svg"


@cache
def icon_names():
    """The icons of the sprite, read once."""
    return frozenset(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text()))


@register.simple_tag
@cache
def icon(name, extra=""):
    """Draw one icon of the sprite; the words beside it carry the meaning. Raises on an unknown name."""
    if name not in icon_names():
        raise TemplateSyntaxError(f"there is no icon {name!r} in {SPRITE.name}")
    drawing = '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(drawing, f"icon {extra}".strip(), static("icons.svg"), name)


@register.filter(expects_localtime=True, is_safe=False)
def date(value, pattern=None):
    """Django’s filter, with the first of a month in French, and what only stands for a date, as `dates` has them."""
    return with_first(defaultfilters.date(value, pattern) or str(value or ""))


@register.filter(expects_localtime=True)
def clock(moment):
    """'14:32', as the sentences of the reader's language want it."""
    return time_words(moment)


@register.filter
def moment(value, pattern=""):
    """'9 March, 14:35': when something was written, sent or done. `pattern`: of the date, on papers."""
    return moment_words(value, pattern) if isinstance(value, dt.datetime) else str(value or "")


@register.simple_tag
def text(value, words=""):
    """A text of `Texts` (or its best one), marked with its language when that is not the page's.

    `words`: what was searched for, marked in it.
    """
    best = value.best() if hasattr(value, "best") else value
    language = getattr(best, "language", "")
    shown = marked(best, words) if words else best
    if not language or language == get_language():
        return shown
    return format_html('<span lang="{}">{}</span>', language, shown if words else str(best))


@register.simple_tag
def language_tag(code):
    """A tag that says in which language something is written or spoken, in the reader's words."""
    name = get_language_info(code)["name_translated"]
    return format_html('<span class="tag n">{} {}</span>', icon("languages"), name)


@register.simple_tag
def phone(number):
    """A number that a phone dials when it is tapped, and that never breaks in two."""
    return format_html('<a class="nowrap" href="tel:{}">{}</a>', str(number).replace(" ", ""), number)


@register.simple_tag
def mail(address):
    """An address that a tap writes to; where it needs a second line it breaks after the @, not inside a word."""
    name, at, domain = str(address).partition("@")
    return format_html('<a class="mail" href="mailto:{}">{}{}<wbr>{}</a>', address, name, at, domain)


register.filter("start_small", stringfilter(start_small))


@register.filter
def beside(row, columns):
    """Each cell of a row with the name of its column."""
    return zip(row, columns, strict=True)


@register.filter
def initials(name):
    """'Lena Dubois' becomes 'LD', for an avatar."""
    words = str(name).split()
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()


@register.simple_tag(takes_context=True)
def drawn(context, name):
    """The part of this name, drawn with what the page knows: kept by `as`, one drawing stands in two places."""
    with context.push():
        return context.template.engine.get_template(name).render(context)


@register.simple_tag(takes_context=True)
def entry(context, name, here, label, elsewhere=""):
    """One entry of the navigation, marked as current on pages whose view name starts with a word of `here`.

    Names that start with a word of `elsewhere` belong to another entry.
    """
    try:
        address = reverse(name)
    except NoReverseMatch:
        return ""
    match = getattr(context.get("request"), "resolver_match", None)
    view = match.view_name if match else ""
    current = "page" if view == name else "true"
    is_here = view.startswith(tuple(here.split())) and not view.startswith(tuple(elsewhere.split()))
    mark = format_html(' aria-current="{}"', current) if is_here else ""
    return format_html('<a href="{}"{}>{}</a>', address, mark, label)
