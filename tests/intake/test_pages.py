"""Maya chooses a file, sees what it would do, brings it in; the organisation is invited and commits itself."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from exchange.intake import models, tasks
from exchange.intake.models import Intake
from exchange.members.models import CommitmentText, Invitation, Member, Organisation
from exchange.members.states import MoveRefused
from exchange.notifications.models import OutboxMail
from tests.factories import MemberFactory, OrganisationFactory
from tests.members.test_people import signed_in
from tests.questionnaires.asked import maya

pytestmark = pytest.mark.django_db
TABLE = b"Nom;CP;Secteur;Genre\nLe Lac;1090;MH;SSM\nLe Fleuve;1030;MH;SSM\n"
BEGINS = "It begins in a moment."
MAPPING = {"0": "name:fr", "1": "postcode", "2": "sector", "3": "structure"}


def els():
    return Member.objects.filter(is_coordinator=True).first() or maya()


def uploaded(client, content=TABLE):
    answer = client.post(reverse("intake:start"), {"file": SimpleUploadedFile("lijst.csv", content)})
    return answer, Intake.objects.last()


def names():
    return sorted(organisation.name["fr"] for organisation in Organisation.objects.all())


def an_intake(content=TABLE):
    return Intake.objects.create(name="lijst.csv", content=content, mapping=MAPPING, by=els())


def test_a_file_is_looked_at_mapped_and_brought_in():
    client = signed_in(els())
    answer, intake = uploaded(client)
    page = reverse("intake:intake", args=[intake.pk])
    assert answer.url == page
    assert client.get(page).content.decode().count("This is empty. A new organisation needs it.") == 2

    client.post(page, {"columns": "yes", **MAPPING})
    assert (Intake.objects.get().mapping, names()) == (MAPPING, [])
    client.post(page, {"bring": "yes"})

    intake.refresh_from_db()
    assert (intake.state, intake.counts) == ("done", {"new": 2, "changed": 0, "same": 0, "wrong": 0})
    assert names() == ["Le Fleuve", "Le Lac"]
    assert not OutboxMail.objects.exists()


def test_one_wrong_row_keeps_all_out():
    client = signed_in(els())
    intake = an_intake(TABLE + b"Le Ruisseau;0999;MH;SSM\n")

    client.post(reverse("intake:intake", args=[intake.pk]), {"bring": "yes"})
    Intake.objects.update(state="waiting")
    tasks.carry_out(intake.pk)

    assert (Intake.objects.get().state, names()) == ("refused", [])


def test_a_column_is_chosen_once():
    client = signed_in(els())
    page = reverse("intake:intake", args=[an_intake().pk])

    shown = client.post(page, {"columns": "yes", "0": "name:fr", "1": "name:fr"}).content.decode()

    assert "is chosen twice. Please choose one column." in shown
    assert Intake.objects.get().mapping == MAPPING


def test_a_long_file_is_written_by_the_worker_once(monkeypatch):
    monkeypatch.setattr(models, "AT_ONCE", 1)
    client, intake = signed_in(els()), an_intake()
    page = reverse("intake:intake", args=[intake.pk])
    client.post(page, {"bring": "yes"})
    assert (Intake.objects.get().state, names()) == ("waiting", [])
    assert 'http-equiv="refresh"' in client.get(page).content.decode()

    tasks.carry_out(intake.pk)
    tasks.carry_out(intake.pk)

    assert (Intake.objects.get().state, names()) == ("done", ["Le Fleuve", "Le Lac"])


def test_the_page_that_waits_says_how_far_the_worker_is(monkeypatch):
    client = signed_in(els())
    intake = an_intake(b"Nom;CP;Secteur;Genre\n" + b"".join(b"Maison %d;1090;MH;SSM\n" % row for row in range(250)))
    page, tell, depth = reverse("intake:intake", args=[intake.pk]), Intake.tell, len(connection.savepoint_ids)
    client.post(page, {"bring": "yes"})
    seen = {0: client.get(page, headers={"HX-Request": "true"}).content.decode()}

    def told(self, done):
        tell(self, done)
        if done in {99, 100, 250}:
            assert len(connection.savepoint_ids) == depth  # in no transaction: others read it at once
            seen[done] = client.get(page, headers={"HX-Request": "true"}).content.decode()

    monkeypatch.setattr(Intake, "tell", told)
    tasks.carry_out(intake.pk)

    looked = "{} of 250 rows are looked at. Then they are written, all together."
    for done, words, value in (
        (0, BEGINS, 0),
        (99, BEGINS, 0),
        (100, looked.format(100), 100),
        (250, looked.format(200), 200),
    ):
        assert (words in seen[done], f'value="{value}" max="250"' in seen[done]) == (True, True)
    assert (Intake.objects.get().state, Organisation.objects.count()) == ("done", 250)


@pytest.mark.parametrize("state, refresh", [("waiting", None), ("done", "true"), ("refused", "true")])
def test_who_waits_for_a_file_is_led_on_once_the_worker_has_decided(state, refresh):
    client, intake = signed_in(els()), an_intake()
    Intake.objects.update(state=state, done_at=timezone.now())

    answer = client.get(reverse("intake:intake", args=[intake.pk]), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers.get("HX-Refresh")) == (200, refresh)


def test_what_a_lost_task_left_is_written_after_five_minutes():
    an_intake()
    for minutes, state in ((4, "waiting"), (6, "done")):
        Intake.objects.update(state="waiting", asked_at=timezone.now() - dt.timedelta(minutes=minutes))
        tasks.carry_out_what_waits()
        assert Intake.objects.get().state == state


def test_the_bytes_go_after_30_days_and_the_page_says_so():
    client, intake = signed_in(els()), an_intake()
    for days, kept in ((29, True), (31, False)):
        Intake.objects.update(at=timezone.now() - dt.timedelta(days=days))
        tasks.forget_files()
        assert (Intake.objects.get().content is not None) == kept

    assert "is no longer kept" in client.get(reverse("intake:intake", args=[intake.pk])).content.decode()


def test_an_unreadable_file_says_what_to_do():
    client = signed_in(els())

    answer, intake = uploaded(client, b"\xd0\xcf\x11\xe0old")

    assert "Please save it as .xlsx first." in answer.content.decode()
    assert intake is None


def test_maya_invites_a_reference_person_who_commits_the_organisation():
    organisation = OrganisationFactory(state="invited", mail="info@lac.example", language_role="FR")
    client = signed_in(els())
    page = reverse("desk:organisation", args=[organisation.pk])
    assert 'value="info@lac.example"' in client.get(page).content.decode()
    client.post(
        reverse("desk:organisation_invite", args=[organisation.pk]), {"email": "a@lac.example", "language": "fr"}
    )
    sent = Invitation.objects.get()
    assert (sent.email, sent.is_reference) == ("a@lac.example", True)

    leader = MemberFactory(reference=organisation)
    own = signed_in(leader)
    assert (
        reverse("members:commit", args=[organisation.pk])
        in own.get(reverse("members:organisation_one", args=[organisation.pk])).content.decode()
    )
    own.post(reverse("members:commit", args=[organisation.pk]))
    organisation.refresh_from_db()
    assert organisation.state == "invited"
    own.post(reverse("members:commit", args=[organisation.pk]), {"accept": "yes"})

    organisation.refresh_from_db()
    assert (organisation.state, organisation.applicant()) == ("applied", leader)
    assert organisation in Organisation.objects.to_welcome()


def test_a_commitment_is_accepted_once():
    organisation = OrganisationFactory(state="applied")
    leader = MemberFactory(reference=organisation)

    with pytest.raises(MoveRefused):
        organisation.commit(by=leader, text=CommitmentText.latest_version(), language="fr")

    assert organisation.commitments.count() == 0
