"""Many rows written with few queries, so that nobody waits long for the one writer that SQLite allows."""

from collections import defaultdict

AT_ONCE = 200  # rows of one UPDATE


def write(model, pairs, lists=()):
    """Write pairs of row and new values; rows without a key are made. `lists` names the values that are lists."""
    made, changed, terms = [], defaultdict(list), defaultdict(list)
    for row, values in pairs:
        plain = {name: value for name, value in values.items() if name not in lists}
        for name, value in plain.items():
            setattr(row, name, value)
        for name in values.keys() & set(lists):
            terms[name].append((row, values[name]))
        if row.pk is None:
            made.append(row)
        elif plain:
            changed[frozenset(plain)].append(row)
    model.objects.bulk_create(made)
    for names, rows in changed.items():
        model.objects.bulk_update(rows, sorted(names), batch_size=AT_ONCE)
    for name, found in terms.items():
        put(model, name, found)


def put(model, name, pairs):
    """Give each row this list of terms in the place of the one it has."""
    through, column = getattr(model, name).through, f"{model._meta.model_name}_id"
    through.objects.filter(**{f"{column}__in": [row.pk for row, _terms in pairs]}).delete()
    through.objects.bulk_create(
        [through(**{column: row.pk, "term_id": term.pk}) for row, terms in pairs for term in terms]
    )
