"""Hours in figures, as forms for training ask for them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def in_figures(minutes):
    """'15.5 h (15:30 in hours and minutes)': a form may ask for either; it is no time of the day."""
    decimals = number_format(f"{minutes / 60:.2f}".rstrip("0").rstrip("."))
    values = {"decimals": decimals, "clock": f"{minutes // 60}:{minutes % 60:02d}"}
    return _("%(decimals)s h (%(clock)s in hours and minutes)") % values
