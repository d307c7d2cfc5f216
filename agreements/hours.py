"""Hours as a paper writes them out, in the active language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.placements.words import hours_text


def written_out(minutes):
    """'15 hours 30 minutes'; what is nought is left out."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(parts)


def in_figures(minutes):
    """'15.5 h (15:30)': as decimals and as hours and minutes; forms for training ask for one or the other."""
    decimals = number_format(round(minutes / 60, 2), decimal_pos=None)
    values = {"decimals": decimals, "clock": f"{minutes // 60}:{minutes % 60:02d}"}
    return _("%(decimals)s h (%(clock)s)") % values


def on_a_day(minutes):
    """'7 h 45', as beside a date."""
    return hours_text(minutes)
