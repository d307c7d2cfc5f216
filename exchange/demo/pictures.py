"""The main pages of the product, each as one person of the demo world sees it, in the language of its drawing."""

from dataclasses import dataclass

from django.urls import reverse

from agreements.models import Certificate, Document
from catalogue.models import Offer
from exchange.matching.models import Proposal, Wish
from exchange.members.models import Member
from exchange.placements.models import Placement


@dataclass(frozen=True)
class Picture:
    """One page: its address, the language, and who looks (the part of the address before the @; "" for a stranger)."""

    name: str
    language: str
    path: str
    who: str = ""


def of(worker, **more):
    """The placement of this worker."""
    return Placement.objects.filter(worker__email=f"{worker}@example.org", **more).latest("created_at").number


def main_pages():
    offer = Offer.objects.get(organisation__mail="vuurtorens@example.org")
    certificate = Certificate.objects.valid().get(placement__number=of("lea.timonier"))
    jeroen = of("jeroen.wolkman")
    wish = Wish.objects.filter(worker__email="jeroen.wolkman@example.org").latest("pk")
    proposal = Proposal.objects.latest("pk")
    question = f"{reverse('questionnaires:end', args=[of('bram.zonnewijzer')])}?question=7"
    return [
        Picture("front", "fr", reverse("front")),
        Picture("catalogue", "en", reverse("catalogue:list"), "lea.timonier"),
        Picture("offer", "nl", reverse("catalogue:offer", args=[offer.pk]), "femke.zijdewind"),
        Picture("ask", "fr", reverse("placements:ask", args=[offer.pk]), "lea.timonier"),
        Picture("placement", "en", reverse("placements:detail", args=[jeroen]), "jeroen.wolkman"),
        Picture("sign", "fr", reverse("agreements:agreement", args=[of("henriette.giboulee")]), "henriette.giboulee"),
        Picture("preparation", "nl", reverse("questionnaires:preparation", args=[jeroen]), "jeroen.wolkman"),
        Picture("feedback", "nl", question, "bram.zonnewijzer"),
        Picture("check", "en", reverse("agreements:check_code", args=[certificate.shown_code])),
        Picture("desk", "en", reverse("desk:home"), "els.vlinderslag"),
        Picture("home", "fr", reverse("home"), "nadia.marelle"),
        Picture("organisation", "fr", reverse("members:organisation"), "nadia.marelle"),
        Picture("best", "fr", f"{reverse('matching:best')}?month=3", "lea.timonier"),
        Picture("map", "nl", reverse("catalogue:map"), "jeroen.wolkman"),
        Picture("wish", "nl", reverse("matching:wish", args=[wish.pk]), "jeroen.wolkman"),
        Picture("proposals", "en", reverse("matching:proposal", args=[proposal.pk]), "els.vlinderslag"),
        Picture("gaps", "en", reverse("matching:gaps"), "els.vlinderslag"),
        Picture("bring-in", "fr", reverse("intake:start"), "els.vlinderslag"),
    ]


def papers():
    """An agreement and a certificate, those of one immersion: pairs of name and PDF bytes."""
    number = of("lea.timonier")
    agreement = Document.objects.get(wording__agreement__placement__number=number)
    certificate = Document.objects.filter(certificate__placement__number=number).first()
    return [("agreement", bytes(agreement.content)), ("certificate", bytes(certificate.content))]


class Speaking:
    """Somebody's pages stand in another language for a while."""

    def __init__(self, who, language):
        self.row, self.language = Member.objects.filter(email=f"{who}@example.org"), language

    def __enter__(self):
        self.own = self.row.values_list("language", flat=True).first()
        self.row.update(language=self.language)

    def __exit__(self, *error):
        self.row.update(language=self.own)
