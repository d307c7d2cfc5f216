"""The addresses of going and of the pages every placement has; `urls` takes them in."""

from django.urls import path

from .views import going, pages

urlpatterns = [
    path("immersions/", pages.listing, name="list"),
    path("immersions/visits/", pages.host_calendar, name="host_calendar"),
    path("immersions/<slug:number>/", pages.detail, name="detail"),
    path("immersions/<slug:number>/change/", going.change, name="change"),
    path("immersions/<slug:number>/change/<int:pk>/", going.agree_change, name="agree_change"),
    path("immersions/<slug:number>/change/<int:pk>/keep/", going.keep_dates, name="keep_dates"),
    path("immersions/<slug:number>/postpone/", going.postpone, name="postpone"),
    path("immersions/<slug:number>/cancel/", going.cancel, name="cancel"),
    path("immersions/<slug:number>/end/", going.end_early, name="end_early"),
    path("immersions/<slug:number>/absent/", going.absent, name="absent"),
    path("immersions/<slug:number>/contest/", going.contest, name="contest"),
    path("immersions/<slug:number>/settle/", going.settle, name="settle"),
    path("immersions/<slug:number>/late/", going.late, name="late"),
    path("immersions/<slug:number>/help/", going.ask_help, name="help"),
    path("immersions/<slug:number>/calendar.ics", going.calendar_file, name="calendar"),
]
