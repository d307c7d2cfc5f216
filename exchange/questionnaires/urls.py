"""The addresses of questions and answers. Those with a token open without signing in."""

from django.urls import path

from .views import desk, preparation, talk, walking

app_name = "questionnaires"
urlpatterns = [
    path("immersions/<slug:number>/preparation/", preparation.preparation, name="preparation"),
    path("immersions/<slug:number>/preparation/print/", preparation.preparation_print, name="preparation_print"),
    path("immersions/<slug:number>/before/", walking.before, name="before"),
    path("immersions/<slug:number>/feedback/", walking.end, name="end"),
    path("immersions/<slug:number>/sentence/", talk.sentence, name="sentence"),
    path("feedback/<slug:token>/", walking.feedback, name="feedback"),
    path("feedback/question/<int:pk>/", talk.asked_back, name="asked_back"),
    path("feedback/reply/<slug:token>/", talk.reply, name="reply"),
    path("desk/answers/<int:pk>/", desk.answer, name="answer"),
    path("desk/organisations/<int:pk>/said/", desk.organisation, name="said"),
]
