"""Signing in without the pages of signing in, for tests that are about something else."""

from django.test import Client, RequestFactory

from exchange.members import fresh


def signed_in(member=None):
    """A client of this person, whose sign-in is fresh; of a stranger where nobody is given."""
    client = Client()
    if member:
        client.force_login(member)
        request = RequestFactory().get("/")
        request.user, request.session = member, client.session
        fresh.mark(request, "code")
        request.session.save()
    return client


def hand_over(client, page, url):
    """Let the browser of this page be signed in at this address as the client is."""
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
