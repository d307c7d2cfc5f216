from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_search_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='received',
            field=models.PositiveIntegerField(default=0, editable=False, help_text="Kept count: everybody who came, from one's own sector too."),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='hosted',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='Kept count: completed immersions here that count for the commitment.'),
        ),
    ]
