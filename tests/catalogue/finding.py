"""The four pages that show what a search finds: the list reads it off the kept bits, the others ask the database."""

from urllib.parse import urlsplit

from catalogue.models import Offer

PAGES = ["/catalogue/", "/catalogue/?sort=near", "/catalogue/best/", "/catalogue/map/"]


def found(client, page, query):
    """The titles that a page finds with this query; on the map by their postcodes, so each offer needs its own."""
    context = client.get(f"{page}{'&' if urlsplit(page).query else '?'}{query}").context
    if "page" in context:
        return {str(offer) for offer in context["page"]}
    marks = [mark.postcode for mark in context["inside"] + context["outside"]]
    return {str(offer) for offer in Offer.objects.filter(organisation__postcode__in=marks)}


def found_on_each_page(client, query):
    return {page: found(client, page, query) for page in PAGES}


def everywhere(titles):
    """What `found_on_each_page` says where all pages find the same."""
    return dict.fromkeys(PAGES, titles)
