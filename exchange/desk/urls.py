"""The addresses of Maya's desk; every one is for her staff alone. That of `lost` is public."""

from django.urls import path, re_path

from . import by_phone, calls, legal, lists, numbers, offers, organisations, staff, twins, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("column/<slug:key>/", views.column, name="column"),
    path("placements/", views.placements, name="placements"),
    path("placements/<slug:number>/", views.placement, name="placement"),
    path("placements/<slug:number>/remind/<slug:task>/", views.remind, name="remind"),
    path("placements/<slug:number>/phone/<slug:task>/", by_phone.by_phone, name="by_phone"),
    path("placements/<slug:number>/hold/", views.hold, name="hold"),
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/invite/", organisations.invite, name="organisation_invite"),
    path("organisations/<int:pk>/confirmation/", organisations.confirmation, name="organisation_confirmation"),
    path("organisations/<int:pk>/hold/", organisations.hold, name="organisation_hold"),
    re_path(
        rf"^organisations/(?P<pk>\d+)/(?P<verb>{'|'.join(organisations.VERBS)})/$",
        organisations.decide,
        name="organisation_decide",
    ),
    path("offers/<int:pk>/hide/", offers.hide, name="offer_hide"),
    path("twins/", twins.listing, name="twins"),
    path("twins/<int:pk>/", twins.twin, name="twin"),
    path("twins/<int:pk>/remove/", twins.remove, name="twin_remove"),
    path("staff/", staff.staff, name="staff"),
    path("staff/<int:pk>/leave/", staff.leave, name="staff_leave"),
    path("texts/", legal.listing, name="legal_texts"),
    path("texts/<slug:kind>/", legal.text, name="legal_text"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("lists/", lists.listing, name="lists"),
    path("lists/<slug:kind>/", lists.entries, name="list"),
    path("lists/entry/<int:pk>/", lists.term, name="term"),
    path("calls/<int:pk>/", calls.call, name="call"),
    path("answers/", views.answers, name="answers"),
]
