"""The addresses of the demo world; they exist only where DEMO is on."""

from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.enter, name="enter"),
    path("mails/", views.mails, name="mails"),
    path("mails/<int:pk>/", views.mail, name="mail"),
    path("mails/<int:pk>/letter/", views.letter, name="letter"),
    path("mails/<int:pk>/calendar.ics", views.calendar, name="calendar"),
]
