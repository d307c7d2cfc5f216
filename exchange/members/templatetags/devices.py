"""The name of a device, for the page of where one is signed in."""

from django import template

from ..devices import device

register = template.Library()
register.filter("device", device)
