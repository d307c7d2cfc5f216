"""What was signed or issued is refused to change by the database itself, on both kinds.

SQLite loses the triggers of a table that a migration makes anew, so they are made after every migration. Deleting is
not guarded here: the test suite's flush and the end of the retention time need it.
"""

from django.db import connections

# table: the columns that never change; `once`: those that change from empty only; `when`: from when on.
GUARDS = {
    "agreements_template": {"never": ["version", "content"], "when": "OLD.used_at IS NOT NULL"},
    "agreements_wording": {
        "never": ["agreement_id", "content", "sha256", "language", "days", "created_at"],
        "once": ["signed_at", "closed_at"],
    },
    "agreements_signature": {
        "never": [
            "agreement_id",
            "wording_id",
            "party",
            "name",
            "capacity",
            "accepted",
            "text_sha256",
            "paper_date",
            "signed_at",
        ]
    },
    "agreements_certificate": {
        "never": ["placement_id", "number", "code", "facts", "issued_by_id", "issued_at"],
        "once": ["revoked_at"],
    },
    "agreements_document": {
        "never": ["wording_id", "certificate_id", "language", "filename", "content", "sha256", "created_at"]
    },
}
DISTINCT = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
REFUSAL = "%s: what was signed or issued never changes"


def name(table):
    return f"{table}_guard"


def condition(guard, vendor):
    """The SQL that tells a forbidden change."""
    differs = DISTINCT[vendor]
    changed = [f"OLD.{column} {differs} NEW.{column}" for column in guard["never"]]
    for column in guard.get("once", []):
        changed.append(f"(OLD.{column} IS NOT NULL AND OLD.{column} {differs} NEW.{column})")
    return f"({' OR '.join(changed)})" + (f" AND {guard['when']}" if "when" in guard else "")


def statements(table, guard, vendor):
    guarded, refusal = f"{name(table)} BEFORE UPDATE ON {table} FOR EACH ROW", REFUSAL % table
    when = condition(guard, vendor)
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        return [f"DROP TRIGGER IF EXISTS {name(table)}", f"CREATE TRIGGER {guarded} WHEN {when} {refuse}"]
    refuse = f"BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END"
    return [
        f"CREATE OR REPLACE FUNCTION {name(table)}() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        f"CREATE OR REPLACE TRIGGER {guarded} WHEN ({when}) EXECUTE FUNCTION {name(table)}()",
    ]


def make(sender, using, **kwargs):
    """Make every guard anew; called after every migration. Tables that are not there (yet) are left out."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in GUARDS.keys() & there:
            for statement in statements(table, GUARDS[table], connection.vendor):
                cursor.execute(statement)
