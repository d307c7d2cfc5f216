from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="reminder", name="sentence", field=models.TextField()),
    ]
