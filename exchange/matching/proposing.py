"""From open wishes and free places to a proposal that Maya can look at: worked out first, then written at once."""

from dataclasses import asdict

from . import fit, solver
from .candidates import Candidates
from .models import Match

SECONDS = 20  # for the search; the worker has a minute for all of it
CHOICES = 10  # places of one wish among which Maya can choose


def work_out(proposal, seconds=SECONDS):
    """Find the best set and keep it; nothing is locked while one searches. False where it was done before."""
    solution, matches, counts = best_matches(proposal, seconds)
    return proposal.keep(solution, matches, **counts)


def best_matches(proposal, seconds):
    """The best set, the rows of its matches, which are not written, and how much was looked at."""
    candidates = Candidates()
    problem = candidates.problem()
    solution = solver.solve(problem, seconds)
    matches = [match(proposal, one, candidates.found[one.wish], candidates.weights) for one in solution.chosen]
    return solution, matches, {"wishes": len(candidates.found), "candidates": len(problem.candidates)}


def match(proposal, chosen, found, weights):
    """The row of one match, with the other places of this wish among which Maya can choose."""
    rows = [choice(place, month, weights) for place in found[:CHOICES] for month in place.months]
    mine = next(place for place in found if place.offer.pk == chosen.offer)
    own = choice(mine, chosen.month, weights)
    choices = rows if own in rows else [own, *rows]
    values = {"month": chosen.month, "points": own["points"], "facts": own["facts"], "choices": choices}
    return Match(proposal=proposal, wish_id=chosen.wish, offer_id=chosen.offer, **values)


def choice(place, month, weights):
    """A place in a month, as plain values, with the facts that may be said."""
    facts = asdict(fit.sayable(place.facts, weights))
    if facts["minutes"] is not None:
        facts["minutes"] = max(5, 5 * round(facts["minutes"] / 5))
    if facts["month"] is not None:
        facts["month"] = month.month
    points = max(round(place.points), 1)
    return {"offer": place.offer.pk, "month": month.isoformat(), "points": points, "facts": facts}
