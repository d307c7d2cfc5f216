"""Goals, figures and limits: the arithmetic of the benchmark and how it is told."""

from statistics import median
from typing import NamedTuple


class Result(NamedTuple):
    """One figure against its limit; it passes where it is not above it. Without a limit it is only told."""

    goal: int
    name: str
    figure: float
    limit: float | None

    @property
    def passed(self):
        return self.limit is None or self.figure <= self.limit

    def as_json(self):
        return {
            "goal": self.goal,
            "name": self.name,
            "figure": self.figure,
            "limit": self.limit,
            "pass": self.passed,
        }

    def line(self):
        if self.limit is None:
            return f"{self.goal}  {self.name:<58} {self.figure:>10.2f}  told, no limit"
        verdict = "pass" if self.passed else "MISSED"
        return f"{self.goal}  {self.name:<58} {self.figure:>10.2f}  at most {self.limit:>6.2f}  {verdict}"


def ratio(slow, fast):
    """The median of a list of costs against the median of another; both were taken round by round in turn."""
    return round(median(slow) / median(fast), 3)


def report(results, machine):
    """What `--json` writes: one object."""
    return {"results": [result.as_json() for result in results], "machine": machine}
