"""The product's addresses and, for comparison, a page that says hello through the same middleware."""

from django.http import HttpResponse
from django.urls import include, path

HELLO = "/benchmark/hello/"


def hello(request):
    return HttpResponse(f"Hello {request.user.name}")


urlpatterns = [path(HELLO.removeprefix("/"), hello), path("", include("exchange.urls"))]
