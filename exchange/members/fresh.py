"""How long ago somebody proved who they are.

allauth's own check lets whoever has no password through, and does not count a fresh log-in. Ours reads the newest
authentication record of the session: a code by mail, a passkey, an authenticator app.
"""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import compare_user_code, generate_user_code
from allauth.mfa.models import Authenticator

SECONDS = 300
CODE_SECONDS = 15 * 60
TRIES = 5
STATE = "fresh_code"
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_fresh(request):
    """Whether the newest proof of this session is less than 300 seconds old."""
    records = get_authentication_records(request, request.user) if request.user.is_authenticated else []
    return any(time.time() - record["at"] < SECONDS for record in records)


def mark(request, method="demo"):
    """Note that this person has just proved who they are; in the demo world a click is enough."""
    record_authentication(request, request.user, method=method, reauthenticated=True)


def has_second_step(member):
    return Authenticator.objects.filter(user=member, type__in=SECOND_STEPS).exists()


def is_marked(request, method):
    """Whether this session was opened this way."""
    return any(record["method"] == method for record in get_authentication_records(request, request.user))


def new_code(request):
    """Return a code to be mailed. It holds for a quarter of an hour and a few tries, in this session alone."""
    code = generate_user_code()
    request.session[STATE] = {"code": code, "at": time.time(), "tries": 0}
    return code


def check_code(request, code):
    """Whether this is the code that was mailed; a right one is used up, too many wrong ones end it."""
    state = request.session.get(STATE)
    if not state or time.time() - state["at"] > CODE_SECONDS or state["tries"] >= TRIES:
        return False
    if compare_user_code(actual=code, expected=state["code"]):
        del request.session[STATE]
        return True
    request.session[STATE] = {**state, "tries": state["tries"] + 1}
    return False
