"""The agreement of host and worker: which words hold, who signs them, and the last signature."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.members.models import LegalText, Member, Review
from exchange.notifications.models import Link
from exchange.personal import Personal
from exchange.placements.models import Placement
from exchange.placements.states import Guest, MoveRefused, Party, State

from .. import mails, texts
from ..languages import common_language


class Template(models.Model):
    """A version of Maya's model agreement, in every language at once. A used version never changes.

    `content` is the text of `agreements/data/agreement.toml`: groups of clauses with their variants.
    """

    version = models.PositiveSmallIntegerField(unique=True)
    content = models.JSONField()
    used_at = models.DateTimeField(null=True, help_text="From its first agreement on the database refuses changes.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version"]

    def __str__(self):
        return f"v{self.version}"

    @property
    def review(self):
        """Who reviewed this version and when, as a row; None while it is a draft."""
        return Review.of(LegalText.AGREEMENT, self.version)

    @classmethod
    def newest(cls):
        """The newest version, from now on in use."""
        template = cls.objects.latest("version")
        cls.objects.filter(pk=template.pk, used_at=None).update(used_at=timezone.now())
        return template


@dataclass(frozen=True)
class Signer:
    """Who signs for the host: one of its signatories, or somebody without an account (`member` is None)."""

    name: str
    function: str
    mail: str
    member: Any = None


class Agreement(models.Model):
    """Made when its page is first opened. Its text follows the placement until somebody signs it or prints it to sign.

    From then on the words are kept (`Wording`), so that an edited offer does not undo a signature. New dates, another
    language or another signatory make new words, for which earlier signatures no longer count.
    """

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="agreement")
    template = models.ForeignKey(Template, models.PROTECT)
    signer = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+", help_text="Signs for the host, where chosen."
    )
    signer_name = models.CharField(max_length=120, blank=True, help_text="Signs for the host without an account.")
    signer_function = models.CharField(max_length=120, blank=True)
    signer_mail = models.EmailField(blank=True)
    signed_at = models.DateTimeField(null=True, help_text="The last signature under the words that held last.")
    created_at = models.DateTimeField(default=timezone.now)

    personal = Personal(
        keep="agreement", title=gettext_lazy("Agreements you were named to sign"),
        own=("signer", "signer_mail__iexact"), export=("placement__number", "signer_function"),
        beside=("signer_name",), erase=("signer_name", "signer_function", "signer_mail"),
    )  # fmt: skip

    def __str__(self):
        return self.placement.number

    @classmethod
    def of(cls, placement):
        """The agreement of a placement, made from the newest template when first asked for."""
        found = cls.objects.filter(placement=placement).select_related("template", "signer").first()
        return found or cls._make(placement)

    @classmethod
    @transaction.atomic
    def _make(cls, placement):
        agreement, made = cls.objects.get_or_create(placement=placement, defaults={"template": Template.newest()})
        if made:
            placement.agreement_language = common_language(placement)
            Placement.objects.filter(pk=placement.pk).update(agreement_language=placement.agreement_language)
        agreement.placement = placement
        return agreement

    @property
    def language(self):
        """The language of the text that is signed."""
        return self.placement.agreement_language

    def host_signer(self):
        """Who signs for the host; None while it has nobody."""
        if self.signer_name:
            return Signer(self.signer_name, self.signer_function, self.signer_mail)
        host = self.placement.host
        member = self.signer if self.signer and self.signer.may_sign_for(host) else host.signatory()
        return member and Signer(member.name, member.function_text, member.email, member)

    def wording(self):
        """The kept words that still hold; None while the text follows the placement."""
        rows = self.wordings.order_by("-pk")
        return next((row for row in rows if row.stands(self.placement)), None)

    def text_now(self):
        """The text that is signed now. Raises `texts.BlankInAgreement` where a name it needs is missing."""
        wording = self.wording()
        return wording.content if wording else texts.compose(self, self.language)

    @transaction.atomic
    def keep_words(self):
        """Return the kept words, keeping the present text where there are none yet."""
        wording = self.wording()
        if wording:
            return wording
        text = texts.compose(self, self.language)
        values = {"language": text["language"], "days": text["days"], "sha256": texts.fingerprint(text)}
        return self.wordings.create(content=text, **values)

    def valid_signatures(self):
        """The signatures under the words that hold, by party."""
        return {row.party: row for row in self.signatures.all() if row.wording.stands(self.placement)}

    def missing(self):
        """The parties that still have to sign; needs no query where signatures and days were prefetched."""
        valid = self.valid_signatures()
        return [party for party in (Party.HOST, Party.WORKER) if party not in valid]

    def can_be_signed(self):
        return self.placement.state == State.CONFIRMED and bool(self.placement.dates())

    @transaction.atomic
    def sign(self, *, party, by, read, **values):
        """Add a signature; the last one completes the agreement and makes the placement ready.

        `by` is the Member or Guest who acts, `read` the fingerprint of the text that was read, `values` are columns
        of `Signature`. Raises MoveRefused where there is nothing (more) to sign for this party.
        """
        self._queue()
        if not self.can_be_signed() or party not in self.missing():
            raise MoveRefused("sign")
        if refusal := self.placement.refusal_of_leaving(party):
            raise MoveRefused("sign", refusal.sentence)
        wording = self.keep_words()
        if wording.sha256 != read:
            raise MoveRefused("sign", _("The text has changed since you opened it. Please read it again."))
        signature = self.signatures.create(wording=wording, party=party, text_sha256=wording.sha256, **values)
        mails.forget(self, party)
        self._complete(wording, by) if not self.missing() else mails.your_turn(self, signature)
        return signature

    def sign_on_paper(self, *, party, recorded_by, date):
        """Note that a side has signed the printed words with ink; refused where none were printed."""
        wording = self.wording()
        if not wording:
            raise MoveRefused("sign", _("Print the agreement here first, so that you sign these words."))
        side = "signer" if party == Party.HOST else "worker"
        signer = self.host_signer()
        member = self.placement.worker if party == Party.WORKER else signer and signer.member
        values = {"name": wording.content[side], "capacity": wording.content[f"{side}_function"], "member": member}
        values |= {"paper_date": date, "recorded_by": recorded_by}
        return self.sign(party=party, by=Guest(party, values["name"]), read=wording.sha256, **values)

    def _complete(self, wording, by):
        self.signed_at = wording.signed_at = timezone.now()
        wording.save(update_fields=["signed_at"])
        self.save(update_fields=["signed_at"])
        Link.close("sign", self.placement.about)
        self.placement.mark_ready(by)
        mails.make_paper("agreement", wording.pk)

    @transaction.atomic
    def name_signer(self, *, by, member=None, name="", function="", mail=""):
        """Say who signs for the host. Words that were kept name another person, so they no longer hold."""
        self._check_host(by)
        had_signed = self.valid_signatures()
        if not self.can_be_signed() or Party.HOST in had_signed:
            raise MoveRefused("sign")
        self.signer, self.signer_name, self.signer_function, self.signer_mail = member, name, function, mail
        self.save(update_fields=["signer", "signer_name", "signer_function", "signer_mail"])
        self.wordings.filter(closed_at=None).update(closed_at=timezone.now())
        Link.close("sign", self.placement.about)
        if Party.WORKER in had_signed:
            mails.sign_again(self)
        if name:
            mails.send_link(self)

    @transaction.atomic
    def choose_language(self, *, by, language):
        """Take French or Dutch as the language that is signed; either side may, until the first signature."""
        self._queue()
        self.placement.side_of(by)
        if not self.can_be_signed() or self.valid_signatures():
            raise MoveRefused("sign", _("Somebody has signed already, so the language stays."))
        self.placement.agreement_language = language
        Placement.objects.filter(pk=self.placement_id).update(agreement_language=language)

    def check_signer(self):
        """Let kept words go that name a signatory of the host who may no longer sign."""
        wording = self.wording()
        if not self.can_be_signed() or not wording or Party.HOST in self.valid_signatures():
            return
        signer = self.host_signer()
        if signer and signer.name == wording.content["signer"]:
            return
        self.wordings.filter(pk=wording.pk).update(closed_at=timezone.now())
        if self.signatures.filter(wording=wording, party=Party.WORKER).exists():
            mails.sign_again(self)

    def _check_host(self, by):
        self._queue()
        host = self.placement.host
        if not (by.may_answer_for(host) or by.may_sign_for(host)):
            raise PermissionDenied

    def _queue(self):
        """Stand in line with who signs or moves this placement at the same moment; then read it as it is now."""
        Placement.objects.select_for_update().get(pk=self.placement_id)
        self.refresh_from_db()
        self.placement.refresh_from_db()
