"""Work beside the pages: long files are written here, and no file is kept longer than it is needed."""

from datetime import timedelta

from django.utils import timezone

from exchange.jobs import regular

from .models import Intake

KEEP = timedelta(days=30)
KEEP_ROW = timedelta(days=365)
PATIENCE = timedelta(minutes=5)  # then the task that was to do it is lost


def carry_out(pk):
    """Write one file; gone meanwhile or already written, there is nothing to do."""
    if intake := Intake.objects.filter(pk=pk).first():
        intake.carry_out()


@regular(minutes=5)
def carry_out_what_waits():
    """Write what a lost task left behind."""
    asked = timezone.now() - PATIENCE
    for intake in Intake.objects.filter(state=Intake.State.WAITING, asked_at__lt=asked):
        intake.carry_out()


@regular(minutes=24 * 60)
def forget_files():
    """Remove the bytes after 30 days, and the row after a year."""
    Intake.objects.exclude(content=None).filter(at__lt=timezone.now() - KEEP).update(content=None)
    Intake.objects.filter(at__lt=timezone.now() - KEEP_ROW).delete()
