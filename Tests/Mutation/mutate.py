#!/usr/bin/env python3
"""Takes every sync, every order and every validation out of the store in turn, and shows that a test fails each time.

Builds once, in a copy of the tree where each mutant is a switch; ROLLCALL_MUTANT throws one of them in a run of the tests.
Goes on where an earlier run stopped, and prints a table:
    python3 Tests/Mutation/mutate.py
    python3 Tests/Mutation/mutate.py --kind sync --only 'Journal' --again
    python3 Tests/Mutation/mutate.py --list
A mutant is killed when a test fails, traps or hangs; stillborn when it does not compile; equivalent when it survives and
equivalent.txt says why nothing can notice it. Survivors, and lines of that list which are not true, make the exit code 1.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ["Sources/Store/Journal", "Sources/Store/Directory", "Sources/Store/Disk/Disk+Whole.swift"]
COPIED = ["Sources/CBytes", "Sources/Columns", "Sources/Domain", "Sources/Store", "Tests/StoreTests", "Tests/StoreProbe"]
TARGETS = ["CBytes", "Columns", "Domain", "Store", "StoreProbe", "StoreTests"]
# Where the tests put their stores: what a killed run leaves behind is removed.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# Say how long a turn waits, which beside another run is long for any reason.
SKIPPED = "WriteLockTests/"
# First what kills most and soonest, then the rest.
PHASES = [
    "StoreTests.(Mark|TornTail|Damage|Segment|Current|Position|Journal|Timestamp|StoreDirectory|DiskFailure|Reserve|Turn|"
    "RecordShape|SegmentHeader|PositionIndex|RollingCrash)Tests/",
    "StoreTests.(StoreMaking|CallFailure|Crash|CutCrash|RollCrash|LineFeedCrash|FullDisk|Replay)Tests/",
    "StoreTests",
]
# Calls whose order on the disk matters.
EFFECTS = "sync|syncDirectory|write|writeAll|truncate|rename|remove|makeFile|replaceFile|preallocate|close|cut|confirm|" \
    "explain|showCurrent|removeNotes|raiseFormat|settle|rollIfFull|makeFolders|makeSecrets|makeJournal|syncParent"
SWITCH = """import Glibc

/// The one switch that is thrown in this process, by its number.
enum Mutant {
    private static let thrown = getenv("ROLLCALL_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0

    static func on(_ number: Int) -> Bool { thrown == number }

    /// So many steps in their order; each number from the first on swaps a step with the one behind it.
    static func order(_ count: Int, _ first: Int) -> [Int] {
        var steps = Array(0..<count)
        if (first..<first + count - 1).contains(thrown) { steps.swapAt(thrown - first, thrown - first + 1) }
        return steps
    }
}
"""


def until(source, start, stop):
    """The first place from start on, outside brackets, where this text stands."""
    depth = 0
    for place in range(start, len(source)):
        if depth == 0 and source.startswith(stop, place):
            return place
        depth += (source[place] in "([{") - (source[place] in ")]}")
    return len(source)


def closing(source, start):
    """The place behind the bracket that closes the one at start."""
    return until(source, start + 1, {"(": ")", "[": "]", "{": "}"}[source[start]]) + 1


class Mutant:
    """A switch: texts that are put around places of one file. Each edit is (start, end, what goes before, what goes behind)."""

    def __init__(self, kind, path, source, start, end, edits, old=None):
        self.kind, self.path, self.edits = kind, path, edits
        self.lines = range(source.count("\n", 0, start) + 1, source.count("\n", 0, end) + 2)
        functions = re.findall(r"\bfunc (\w+)|(?<!\.)\b(init)\b|\bvar (\w+): [^=\n]*\{", source[:start])
        place = f"{Path(path).name} {''.join(functions[-1]) if functions else ''}"
        self.name = f"{place}  {' '.join((old or source[start:end]).split())}"


def around(kind, path, source, start, end, instead):
    """A ternary, not ||: what is left out may throw, and an autoclosure would not say what."""
    start += len(source[start:end]) - len(source[start:end].lstrip())
    end = start + len(source[start:end].rstrip())
    return Mutant(kind, path, source, start, end, [(start, end, "(Mutant.on({}) ? " + instead + " : (", "))")])


def syncs(path, source):
    for found in re.finditer(r"try\??\s+(?:[\w.?]+\.)?(?:sync|syncDirectory)\(", source):
        yield around("sync", path, source, found.start(), closing(source, found.end() - 1), "()")


def orders(path, source):
    """Neighbours in a row of statements change places. The first one's edits make the whole row a switch."""
    step = rf"(?:_ = )?(?:try\?? )?(?:[a-z][\w.]*\.)?(?:{EFFECTS})\(.*\)"
    for row in re.finditer(rf"^( +){step}\n(?: *\n|\1{step}\n)+", source, re.M):
        steps = list(re.finditer(rf"{step}$", row.group(), re.M))
        start, end = row.start() + steps[0].start(), row.start() + steps[-1].end()
        edits = [(start, end, f"for step in Mutant.order({len(steps)}, {{}}) {{{{ switch step {{{{ case 0: ", " }} }}")]
        for place, found in enumerate(steps[1:], 1):
            # Longer than any switch inside the step.
            edits.append((row.start() + found.start(), end + 1, "default: " if found is steps[-1] else f"case {place}: ", ""))
        for place in range(len(steps) - 1):
            old = f"{steps[place].group()} before {steps[place + 1].group()}"
            yield Mutant("order", path, source, start, end, [] if place else edits, old)


def clauses(source, start, end):
    """The parts of a condition between commas and && that are not inside brackets, but for those that bind a name."""
    while start < end:
        stop = min(end, until(source, start, ","), until(source, start, "&&"))
        if not re.match(r"\s*((let|var|case)\b|$)", source[start:stop]):
            yield start, stop
        start = stop + (2 if source.startswith("&&", stop) else 1)


def checks(path, source):
    conditions = [(found.end(), until(source, found.end(), "else")) for found in re.finditer(r"\bguard\s", source)]
    returned = r"\n +(return )?([^\n={]* (?:==|<=|>=|&&|<|>) [^\n]*(?:\n +&& [^\n]*)*)\n +\}"
    for found in re.finditer(returned, source):
        text = found.group(2)
        if (found.group(1) or "&&" in text) and not re.match(r"(if|guard|let|var|while|for|case)\b|.* \? ", text):
            conditions.append(found.span(2))
    for start, end in conditions:
        for clause in clauses(source, start, end):
            yield around("check", path, source, *clause, "true")
    for found in re.finditer(r"\bif (let |case |var )?", source):
        start, end = found.start() + 3, until(source, found.end(), " {")
        body = source[end : closing(source, end + 1)]
        if re.search(r"\bthrow\b" if found.group(1) else r"\b(throw|return)\b|cut|torn", body):
            yield Mutant("check", path, source, start, end, [(start, end, "!Mutant.on({}), ", "")])


def mutants(root):
    """All mutants; the number of each is its place in this list, from 1."""
    found = []
    for place in PLACES:
        for path in sorted((root / place).rglob("*.swift")) or [root / place]:
            source = re.sub(r"//.*", lambda comment: " " * len(comment.group()), path.read_text())
            found += [mutant for kind in (syncs, orders, checks) for mutant in kind(str(path.relative_to(root)), source)]
    return found


def switched(source, numbered):
    """The source with these mutants as switches, line by line the same. Of two at one place the longer is outside."""
    texts = []
    for number, mutant in numbered:
        for start, end, before, behind in mutant.edits:
            texts += [(start, 1, start - end, before.format(number)), (end, 0, end - start, behind.format(number))]
    for place, _, _, text in sorted(texts, reverse=True):
        source = source[:place] + text + source[place:]
    return source


def package():
    """The project's own manifest without the targets that were not copied."""
    text = (ROOT / "Package.swift").read_text()
    start = text.index("\n    targets: [") + 1
    begin = text.index("[", start)
    stop = closing(text, begin)
    body, kept = text[begin + 1 : stop - 1], []
    for found in re.finditer(r"\.(?:target|executableTarget|testTarget)\(", body):
        end = closing(body, found.end() - 1)
        name = re.search(r'name: "(\w+)"', body[found.start() : end]).group(1)
        if name in TARGETS:
            kept.append(body[found.start() : end])
    text = text[:start] + "    targets: [\n" + ",\n".join(kept) + "\n]" + text[stop:]
    return re.sub(r"products: \[.*?\],\n", "", text, count=1, flags=re.S)


def copy(work, numbered):
    """The tree as it is to be built; files that stand there already are left alone, so that they are not built again."""
    files = [path for place in COPIED for path in (ROOT / place).rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT): path.read_bytes() for path in files}
    for path in {Path(mutant.path) for _, mutant in numbered}:
        here = [(number, mutant) for number, mutant in numbered if mutant.path == str(path)]
        wanted[path] = switched(wanted[path].decode(), here).encode()
    for path in [path for place in COPIED for path in (work / place).rglob("*") if path.is_file()]:
        if path.relative_to(work) not in wanted:
            path.unlink()
    wanted[Path("Package.swift")] = package().encode()
    wanted[Path("Sources/Store/Mutant.swift")] = SWITCH.encode()
    for path, text in wanted.items():
        if not (work / path).exists() or (work / path).read_bytes() != text:
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_bytes(text)


def build(work, numbered, options):
    """Builds the copy with all switches that compile; returns the test bundle and the numbers of those that do not."""
    stillborn = set()
    while True:
        copy(work, [(number, mutant) for number, mutant in numbered if number not in stillborn])
        command = ["swift", "build", "--build-tests", "-Xswiftc", "-O", *options.swift]
        built = subprocess.run(command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if built.returncode == 0:
            return next((work / ".build" / "debug").glob("*PackageTests.xctest")), stillborn
        errors = re.findall(rf"^{re.escape(str(work))}/(\S+):(\d+):\d+: error:", built.stdout, re.M)
        named = {number for number, mutant in numbered for path, line in errors
                 if mutant.path == path and int(line) in mutant.lines}
        if not named - stillborn:
            sys.exit("The copy does not build:\n" + "\n".join(re.findall(r".*error:.*", built.stdout)))
        stillborn |= named


def judge(bundle, number, options):
    """Runs the tests with one switch thrown until the first of them fails; returns the verdict and why."""
    phases = [options.filter] if options.filter else PHASES
    for place, phase in enumerate(phases):
        with tempfile.TemporaryDirectory(prefix="rollcall-mutant-", dir=MEMORY) as folder:
            environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", ROLLCALL_MUTANT=str(number), TMPDIR=folder)
            skipped = "|".join([SKIPPED, *phases[:place]])
            command = [bundle, "--testing-library", "swift-testing", "--filter", phase, "--skip", skipped]
            tests = subprocess.Popen(
                command, env=environment, text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                start_new_session=True)
            hang = threading.Timer(options.test_seconds, end, [tests])
            hang.start()
            line = ""
            try:
                for line in tests.stdout:
                    if "recorded an issue" in line:
                        return "killed", re.sub(r"\x1b\[\d+m", "", line).strip()[:160]
                if tests.wait() != 0:
                    return "killed", f"exit code {tests.returncode}, {line.strip()[:120]}"
            finally:
                hang.cancel()
                end(tests)
    return "survived", ""


def end(tests):
    """Ends all processes of a run, if the first of them has not ended by itself."""
    if tests.poll() is None:
        os.killpg(tests.pid, signal.SIGKILL)
        tests.wait()


def read_results(path):
    entries = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    return {(entry["kind"], entry["name"]): entry["verdict"] for entry in entries}


def read_equivalent():
    """The lines of equivalent.txt: where, what and why, between two blanks or more."""
    lines = [line for line in (ROOT / "Tests/Mutation/equivalent.txt").read_text().splitlines() if line and line[0] != "#"]
    return {f"{place}  {what}": why for place, what, why in (re.split(r"  +", line, maxsplit=2) for line in lines)}


def table(chosen, results):
    """Prints the counts and what has to be done; returns whether something has."""
    equivalent = read_equivalent()
    left = []
    print(f"\n{'kind':<8}{'killed':>8}{'equivalent':>12}{'survived':>10}{'stillborn':>11}")
    for kind in ("sync", "order", "check"):
        names = {verdict: [] for verdict in ("killed", "equivalent", "survived", "stillborn")}
        for mutant in (mutant for mutant in chosen if mutant.kind == kind):
            verdict = results[kind, mutant.name]
            names["equivalent" if verdict == "survived" and mutant.name in equivalent else verdict].append(mutant.name)
        killed, equal, survived, stillborn = (len(found) for found in names.values())
        print(f"{kind:<8}{killed:>8}{equal:>12}{survived:>10}{stillborn:>11}")
        left += [f"equivalent ({kind}): {name}  {equivalent[name]}" for name in names["equivalent"]]
        left += [f"survived ({kind}): {name}" for name in names["survived"]]
        left += [f"listed as equivalent, but killed ({kind}): {name}" for name in names["killed"] if name in equivalent]
    print("\n".join(left))
    return any(not line.startswith("equivalent") for line in left)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", action="append", choices=["sync", "order", "check"], help="default: all")
    parser.add_argument("--only", default="", help="a pattern that the mutant's name must match")
    parser.add_argument("--test-seconds", type=float, default=120, help="tests that run longer hang")
    parser.add_argument("--work", type=Path, default=ROOT / ".build" / "mutation", help="where the copy and the results lie")
    parser.add_argument("--filter", help="run only these tests (a survivor then has survived only them)")
    parser.add_argument("--again", action="store_true", help="also run what has a result")
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    parser.add_argument("swift", nargs="*", help="options for swift build, after --")
    options = parser.parse_args()
    numbered = list(enumerate(mutants(ROOT), 1))
    chosen = [(number, mutant) for number, mutant in numbered
              if mutant.kind in (options.kind or mutant.kind) and re.search(options.only, mutant.name)]
    if options.list:
        for number, mutant in chosen:
            print(f"{number:>3} {mutant.kind:<6} {mutant.name}")
        return 0
    bundle, stillborn = build(options.work, numbered, options)
    verdict, why = judge(bundle, 0, options)
    if verdict != "survived":
        sys.exit(f"The tests fail without any mutation: {why}")
    results_path = options.work / "results.jsonl"
    results = {} if options.again else read_results(results_path)

    def run(pair):
        number, mutant = pair
        began = time.monotonic()
        verdict, why = ("stillborn", "") if number in stillborn else judge(bundle, number, options)
        results[mutant.kind, mutant.name] = verdict
        with results_path.open("a") as file:
            file.write(json.dumps(dict(kind=mutant.kind, name=mutant.name, verdict=verdict, why=why)) + "\n")
        print(f"{verdict:<9} {time.monotonic() - began:5.0f} s  {mutant.name}  {why}", flush=True)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(run, [pair for pair in chosen if (pair[1].kind, pair[1].name) not in results]))
    return 1 if table([mutant for _, mutant in chosen], results) else 0


if __name__ == "__main__":
    sys.exit(main())
