"""For the front page: the people one can be."""

from django import template

from exchange.demo import people

register = template.Library()


@register.simple_tag
def demo_cards():
    return people.cards()
