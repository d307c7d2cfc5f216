"""The index behind `Searchable.matching`: FTS5 on SQLite, an index on the words on PostgreSQL.

SQLite keeps the index apart from the table, so three triggers follow what is written, also in bulk. It loses them
when a later migration makes the table anew; then they and the index are made again after migrating.
"""

from functools import partial

from django.db import connections, migrations, models

COLUMN = "search_text"


class Begins(models.Lookup):
    """Whether each word on the right, folded, is the beginning of a word in the `search_text` on the left."""

    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        column, words = self.lhs, index_name(self.lhs.target.model._meta.db_table)
        key = f"{compiler.quote_name(column.alias)}.id"
        query = " ".join(f'"{word}"*' for word in self.rhs.split())
        return f"{key} IN (SELECT rowid FROM {words} WHERE {words} MATCH %s)", (query,)  # noqa: S608 - a name of our own

    def as_postgresql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        query = " & ".join(f"{word}:*" for word in self.rhs.split())
        return f"to_tsvector('simple', {text}) @@ to_tsquery('simple', %s)", (*params, query)


def index_name(table):
    return f"{table}_words"


def triggers(table):
    """The SQL of each trigger by its name; an index that keeps no text of its own must be told what it forgets."""
    words = index_name(table)
    add = f"INSERT INTO {words}(rowid, {COLUMN}) VALUES (NEW.id, NEW.{COLUMN});"  # noqa: S608 - names of our own
    forget = f"INSERT INTO {words}({words}, rowid, {COLUMN}) VALUES ('delete', OLD.id, OLD.{COLUMN});"  # noqa: S608
    moments = {"insert": ("INSERT", add), "delete": ("DELETE", forget), "update": (f"UPDATE OF {COLUMN}", forget + add)}
    return {
        f"{words}_{name}": f"CREATE TRIGGER {words}_{name} AFTER {moment} ON {table} BEGIN {work} END"
        for name, (moment, work) in moments.items()
    }


def follow(cursor, table):
    """Make the triggers of SQLite unless they are there, and then the index from all rows."""
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    have = {name for (name,) in cursor.fetchall()}
    wanted = triggers(table)
    if wanted.keys() <= have:
        return
    for statement in [sql for name, sql in wanted.items() if name not in have]:
        cursor.execute(statement)
    cursor.execute(f"INSERT INTO {index_name(table)}({index_name(table)}) VALUES ('rebuild')")  # noqa: S608


def make(apps, schema_editor, table):
    name = index_name(table)
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            kept = f"content='{table}', content_rowid='id', tokenize='ascii', prefix='2 3 4', detail=none"
            cursor.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({COLUMN}, {kept})")
            follow(cursor, table)
        else:
            cursor.execute(f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', {COLUMN}))")


def unmake(apps, schema_editor, table):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for name in triggers(table):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TABLE {index_name(table)}")
        else:
            cursor.execute(f"DROP INDEX {index_name(table)}")


def operation(table):
    """The step of a migration that makes the index of this table, and takes it away."""
    return migrations.RunPython(partial(make, table=table), partial(unmake, table=table))


def after_migrating(sender, using, **kwargs):
    """Connect to `post_migrate` of an app whose tables are searched."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in [model._meta.db_table for model in sender.get_models()]:
            if {table, index_name(table)} <= there:
                follow(cursor, table)
