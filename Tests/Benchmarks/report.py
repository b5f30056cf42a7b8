"""The page that shows the figures."""
import datetime
import os
import platform
import subprocess

from measure import figure

LOAD = os.getloadavg()


def markdown(measures, chosen, rollcall, absent):
    kind = "release" if "release" in os.path.realpath(rollcall) else "debug"
    return f"""# Benchmarks

Written by `make bench`; do not edit. Measured on one machine in one run, so compare with the anchors beside rather than with another machine.
Everything goes over loopback and into a temporary folder. A key's time ends with the last byte that came for it; there is no network in it.
What an anchor does is like the row that it stands below, never the same: it knows no rules and keeps no record.

| | |
|---|---|
| date | {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC |
| commit | {commit()} |
| executable | {kind} build, {os.path.getsize(rollcall):,} bytes |
| processor | {processor()} |
| kernel | {platform.system()} {platform.release()} |
| file system of the store | {file_system()} |
| load before and after | {loads(LOAD)}; {loads(os.getloadavg())} |
| sizes | {', '.join(f'{size:,}' for size in chosen.sizes)} users; mail {chosen.users:,} |
| anchors that are not installed here | {', '.join(absent) or 'none'} |

## How it grows

{growth([m for m in measures if m.size is not None], chosen.sizes)}

## At one size

{single([m for m in measures if m.size is None])}

## What misses its goal

{missed(measures) or 'Nothing.'}
{'' if kind == 'release' else chr(10) + 'These are figures of a debug build: goals are meant for a release.' + chr(10)}"""


def growth(measures, sizes):
    """One row for what is measured at several sizes, and one for each of its anchors."""
    rows = {}
    for measure in measures:
        rows.setdefault(measure.what, {})[measure.size] = measure
    heads = " | ".join(f"{size:,}" for size in sizes)
    lines = [f"| what | {heads} | goal | note |", "|---" * (len(sizes) + 3) + "|"]
    for what, at in rows.items():
        cells = " | ".join(cell(at.get(size)) for size in sizes)
        lines.append(f"| {what} | {cells} | {goals(at)} | {notes(at)} |")
        for name in dict.fromkeys(name for measure in at.values() for name, _ in measure.anchors):
            cells = " | ".join(anchor(at.get(size), name) for size in sizes)
            lines.append(f"| *{name}* | {cells} | | |")
    return "\n".join(lines)


def cell(measure):
    if measure is None:
        return ""
    text = figure(measure.value, measure.unit)
    return f"**{text}**" if measure.misses else text


def anchor(measure, name):
    found = dict(measure.anchors) if measure else {}
    return f"*{figure(found[name], measure.unit)}*" if name in found else ""


def goals(at):
    found = [f"{figure(m.goal, m.unit)}" for m in at.values() if m.goal is not None]
    if len(set(found)) <= 1:
        # One goal for all sizes, or only for some.
        which = "" if len(found) == len(at) else ", ".join(f" at {m.size:,}" for m in at.values() if m.goal is not None)
        return (found[0] + which) if found else ""
    return ", ".join(f"{figure(m.goal, m.unit)} at {m.size:,}" for m in at.values() if m.goal is not None)


def notes(at):
    last = at[max(at)]
    return "; ".join(text for text in (last.anchor, last.note) if text)


def single(measures):
    lines = ["| what | measured | goal | anchor | note |", "|---|---|---|---|---|"]
    for m in measures:
        anchors = ", ".join([f"{name} {figure(value, m.unit)}" for name, value in m.anchors] + ([m.anchor] if m.anchor else []))
        lines.append(f"| {m.what} | {cell(m)} | {'' if m.goal is None else figure(m.goal, m.unit)} | {anchors} | {m.note} |")
    return "\n".join(lines)


def missed(measures):
    """The misses, worst first, with the reason where one is known (reasons.txt)."""
    reasons = known_reasons()

    def factor(m):
        if m.higher:
            return m.goal / m.value if m.value else float("inf")
        return m.value / m.goal if m.goal else float("inf")

    lines = []
    for m in sorted((m for m in measures if m.misses), key=factor, reverse=True):
        size = "" if m.size is None else f" at {m.size:,}"
        times = f", {factor(m):.1f} times" if m.goal else ""
        reason = next((text for begin, text in reasons if m.what.startswith(begin)), "")
        lines.append(
            f"* {m.what}{size}: {figure(m.value, m.unit)} instead of {figure(m.goal, m.unit)}{times}" + (f". {reason}" if reason else ""))
    return "\n".join(lines)


def known_reasons():
    """Lines of `begin of what | reason`: what somebody found out by looking."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reasons.txt")
    with open(path, encoding="utf-8") as file:
        pairs = [text.partition("|") for text in file if "|" in text and not text.startswith("#")]
    return [(begin.strip(), reason.strip()) for begin, _, reason in pairs]


def loads(found):
    return ", ".join(f"{load:.2f}" for load in found)


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
