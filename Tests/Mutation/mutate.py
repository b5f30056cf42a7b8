#!/usr/bin/env python3
"""Takes every sync and every validation out of the store in turn, and shows that a test fails each time.

Works in a copy of the tree with a build folder of its own, goes on where an earlier run stopped, and prints a table:
    python3 Tests/Mutation/mutate.py --seconds 3600
    python3 Tests/Mutation/mutate.py --kind sync --only 'Journal'
    python3 Tests/Mutation/mutate.py --list
A mutant is killed when a test fails, traps or hangs; stillborn when it does not compile. Survivors make the exit code 1.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SYNC_FILES = ["Sources/Store/Journal", "Sources/Store/Directory", "Sources/Store/Disk/Disk+Whole.swift"]
CHECK_FILES = ["Sources/Store/Journal"]
COPIED = ["Sources/CBytes", "Sources/Columns", "Sources/Domain", "Sources/Store", "Tests/StoreTests", "Tests/StoreProbe"]
TARGETS = ["CBytes", "Columns", "Domain", "Store", "StoreProbe", "StoreTests"]
# First what kills most and soonest, then the rest.
PHASES = ["StoreTests.(Crash|CallFailure|StoreMaking|FullDisk)", "StoreTests"]


def swift_files(root, places):
    for place in places:
        path = root / place
        yield from sorted(path.rglob("*.swift")) if path.is_dir() else [path]


class Mutant:
    """One change to one file: the text between two places is replaced."""

    def __init__(self, kind, path, source, start, end, text):
        self.kind, self.path, self.start, self.end, self.text = kind, path, start, end, text
        self.line = source.count("\n", 0, start) + 1
        self.old = " ".join(source[start:end].split())
        before = source[:start].count(source[start:end])
        key = f"{kind}|{path}|{source[source.rfind(chr(10), 0, start) + 1:end]}|{text}|{before}"
        self.key = hashlib.sha256(key.encode()).hexdigest()[:16]

    def name(self):
        return f"{self.path}:{self.line} {self.old[:90]} -> {self.text or 'nothing'}"

    def apply(self, source):
        return source[: self.start] + self.text + source[self.end :]


def closing(source, start):
    """The place behind the bracket that closes the one at start."""
    depth = 0
    for place in range(start, len(source)):
        if source[place] in "([{":
            depth += 1
        elif source[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place + 1
    return len(source)


def syncs(path, source):
    for found in re.finditer(r"(?:try\??\s+)(?:[\w.?]+\.)?(?:sync|syncDirectory)\(", source):
        yield Mutant("sync", path, source, found.start(), closing(source, found.end() - 1), "()")
    # MARK before the sync.
    for found in re.finditer(r"(try write\(lines\.bytes[^\n]*)\n\s*(confirm\([^\n]*)", source):
        yield Mutant("order", path, source, found.start(), found.end(), f"{found.group(2)}; {found.group(1)}")


def clauses(source, start, end):
    """The parts of a condition between commas and && that are not inside brackets."""
    depth, begin, place = 0, start, start
    while place < end:
        if source[place] in "([{":
            depth += 1
        elif source[place] in ")]}":
            depth -= 1
        elif depth == 0 and source[place] == ",":
            yield begin, place
            begin = place + 1
        elif depth == 0 and source.startswith("&&", place):
            yield begin, place
            begin = place + 2
        place += 1
    yield begin, end


def checks(path, source):
    for found in re.finditer(r"\bguard\s", source):
        end = source.index("else", found.end())
        for begin, stop in clauses(source, found.end(), end):
            yield from condition(path, source, begin, stop)
    for found in re.finditer(r"\bif (?!let |case |var |#)([^\n{]*?) \{", source):
        body = source[found.end() : closing(source, found.end() - 1)]
        if re.search(r"\b(throw|return)\b", body) or "cut" in body or "torn" in body:
            yield Mutant("check", path, source, found.start(1), found.start(1), "false, ")
    for found in re.finditer(r"\b(?:else )?if (?:let|case|var) [^\n{]*? \{[^\n]*throw", source):
        place = source.index("if ", found.start()) + 3
        yield Mutant("check", path, source, place, place, "false, ")
    for found in re.finditer(r"\n +(?:return )?([^\n={]*\S+ (?:==|<=|>=|&&|<|>) [^\n]*(?:\n +&& [^\n]*)*)\n +\}", source):
        text = found.group(1)
        if "&&" in text and not re.match(r"(if|guard|let|var|while|for|case)\b", text.strip()):
            for begin, stop in clauses(source, found.start(1), found.end(1)):
                yield from condition(path, source, begin, stop)


def condition(path, source, begin, stop):
    text = source[begin:stop]
    if re.match(r"\s*(let|var|case)\b", text) or not text.strip():
        return
    lead = len(text) - len(text.lstrip())
    tail = len(text) - len(text.rstrip())
    yield Mutant("check", path, source, begin + lead, stop - tail, "true")


def mutants(root, kinds):
    found = []
    for path in swift_files(root, SYNC_FILES):
        name = str(path.relative_to(root))
        found += list(syncs(name, path.read_text()))
    for path in swift_files(root, CHECK_FILES):
        name = str(path.relative_to(root))
        found += list(checks(name, path.read_text()))
    return [mutant for mutant in found if mutant.kind in kinds]


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


def copy(work):
    for place in COPIED:
        shutil.copytree(ROOT / place, work / place, dirs_exist_ok=True, copy_function=copy_if_changed)
        for path in sorted((work / place).rglob("*"), reverse=True):
            if not (ROOT / path.relative_to(work)).exists():
                path.rmdir() if path.is_dir() else path.unlink()
    write_if_changed(work / "Package.swift", package())
    write_if_changed(work / "Package.resolved", (ROOT / "Package.resolved").read_text())


def copy_if_changed(source, target):
    if not os.path.exists(target) or open(source, "rb").read() != open(target, "rb").read():
        shutil.copyfile(source, target)


def write_if_changed(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def run(command, work, seconds):
    """Runs a command in a process group of its own; returns its exit code (None: it hung) and what it printed."""
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
    process = subprocess.Popen(
        command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=seconds)
        return process.returncode, output
    except subprocess.TimeoutExpired:
        return None, ""
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def judge(work, options):
    code, output = run(["swift", "build", "--build-tests", *options.swift], work, 1800)
    if code != 0:
        return "stillborn", next((line for line in output.splitlines() if "error:" in line), "")
    for phase in options.filter or PHASES:
        code, output = run(
            ["swift", "test", "--skip-build", *options.swift, "--filter", phase], work, options.test_seconds)
        if code is None:
            return "killed", "it hangs"
        if code != 0:
            lines = [line for line in output.splitlines() if "recorded an issue" in line or "Fatal error" in line]
            return "killed", re.sub(r"^✘ Test ", "", lines[0])[:160] if lines else f"exit code {code}"
    return "survived", ""


def read_results(path):
    results = {}
    if path.exists():
        for line in path.read_text().splitlines():
            entry = json.loads(line)
            results[entry["key"]] = entry
    return results


def table(chosen, results):
    counts = {}
    for mutant in chosen:
        entry = results.get(mutant.key)
        verdict = entry["verdict"] if entry else "not run"
        counts.setdefault(mutant.kind, {}).setdefault(verdict, []).append(mutant)
    print(f"\n{'kind':<8}{'killed':>8}{'survived':>10}{'stillborn':>11}{'not run':>9}")
    for kind, verdicts in counts.items():
        numbers = [len(verdicts.get(verdict, [])) for verdict in ("killed", "survived", "stillborn", "not run")]
        print(f"{kind:<8}{numbers[0]:>8}{numbers[1]:>10}{numbers[2]:>11}{numbers[3]:>9}")
    for kind, verdicts in counts.items():
        for mutant in verdicts.get("survived", []):
            print(f"survived ({kind}): {mutant.name()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", action="append", choices=["sync", "order", "check"], help="default: all")
    parser.add_argument("--only", default="", help="a pattern that the mutant's name must match")
    parser.add_argument("--seconds", type=float, default=7200, help="begin no further mutant after so many seconds")
    parser.add_argument("--test-seconds", type=float, default=300, help="tests that run longer hang")
    parser.add_argument("--work", type=Path, default=ROOT / ".build" / "mutation", help="where the copy and the results lie")
    parser.add_argument("--filter", action="append", help="run only these tests (a survivor then has survived only them)")
    parser.add_argument("--again", action="store_true", help="also run what has a result")
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    parser.add_argument("swift", nargs="*", help="options for swift build and swift test, after --")
    options = parser.parse_args()
    work, start = options.work, time.monotonic()
    if not options.list:
        work.mkdir(parents=True, exist_ok=True)
        copy(work)
    kinds = options.kind or ["sync", "order", "check"]
    chosen = [mutant for mutant in mutants(ROOT if options.list else work, kinds) if re.search(options.only, mutant.name())]
    if options.list:
        for mutant in chosen:
            print(f"{mutant.kind:<6} {mutant.name()}")
        return 0
    results_path = work / "results.jsonl"
    results = {} if options.again else read_results(results_path)
    verdict, why = judge(work, options)
    if verdict != "survived":
        sys.exit(f"The tests fail without any mutation ({verdict}): {why}")
    for mutant in chosen:
        if mutant.key in results or time.monotonic() - start > options.seconds:
            continue
        path = work / mutant.path
        source = path.read_text()
        path.write_text(mutant.apply(source))
        try:
            began = time.monotonic()
            verdict, why = judge(work, options)
        finally:
            path.write_text(source)
        results[mutant.key] = dict(key=mutant.key, name=mutant.name(), verdict=verdict, why=why)
        with results_path.open("a") as file:
            file.write(json.dumps(results[mutant.key]) + "\n")
        print(f"{verdict:<9} {time.monotonic() - began:5.0f} s  {mutant.name()}  {why}", flush=True)
    table(chosen, results)
    return 1 if any(results.get(mutant.key, {}).get("verdict") == "survived" for mutant in chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
