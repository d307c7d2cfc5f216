"""The picture of a place: its host sets it, members see it, nobody else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from .forms_photo import PhotoForm
from .host_views import own
from .models import Photo


@require_http_methods(["GET", "POST"])
def offer_photo(request, pk):
    """Set it, change its words, or take it away."""
    offer = own(request, pk)
    photo = Photo.objects.light().filter(offer=offer).first()
    if request.method == "POST" and "remove" in request.POST:
        Photo.remove(offer, request.user)
        messages.success(request, _("The picture is gone."))
        return redirect("catalogue:offer_photo", pk)
    form = PhotoForm(request.POST or None, request.FILES or None, photo=photo)
    if request.method == "POST" and form.is_valid():
        Photo.keep(offer, request.user, form.cleaned_data["alt"], form.cleaned_data["file"])
        messages.success(request, _("Saved. Members see this picture with your offer."))
        return redirect("catalogue:offer_photo", pk)
    return render(request, "catalogue/offer_photo.html", {"form": form, "offer": offer, "photo": photo})


@require_GET
def photo(request, photo, column="content"):
    """The bytes, for whoever may open the offer. No browser keeps them: the house says so of every page."""
    rows = Photo.objects.visible_to(request.user).only(column)
    content = bytes(getattr(get_object_or_404(rows, name=photo), column))
    headers = {"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
