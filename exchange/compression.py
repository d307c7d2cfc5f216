"""Pages and answers leave compressed; what is compressed already, as static files are, leaves as it is."""

from django.middleware.gzip import GZipMiddleware

KINDS = {"text/html", "text/css", "text/javascript", "text/plain", "text/csv", "image/svg+xml", "application/json"}


class Compressed(GZipMiddleware):
    """Django's own adds a name of random length, so that the size of a page tells nothing (BREACH)."""

    def process_response(self, request, response):
        kind = response.get("Content-Type", "").partition(";")[0]
        return super().process_response(request, response) if kind in KINDS else response
