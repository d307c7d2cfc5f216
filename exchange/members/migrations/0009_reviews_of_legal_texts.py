import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_who_was_received'),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(choices=[('agreement', 'Model agreement'), ('privacy', 'Privacy notice'), ('commitment', 'Commitment of an organisation')], max_length=12)),
                ('version', models.PositiveSmallIntegerField()),
                ('reviewed_by', models.CharField(help_text='Name and function.', max_length=120, verbose_name='Reviewed by')),
                ('reviewed_on', models.DateField(verbose_name='Reviewed on')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('noted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['text', 'version'],
                'constraints': [models.UniqueConstraint(fields=('text', 'version'), name='review_once_per_version')],
            },
        ),
    ]
