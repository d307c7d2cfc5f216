"""The page for who lost a personal link: whatever waits for an address is mailed to it again."""

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange import jobs
from exchange.members.models import Invitation, Member, Organisation
from exchange.notifications.models import Link
from exchange.notifications.outbox import absolute
from exchange.placements import steps, turns
from exchange.placements.models import Placement
from exchange.placements.sentences import TASKS
from exchange.questionnaires.mails import reply_token
from exchange.questionnaires.models import AskedBack, Sheet

from . import links, mails, work
from .forms import LostForm

RATES = {"lost": "10/h/ip,3/h/key"}  # the key is the address a mail would go to


@login_not_required
@require_http_methods(["GET", "POST"])
def lost(request):
    """The same page, as fast, whoever asks: the worker looks whether the address is known here."""
    form = LostForm(request.POST or None)
    if not form.is_valid():
        return render(request, "desk/lost.html", {"form": form})
    address = form.cleaned_data["mail"].lower()
    if ratelimit.consume(request, app="desk", action="lost", config=RATES, key=address):
        jobs.enqueue("exchange.desk.tasks.mail_lost_links", address)
    return render(request, "desk/lost_sent.html", {"mail": address})


def mail_links(address):
    """Mail once in 24 hours what waits for this address, and nothing where nothing does."""
    if mails.had_links_lately(address):
        return
    for invitation in Invitation.objects.open().filter(email__iexact=address):
        invitation.resend()
    for organisation in _unconfirmed(address):
        organisation.resend_confirmation()
    found = [*_of_placements(address), *_asked_back(address)]
    if found:
        reader = found[0][0]
        mails.lost_link(reader, [(sentence, url) for _reader, sentence, url in found])


def _unconfirmed(address):
    """The applications that this person wrote and has not confirmed."""
    return Organisation.objects.unconfirmed().filter(commitments__member__email__iexact=address).distinct()


def _of_placements(address):
    """Yield (reader, sentence, address of the page) for each step that waits for this person."""
    for placement in turns.with_turns(_placements(address)):
        for task in [task for tasks in work.waiting(placement).values() for task in tasks]:
            for reader in links.readers_of(placement, task):
                if reader.email.lower() == address:
                    yield reader, _sentence(placement, task), links.address(placement, task, reader)


def _placements(address):
    """What this person was ever sent a link about, and what a member sees."""
    subjects = Link.objects.filter(address__iexact=address).values_list("about", flat=True)
    numbers = {kind: [] for kind in ("placement", "sheet")}
    for kind, _colon, number in (subject.partition(":") for subject in set(subjects)):
        numbers.get(kind, []).append(number)
    linked = Sheet.objects.filter(pk__in=numbers["sheet"]).values("placement")
    rows = Placement.objects.filter(pk__in=numbers["placement"]) | Placement.objects.filter(pk__in=linked)
    member = Member.objects.known(address)
    return rows | Placement.objects.visible_to(member) if member else rows


def _sentence(placement, task):
    def say():
        said = TASKS[task.name]
        return f"{said.heading}. {said.sentence % steps.values(placement, task)}"

    return say


def _asked_back(address):
    """Questions that Maya asked this person back."""
    for asked in AskedBack.objects.filter(replied_at=None).select_related("sheet__placement__worker"):
        reader = asked.sheet.reader
        if reader and reader.email.lower() == address:
            page = reverse("questionnaires:reply", args=[reply_token(asked, reader)])
            yield reader, lambda: _("Maya asks you something about your answers."), absolute(page)
