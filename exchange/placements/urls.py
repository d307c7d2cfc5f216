from django.urls import path

from .urls_going import urlpatterns as going
from .views import answering, asking, consent, paper

app_name = "placements"
urlpatterns = [
    path("catalogue/offers/<int:pk>/ask/", asking.ask, name="ask"),
    path("catalogue/offers/<int:pk>/declare/", asking.declare, name="declare"),
    path("immersions/<slug:number>/withdraw/", asking.withdraw, name="withdraw"),
    path("immersions/<slug:number>/reopen/", asking.reopen, name="reopen"),
    path("immersions/<slug:number>/answer/", answering.answer, name="answer"),
    path("immersions/<slug:number>/dates/", answering.dates, name="dates"),
    path("immersions/<slug:number>/message/", answering.message, name="message"),
    path("immersions/<slug:number>/consent/", consent.consent, name="consent"),
    path("consent/<slug:token>/", consent.consent_link, name="consent_link"),
    path("immersions/<slug:number>/employer/", paper.boss_sheet, name="boss_sheet"),
    path("immersions/<slug:number>/employer.pdf", paper.boss_sheet_pdf, name="boss_sheet_pdf"),
    path("immersions/<slug:number>/print/", paper.print_request, name="print"),
    *going,
]
