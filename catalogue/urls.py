from django.urls import path

from . import host_views, photo_views, true_views, views

app_name = "catalogue"
urlpatterns = [
    path("catalogue/", views.offers, name="list"),
    path("catalogue/map/", views.offers_map, name="map"),
    path("catalogue/offers/<int:pk>/", views.offer, name="offer"),
    path("catalogue/offers/<int:pk>/question/", views.offer_question, name="offer_question"),
    path("catalogue/questions/<int:pk>/", views.question_answer, name="question_answer"),
    path("catalogue/organisations/", views.organisations, name="organisations"),
    path("catalogue/organisations/<int:pk>/", views.organisation, name="organisation"),
    path("offers/", host_views.own_offers, name="own_offers"),
    path("offers/new/", host_views.offer_new, name="offer_new"),
    path("offers/<int:pk>/edit/", host_views.offer_edit, name="offer_edit"),
    path("offers/<int:pk>/photo/", photo_views.offer_photo, name="offer_photo"),
    path("catalogue/photos/<slug:photo>/large.jpg", photo_views.photo, name="photo"),
    path("catalogue/photos/<slug:photo>/small.jpg", photo_views.photo, {"column": "small"}, name="photo_small"),
    path("offers/<int:pk>/true/", true_views.offer_true, name="offer_true"),
    path("offers/true/<str:token>/", true_views.true_link, name="true_link"),
    path("offers/<int:pk>/preview/", host_views.offer_preview, name="offer_preview"),
    path("offers/<int:pk>/publish/", host_views.offer_publish, name="offer_publish"),
    path("offers/<int:pk>/hide/", host_views.offer_hide, name="offer_hide"),
    path("offers/<int:pk>/pause/", host_views.offer_pause, name="offer_pause"),
    path("offers/<int:pk>/resume/", host_views.offer_resume, name="offer_resume"),
    path("offers/<int:pk>/closed/", host_views.offer_closed, name="offer_closed"),
    path("offers/<int:pk>/closed/<int:period>/remove/", host_views.offer_reopen, name="offer_reopen"),
    path("offers/<int:pk>/archive/", host_views.offer_archive, name="offer_archive"),
    path("offers/<int:pk>/copy/", host_views.offer_copy, name="offer_copy"),
]
