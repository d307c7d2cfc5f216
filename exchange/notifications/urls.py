from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.mails, name="list"),
    path("<int:pk>/letter/", views.letter, name="letter"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<path:name>/", views.mail, name="detail"),
]
