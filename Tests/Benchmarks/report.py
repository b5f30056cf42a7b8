"""Figures, and the page that shows them."""
import datetime
import os
import platform
import statistics
import subprocess


class Measure:
    """One figure; lower is better. Without a goal it is only shown."""

    def __init__(self, what, value, unit, goal=None, anchor="", note=""):
        self.what, self.value, self.unit, self.goal, self.anchor, self.note = what, value, unit, goal, anchor, note

    @property
    def misses(self):
        return self.goal is not None and self.value > self.goal


def median(values):
    return statistics.median(values)


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def figure(value, unit):
    if unit in ("bytes", ""):
        return f"{value:,.0f} {unit}".strip()
    return f"{value:.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"


def line(measure):
    verdict = "" if measure.goal is None else (" MISSED" if measure.misses else " ok")
    goal = "" if measure.goal is None else f" (goal {figure(measure.goal, measure.unit)})"
    extra = "; ".join(text for text in (measure.anchor, measure.note) if text)
    return f"{measure.what}: {figure(measure.value, measure.unit)}{goal}{verdict}" + (f"; {extra}" if extra else "")


def markdown(measures, chosen, rollcall):
    kind = "release" if "release" in os.path.realpath(rollcall) else "debug"
    missed = [measure for measure in measures if measure.misses]
    rows = "\n".join(
        f"| {m.what} | {figure(m.value, m.unit)} | {'' if m.goal is None else figure(m.goal, m.unit)} | {m.anchor} | {m.note} |"
        for m in measures)
    verdict = "\n".join(f"* {m.what}: {figure(m.value, m.unit)} instead of {figure(m.goal, m.unit)}" for m in missed)
    return f"""# Benchmarks

Written by `make bench`; do not edit. Measured on one machine in one run, so compare with the anchors beside rather than with another machine.
Everything goes over loopback and into a temporary folder. A key's time ends with the last byte that came for it; there is no network in it.

| | |
|---|---|
| date | {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC |
| commit | {commit()} |
| executable | {kind} build, {os.path.getsize(rollcall):,} bytes |
| processor | {processor()} |
| kernel | {platform.system()} {platform.release()} |
| file system of the store | {file_system()} |
| load before | {', '.join(f'{load:.2f}' for load in LOAD)} |
| users | {chosen.users:,} |

| what | measured | goal | anchor | note |
|---|---|---|---|---|
{rows}

## What misses its goal

{verdict or 'Nothing.'}
{'' if kind == 'release' else chr(10) + 'These are figures of a debug build: goals are meant for a release.' + chr(10)}"""


LOAD = os.getloadavg()


def commit():
    here = os.path.dirname(os.path.abspath(__file__))
    found = subprocess.run(["git", "-C", here, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    changed = subprocess.run(["git", "-C", here, "status", "--porcelain", "--untracked-files=no"], capture_output=True, text=True)
    return (found.stdout.strip() or "unknown") + (" and changes" if changed.stdout.strip() else "")


def processor():
    with open("/proc/cpuinfo") as file:
        names = [text.partition(":")[2].strip() for text in file if text.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


def file_system():
    found = subprocess.run(["stat", "-f", "-c", "%T", "/tmp"], capture_output=True, text=True)
    return found.stdout.strip()
