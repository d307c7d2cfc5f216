"""From what was signed or issued to the bytes of a paper. It reads frozen words alone."""

from .agreement import agreement, draft
from .certificate import certificate
from .names import filename

__all__ = ["agreement", "certificate", "draft", "filename"]
