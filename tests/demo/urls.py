from django.urls import include, path

from exchange.urls import urlpatterns as product

urlpatterns = [
    *(each for each in product if str(each.pattern) != "demo/"),
    path("demo/", include("exchange.demo.urls")),
]
