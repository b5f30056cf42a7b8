"""The console on a pseudo-terminal of 80x24: first paint, keys, bytes, memory, and `less` on the same list."""
import time

from mail_bench import STORE
from report import Measure, median, percentile
from terminal_program import TerminalProgram

STARTS = 15
WORDS = ("anna", "berg", "zoe m", "northwind", "kim 1", "omar", "xyz", "tanaka")


def run(shop, count):
    # Ages below a minute change each second, and would be drawn with whatever key comes then.
    newest = max(at for _, at, _ in shop.record(STORE))
    time.sleep(max(0, newest + 62 - time.time()))
    listing = shop.write("list.txt", shop.run("--plain", "users", "list", store=STORE)[1])
    console = [shop.rollcall]
    environment = dict(shop.environment, ROLLCALL_STORE=shop.path(STORE))
    less = ["less", listing]
    less_environment = dict(shop.environment, LESS="-S", LESSHISTFILE="-")

    paints, sizes = starts(console, environment, "accepted", b"q")
    less_paints, _ = starts(less, less_environment, None, b"q")
    yield Measure(
        f"start to first paint on {count:,} users, data included, p50", median(paints) * 1000, "ms", goal=20 if count <= 2000 else None,
        anchor=f"less {median(less_paints) * 1000:.1f} ms",
        note=f"{STARTS} starts, {min(paints) * 1000:.1f} to {max(paints) * 1000:.1f} ms; {median(sizes):.0f} bytes")

    moves, letters, memory, idle_bytes, idle_processor, unmoved, status = session(console, environment)
    less_moves = plain_moves(less, less_environment)
    yield from keys("a cursor move", moves, less_moves, goal=4)
    sizes = [reply.size for reply in moves if reply.reads]
    less_sizes = [reply.size for reply in less_moves if reply.reads]
    yield Measure(
        "bytes to the terminal for a cursor move at 80 columns, p50", median(sizes), "bytes", goal=250,
        anchor=f"less, which scrolls: {median(less_sizes):.0f}", note=f"largest {max(sizes)}")
    reads = [reply.reads for reply in moves + letters if reply.reads]
    yield Measure(
        "reads for a frame, mean", sum(reads) / len(reads), "reads", goal=1.05, note=f"{sum(1 for r in reads if r > 1)} of {len(reads)} in more than one")
    yield from keys("one more letter in the search, or one less", letters, [], goal=4)
    yield Measure("bytes for a key that changes nothing (up, on the first row)", max(r.size for r in unmoved), "bytes", goal=0)
    yield Measure("bytes in three seconds without a key", idle_bytes, "bytes", goal=0, note="ages on screen change; then one frame")
    yield Measure("processor time while nobody does anything", idle_processor * 100, "% of a core", goal=2)
    yield Measure(
        "own memory (RssAnon)", memory[0] / 1024, "MiB", goal=15 + (110 + 64 + 24) * count / 1048576, note=f"resident with mapped files {memory[1] / 1024:.1f} MiB")
    yield Measure("exit status after `q`", status, "", goal=0)


def starts(command, environment, text, leave):
    paints, sizes = [], []
    for _ in range(STARTS):
        program = TerminalProgram(command, environment)
        program.settle_with(text)
        paint = program.first_paint(text)
        if paint is None:
            raise SystemExit(f"{command} painted nothing:\n" + "\n".join(program.screen()))
        paints.append(paint)
        sizes.append(len(program.output))
        program.leave(leave)
    return paints, sizes


def session(command, environment):
    """One console: moves, letters, memory, what it does when left alone."""
    program = TerminalProgram(command, environment)
    if not program.wait_for("accepted"):
        raise SystemExit("the console shows nothing")
    program.settle(quiet=0.5)
    # The first key takes a greeting away.
    program.press(b"k")
    program.settle(quiet=0.3)
    unmoved = [program.press(b"k") for _ in range(10)]
    moves = [program.press(b"j") for _ in range(80)] + [program.press(b"k") for _ in range(80)]
    letters = []
    for word in WORDS:
        program.press(b"/")
        letters += [program.press(letter.encode()) for letter in word]
        letters += [program.press(b"\x7f") for _ in word[1:]]
        program.press(b"\x1b")
        program.settle(quiet=0.3)
    memory = program.memory()
    length, processor = len(program.output), program.processor_seconds()
    began = time.perf_counter()
    program.settle(quiet=3, longest=3)
    elapsed = time.perf_counter() - began
    idle = (program.processor_seconds() - processor) / elapsed
    return moves, letters, memory, len(program.output) - length, idle, unmoved, program.leave()


def plain_moves(command, environment):
    program = TerminalProgram(command, environment)
    program.settle_with(None)
    moves = [program.press(b"j") for _ in range(80)]
    program.leave()
    return moves


def keys(what, replies, anchors, goal):
    times = [reply.last * 1000 for reply in replies if reply.reads]
    silent = len(replies) - len(times)
    anchor = [reply.last * 1000 for reply in anchors if reply.reads]
    note = f"{len(times)} keys, slowest {max(times):.1f} ms" + (f", {silent} changed nothing" if silent else "")
    yield Measure(
        f"key to paint, {what}, p50", percentile(times, 50), "ms", anchor=f"less {percentile(anchor, 50):.2f} ms" if anchor else "")
    yield Measure(
        f"key to paint, {what}, p95", percentile(times, 95), "ms", goal=goal,
        anchor=f"less {percentile(anchor, 95):.2f} ms" if anchor else "", note=note)
