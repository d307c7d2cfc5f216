from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0002_kinds_and_progress'),
    ]

    operations = [
        migrations.AddField(
            model_name='intake',
            name='made',
            field=models.JSONField(default=list, help_text='Keys of the past immersions that it made.'),
        ),
    ]
