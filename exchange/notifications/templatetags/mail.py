"""Tags for mail: one template is rendered twice, in the layout of plain text and in that of HTML; and for its page."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, strip_tags
from django.utils.translation import gettext

register = template.Library()


def _is_text(context):
    return context["layout"].endswith(".txt")


@register.simple_tag(takes_context=True)
def fact(context, label, value, small=""):
    """One fact: a line "When: 9 March (9 to 17)" in text, a row of a table in HTML."""
    if _is_text(context):
        pattern = "%(label)s %(value)s" if str(label).endswith("?") else gettext("%(label)s: %(value)s")
        return pattern % {"label": label, "value": value} + (f" ({small})" if small else "")
    under = format_html('<br><span class="small">{}</span>', small) if small else ""
    return format_html('<tr><td class="term">{}</td><td class="fact"><b>{}</b>{}</td></tr>', label, value, under)


@register.simple_tag(takes_context=True)
def item(context, sentence, url=""):
    """One of several things, each with its link; stands where facts stand."""
    if _is_text(context):
        return f"- {sentence}" + (f"\n{url}" if url else "")
    words = format_html('<a href="{}">{}</a>', url, sentence) if url else sentence
    return format_html('<tr><td class="fact" colspan="2">{}</td></tr>', words)


@register.simple_tag(takes_context=True)
def own_words(context, line, as_row=False):
    """Maya's paragraph about the kind of a reminder, with its language; `as_row`: where facts stand."""
    if _is_text(context) or not line.paragraph:
        return str(line.paragraph)
    words = format_html('<span lang="{}">{}</span>', line.paragraph_language, linebreaksbr(line.paragraph, True))
    return format_html('<tr><td class="fact" colspan="2">{}</td></tr>', words) if as_row else words


@register.tag
def filled(parser, token):
    """{% filled [opening] %}…{% endfilled %}: print the opening and what is inside, if there are words inside.

    So no mail shows an empty box, or a heading with nothing under it.
    """
    words = token.split_contents()[1:]
    nodelist = parser.parse(("endfilled",))
    parser.delete_first_token()
    return FilledNode(nodelist, parser.compile_filter(words[0]) if words else None)


class FilledNode(template.Node):
    def __init__(self, nodelist, opening):
        self.nodelist, self.opening = nodelist, opening

    def render(self, context):
        printed = self.nodelist.render(context)
        if not strip_tags(printed).strip():
            return ""
        if not self.opening:
            return printed
        opening = self.opening.resolve(context)
        return f"{opening} {printed.strip()}" if _is_text(context) else format_html("<b>{}</b> ", opening) + printed
