"""The database itself refuses to change what was signed or issued."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from agreements import guards, tasks
from agreements.models import Certificate, Document, Signature, Template, Wording
from exchange.placements.states import Party

from .signing import a_certificate, a_confirmed_placement, sign

pytestmark = pytest.mark.django_db
LISTS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
ALL = [
    "agreements_certificate_guard",
    "agreements_document_guard",
    "agreements_signature_guard",
    "agreements_template_guard",
    "agreements_wording_guard",
]


def triggers():
    with connection.cursor() as cursor:
        cursor.execute(LISTS[connection.vendor])
        return sorted(name for (name,) in cursor.fetchall() if name.startswith("agreements_"))


def test_every_guard_is_there_after_migrating():
    assert triggers() == ALL


def test_migrating_makes_a_lost_guard_anew():
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON agreements_document"
        cursor.execute(f"DROP TRIGGER agreements_document_guard{on}")
    assert "agreements_document_guard" not in triggers()

    call_command("migrate", verbosity=0)

    assert triggers() == ALL


@pytest.mark.parametrize(
    "model, change",
    [
        (Document, {"content": b"forged"}),
        (Document, {"sha256": "0" * 64}),
        (Certificate, {"facts": {}}),
        (Certificate, {"number": "2027-9999"}),
        (Wording, {"content": {}}),
        (Signature, {"name": "Somebody Else"}),
        (Template, {"content": {}}),
    ],
)
def test_a_forbidden_change_is_refused(model, change):
    tasks.make_certificate(a_certificate().pk)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model.objects.update(**change)


def test_a_template_that_nobody_used_may_change():
    newer = Template.objects.create(version=Template.objects.last().version + 1, content={})

    assert Template.objects.filter(pk=newer.pk).update(content={"title": "x"}) == 1


def test_a_certificate_once_revoked_stays_revoked():
    certificate = a_certificate()
    certificate.revoke(by=certificate.placement.host_lead, reason="A wrong hour.")

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Certificate.objects.update(revoked_at=None)


def test_what_may_change_still_does():
    placement = a_confirmed_placement()
    sign(placement, Party.HOST)

    assert Wording.objects.update(closed_at=placement.moved_at) == 1


def test_every_guarded_column_exists():
    with connection.cursor() as cursor:
        for table, guard in guards.GUARDS.items():
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            assert {*guard["never"], *guard.get("once", [])} - columns == set()
