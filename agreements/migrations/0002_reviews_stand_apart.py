from django.db import migrations


def keep(apps, schema_editor):
    """What a version said of its review becomes a row beside those of the other legal texts."""
    for template in apps.get_model('agreements', 'Template').objects.exclude(reviewed_by='').exclude(reviewed_on=None):
        apps.get_model('members', 'Review').objects.get_or_create(
            text='agreement', version=template.version,
            defaults={'reviewed_by': template.reviewed_by, 'reviewed_on': template.reviewed_on},
        )


def give_back(apps, schema_editor):
    for review in apps.get_model('members', 'Review').objects.filter(text='agreement'):
        apps.get_model('agreements', 'Template').objects.filter(version=review.version).update(
            reviewed_by=review.reviewed_by, reviewed_on=review.reviewed_on
        )


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_initial'),
        ('members', '0009_reviews_of_legal_texts'),
    ]

    operations = [
        migrations.RunPython(keep, give_back),
        migrations.RemoveField(
            model_name='template',
            name='reviewed_by',
        ),
        migrations.RemoveField(
            model_name='template',
            name='reviewed_on',
        ),
    ]
