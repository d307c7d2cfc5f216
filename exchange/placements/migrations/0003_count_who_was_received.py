from collections import Counter

from django.db import migrations
from django.db.models import Count, F, Q


def fill(apps, schema_editor):
    """Count who came to each host until today: here, and before the platform; never fewer than it hosted."""
    Organisation = apps.get_model('members', 'Organisation')
    Placement = apps.get_model('placements', 'Placement')
    PastImmersion = apps.get_model('placements', 'PastImmersion')
    came = Q(state='completed') | Q(state='interrupted', days__real_minutes__gt=0)
    received = Counter()
    for rows, host in ((Placement.objects.filter(came), 'offer__organisation'), (PastImmersion.objects.all(), 'host')):
        for pk, number in rows.order_by().values_list(host).annotate(Count('pk', distinct=True)):
            received[pk] += number
    Organisation.objects.filter(hosted__gt=0).update(received=F('hosted'))
    for pk, number in received.items():
        Organisation.objects.filter(pk=pk, received__lt=number).update(received=number)
    apps.get_model('members', 'Change').objects.create()  # what is kept of the catalogue is made anew


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_who_was_received'),
        ('placements', '0002_past_immersions'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
