"""The addresses of bringing in and taking away; every one is for Maya's staff alone."""

from django.urls import path

from . import views

app_name = "intake"
urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.intake, name="intake"),
    path("<slug:kind>/template.csv", views.template, {"ending": "csv"}, name="template_csv"),
    path("<slug:kind>/template.xlsx", views.template, {"ending": "xlsx"}, name="template_xlsx"),
    path("<slug:kind>/all.csv", views.export, {"ending": "csv"}, name="export_csv"),
    path("<slug:kind>/all.xlsx", views.export, {"ending": "xlsx"}, name="export_xlsx"),
]
