from django.db import migrations, models

from exchange.programmes.search import fold, word_list
from exchange.programmes.search_index import operation


def remember_words(apps, _editor):
    """Give the organisations of today the words they are searched by."""
    twins = apps.get_model("programmes", "Twin").objects.filter(is_open=True)
    groups = [[fold(word) for word in words] for words in twins.values_list("words", flat=True)]
    organisations = apps.get_model("members", "Organisation").objects
    rows = organisations.select_related("sector", "structure").prefetch_related("publics")
    for row in rows.iterator(chunk_size=500):
        own = [row.name, row.municipality, row.whom_we_receive, row.how_to_refer]
        terms = [term.name for term in [row.sector, row.structure, *row.publics.all()]]
        texts = [text for each in own + terms for text in each.values()]
        organisations.filter(pk=row.pk).update(search_text=word_list([row.postcode, *texts], groups))


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0006_approver_without_account'),
        ('programmes', '0002_twins'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='search_text',
            field=models.TextField(default='', editable=False),
        ),
        operation("members_organisation"),
        migrations.RunPython(remember_words, migrations.RunPython.noop),
    ]
