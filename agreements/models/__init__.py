from .agreement import Agreement, Template
from .certificate import Certificate
from .document import Document
from .signing import Signature, SigningCode, Wording

__all__ = ["Agreement", "Certificate", "Document", "Signature", "SigningCode", "Template", "Wording"]
