"""Figures: what was measured, at which size, what it should be, and what others take for the same."""
import statistics


class Measure:
    """One figure. Lower is better unless `higher`; without a goal it is only shown; with a size it is part of a growth row.

    `anchors` are (name, value) pairs in the measure's own unit; `anchor` is words where no plain figure compares.
    """

    def __init__(self, what, value, unit, goal=None, anchor="", note="", size=None, anchors=(), higher=False):
        self.what, self.value, self.unit, self.goal, self.anchor, self.note = what, value, unit, goal, anchor, note
        self.size, self.higher = size, higher
        self.anchors = [(name, value) for name, value in anchors if value is not None]

    @property
    def misses(self):
        if self.goal is None:
            return False
        return self.value < self.goal if self.higher else self.value > self.goal


def median(values):
    return statistics.median(values)


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def figure(value, unit):
    if unit in ("bytes", ""):
        return f"{value:,.0f} {unit}".strip()
    return f"{value:.3g} {unit}" if abs(value) < 1000 else f"{value:,.0f} {unit}"


def line(measure):
    verdict = "" if measure.goal is None else (" MISSED" if measure.misses else " ok")
    goal = "" if measure.goal is None else f" (goal {figure(measure.goal, measure.unit)})"
    anchors = [f"{name} {figure(value, measure.unit)}" for name, value in measure.anchors]
    extra = "; ".join(text for text in (*anchors, measure.anchor, measure.note) if text)
    size = "" if measure.size is None else f"[{measure.size:,}] "
    return f"{size}{measure.what}: {figure(measure.value, measure.unit)}{goal}{verdict}" + (f"; {extra}" if extra else "")
