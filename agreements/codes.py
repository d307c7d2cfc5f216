"""Codes that people copy from paper: Crockford's base 32, which leaves out what looks alike."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new():
    """Twelve characters, 60 bits, that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _position in range(LENGTH))


def typed(text):
    """A code as it was meant, whatever case, dashes and spaces; what can't be a code comes back as an empty text."""
    code = "".join(sign for sign in text.upper() if sign.isalnum()).translate(ALIKE)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def shown(code):
    """'7K4M-9QXT-2RDA'."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
