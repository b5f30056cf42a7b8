"""The console on a pseudo-terminal of 80x24: first paint, keys, bytes, memory; `less` and fzf on the same users."""
import os
import shutil
import time

from measure import Measure, median, percentile
from store_bench import WORDS, name
from terminal_program import TerminalProgram


def run(shop, size):
    store = name(size)
    time.sleep(max(0, os.path.getmtime(os.path.join(shop.path(store), "MARK")) + 62 - time.time()))
    # Nobody delivers here: the invitation was recorded as sent by the bench itself.
    console = [shop.rollcall, "--readonly"]
    environment = dict(shop.environment, ROLLCALL_STORE=shop.path(store))
    found = others(shop, size)
    first = first_user(shop.made_up(size))

    paints, sizes = starts(console, environment, first, b"q", 15 if size < 1_000_000 else 7)
    yield Measure(
        "start to first paint, data included, p50", median(paints) * 1000, "ms", goal={10_000: 20, 1_000_000: 100}.get(size), size=size,
        anchors=[(f"{other}, first paint", figures["paint"]) for other, figures in found.items()],
        note=f"{len(paints)} starts, {min(paints) * 1000:.1f} to {max(paints) * 1000:.1f} ms; {median(sizes):.0f} bytes")
    seen = session(console, environment, first)
    yield from keys(size, seen, found)
    yield Measure("bytes for a key that changes nothing (up, on the first row)", max(r.size for r in seen.unmoved), "bytes", goal=0, size=size)
    yield Measure("bytes in three seconds without a key", seen.idle_bytes, "bytes", goal=0, size=size, note="ages on screen change; then one frame")
    yield Measure("processor time while nobody does anything", seen.idle_processor * 100, "% of a core", goal=2, size=size)
    yield Measure(
        "own memory of the console (RssAnon), invitation of everybody included", seen.own / 1024, "MiB",
        goal=15 + (110 + 64 + 24) * size / 1048576, size=size,
        anchors=[(f"{other}, the CSV only", figures["memory"]) for other, figures in found.items()])
    yield Measure("resident with the mapped files", seen.resident / 1024, "MiB", size=size)
    yield Measure("exit status after `q`", seen.status, "", goal=0, size=size)


def first_user(people):
    """Who is in the first row of the first screen; when this is painted, the data is."""
    with open(people, encoding="utf-8") as file:
        file.readline()
        return file.readline().split(",")[0]


def keys(size, seen, found):
    moves = times(seen.moves, "last")
    yield Measure("key to paint, a cursor move, p50", percentile(moves, 50), "ms", size=size)
    yield Measure(
        "key to paint, a cursor move, p95", percentile(moves, 95), "ms", goal=2, size=size,
        anchors=[(f"{other}, a move", percentile(figures["moves"], 95)) for other, figures in found.items()],
        note=f"{len(moves)} keys, slowest {max(moves):.1f} ms")
    sizes = [reply.size for reply in seen.moves if reply.reads]
    yield Measure("bytes to the terminal for a cursor move at 80 columns, p50", median(sizes), "bytes", goal=100, size=size, note=f"largest {max(sizes)}")
    reads = [reply.reads for reply in seen.moves if reply.reads]
    yield Measure("reads for the frame of a move, mean", sum(reads) / len(reads), "reads", goal=1.05, size=size)
    for what, moment, goal in (("first screen", "first", 16), ("exact count", "last", 30)):
        letters = times(seen.letters, moment)
        yield Measure(
            f"key to paint, one more letter in the search, or one less: {what}, p95", percentile(letters, 95), "ms", goal=goal, size=size,
            anchors=[(f"{other}, one more letter", percentile(figures["letters"], 95)) for other, figures in found.items() if figures["letters"]]
            if moment == "last" else (),
            note=f"{len(letters)} keys, p50 {percentile(letters, 50):.2f} ms, slowest {max(letters):.1f} ms")


def times(replies, moment):
    return [getattr(reply, moment) * 1000 for reply in replies if reply.reads]


def others(shop, size):
    """less and fzf on the CSV: first paint, moves, letters, own memory."""
    people = shop.made_up(size)
    environment = dict(shop.environment, LESS="-S", LESSHISTFILE="-", FZF_DEFAULT_OPTS="")
    found = {}
    if shutil.which("less"):
        paints, _ = starts(["less", people], environment, None, b"q", 5)
        found["less"] = dict(plain(["less", people], environment, b"j", (), 0.05), paint=median(paints) * 1000)
    if shutil.which("fzf"):
        command = ["sh", "-c", f"exec fzf --exact < '{people}'"]
        paints, _ = starts(command, environment, None, b"\x1b", 3)
        found["fzf"] = dict(plain(command, environment, b"\x10", WORDS[:2], 0.3), paint=median(paints) * 1000)
    return found


def plain(command, environment, move, words, quiet):
    program = TerminalProgram(command, environment)
    program.settle_with(None)
    program.settle(quiet=1, longest=10)
    moves = [program.press(move) for _ in range(40)]
    letters = []
    for word in words:
        letters += [program.press(letter.encode(), patience=4, quiet=quiet) for letter in word]
        program.press(b"\x15", patience=4, quiet=quiet)
    memory = program.memory()[0] / 1024
    program.leave(b"\x1b" if words else b"q")
    return dict(moves=times(moves, "last") or [0], letters=times(letters, "last"), memory=memory)


def starts(command, environment, text, leave, count):
    paints, sizes = [], []
    for _ in range(count):
        program = TerminalProgram(command, environment)
        program.settle_with(text)
        paint = program.first_paint(text)
        if paint is None:
            raise SystemExit(f"{command} painted nothing:\n" + "\n".join(program.screen()))
        paints.append(paint)
        sizes.append(len(program.output))
        program.leave(leave)
    return paints, sizes


class Session:
    """What one console did."""

    def __init__(self):
        self.letters = []


def session(command, environment, first):
    """One console that shows this user first: moves, letters, memory, what it does when left alone."""
    seen = Session()
    program = TerminalProgram(command, environment)
    if not program.wait_for(first):
        raise SystemExit("the console shows nothing:\n" + "\n".join(program.screen()))
    program.settle(quiet=0.5)
    # The first key takes a greeting away.
    program.press(b"k")
    program.settle(quiet=0.3)
    seen.unmoved = [program.press(b"k") for _ in range(10)]
    seen.moves = [program.press(b"j") for _ in range(80)] + [program.press(b"k") for _ in range(80)]
    for word in WORDS:
        program.press(b"/")
        # The exact count may come in a frame of its own.
        seen.letters += [program.press(letter.encode(), quiet=0.12) for letter in word]
        seen.letters += [program.press(b"\x7f", quiet=0.12) for _ in word[1:]]
        program.press(b"\x1b")
        program.settle(quiet=0.3)
    seen.own, seen.resident = program.memory()
    length, processor = len(program.output), program.processor_seconds()
    began = time.perf_counter()
    program.settle(quiet=3, longest=3)
    seen.idle_processor = (program.processor_seconds() - processor) / (time.perf_counter() - began)
    seen.idle_bytes = len(program.output) - length
    seen.status = program.leave()
    return seen
