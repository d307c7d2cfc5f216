from django.db import migrations

from exchange.programmes.search_index import operation


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_pause_with_a_return_date'),
    ]

    operations = [operation("catalogue_offer")]
