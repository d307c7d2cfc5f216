"""The addresses of the agreements app."""

from django.urls import path

from .views import agreement, attendance, certificate, check, links, paper

app_name = "agreements"
urlpatterns = [
    path("immersions/<slug:number>/agreement/", agreement.agreement, name="agreement"),
    path("immersions/<slug:number>/agreement/language/", agreement.language, name="agreement_language"),
    path("immersions/<slug:number>/agreement/signatory/", agreement.signer, name="agreement_signer"),
    path("immersions/<slug:number>/agreement/resend/", agreement.resend, name="agreement_resend"),
    path("immersions/<slug:number>/agreement/paper/", paper.on_paper, name="agreement_paper"),
    path("immersions/<slug:number>/agreement.pdf", paper.agreement_pdf, name="agreement_pdf"),
    path("sign/<slug:token>/", links.sign_link, name="sign_link"),
    path("sign/<slug:token>/copy.pdf", links.agreement_copy, name="agreement_copy"),
    path("immersions/<slug:number>/attendance/", attendance.attendance, name="attendance"),
    path("immersions/<slug:number>/certificate/", certificate.certificate, name="certificate"),
    path("certificates/<slug:number>/<str:language>.pdf", certificate.certificate_pdf, name="certificate_pdf"),
    path("certificates/<slug:number>/language/", certificate.language, name="certificate_language"),
    path("certificates/<slug:number>/revoke/", certificate.revoke, name="certificate_revoke"),
    path("check/", check.check, name="check"),
    path("check/<slug:code>/", check.check_code, name="check_code"),
]
