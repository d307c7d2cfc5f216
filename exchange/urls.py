"""Every address of the platform. Which of them strangers may open is said by `login_not_required` on the view."""

from django.conf import settings
from django.urls import include, path

from exchange import pages
from exchange.desk import lost
from exchange.placements.views import pages as placement_pages

urlpatterns = [
    path("", pages.front, name="front"),
    path("home/", placement_pages.home, name="home"),
    path("language/", pages.language, name="language"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("lost-link/", lost.lost, name="lost_link"),
    path("healthz", pages.healthz, name="healthz"),
    path("accounts/", include("exchange.members.account_urls")),
    path("", include("exchange.members.urls")),
    path("", include("catalogue.urls")),
    path("", include("exchange.placements.urls")),
    path("", include("exchange.questionnaires.urls")),
    path("", include("agreements.urls")),
    path("", include("exchange.matching.urls")),
    path("desk/import/", include("exchange.intake.urls")),
    path("desk/mails/", include("exchange.notifications.urls")),
    path("desk/", include("exchange.desk.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("exchange.demo.urls")))
