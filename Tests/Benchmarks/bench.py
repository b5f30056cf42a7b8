#!/usr/bin/env python3
"""What people wait for, measured on the built executable at several sizes, with anchors of the same minute beside.

    python3 Tests/Benchmarks/bench.py --rollcall .build/release/rollcall --store-bench .build/release/StoreBench
        [--sizes 10000,100000,1000000] [--users 2000] [--only store,commit,mail,console] [--write docs/BENCHMARKS.md]

Needs pyte and aiosmtpd (Debian: python3-pyte, python3-aiosmtpd); sqlite3, jq, ripgrep, fzf and less are anchors where installed.
Uses loopback and a temporary folder, nothing else.
"""
import argparse
import importlib.util
import os
import signal
import sys
import time

if any(importlib.util.find_spec(name) is None for name in ("pyte", "aiosmtpd")):
    # Another Python may come first on the path than the one for which Debian has the packages.
    if os.path.realpath(sys.executable) == os.path.realpath("/usr/bin/python3"):
        sys.exit("bench.py needs pyte and aiosmtpd: apt install python3-pyte python3-aiosmtpd")
    os.execv("/usr/bin/python3", ["/usr/bin/python3"] + sys.argv)

import anchors
import commit_bench
import console_bench
import mail_bench
import report
import store_bench
from measure import line
from workshop import Workshop


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rollcall", required=True, help="the executable")
    arguments.add_argument("--store-bench", required=True, help="the tool that measures inside one process")
    arguments.add_argument("--sizes", type=sizes, default=[10_000, 100_000, 1_000_000], help="how many users, comma-separated")
    arguments.add_argument("--users", type=int, default=2000, help="how many people mails go to")
    arguments.add_argument("--only", type=lambda text: text.split(","), default=["store", "commit", "mail", "console"], help="parts; console needs store")
    arguments.add_argument("--write", help="the Markdown file to write")
    chosen = arguments.parse_args()
    # Asked to end, it leaves no folder and no server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    began = time.perf_counter()
    with Workshop(chosen.rollcall, chosen.store_bench) as shop:
        measures = []
        for bench in benches(shop, chosen):
            for measure in bench:
                measures.append(measure)
                print(f"{time.perf_counter() - began:6.1f} s  {line(measure)}", flush=True)
        if chosen.write:
            with open(chosen.write, "w", encoding="utf-8") as file:
                file.write(report.markdown(measures, chosen, shop.rollcall, anchors.absent()))
    missed = [measure for measure in measures if measure.misses]
    print(f"{len(missed)} of {sum(1 for m in measures if m.goal is not None)} goals missed; {time.perf_counter() - began:.0f} s")


def benches(shop, chosen):
    """The consoles come last: ages below a minute change each second, and would be drawn with whatever key comes then."""
    if "store" in chosen.only:
        yield from (store_bench.run(shop, size) for size in chosen.sizes)
    if "commit" in chosen.only:
        yield commit_bench.run(shop)
    if "mail" in chosen.only:
        yield mail_bench.run(shop, shop.people(chosen.users)[1], chosen.users)
    if "console" in chosen.only:
        yield from (console_bench.run(shop, size) for size in chosen.sizes)


def sizes(text):
    return sorted(int(size) for size in text.replace("_", "").split(","))


if __name__ == "__main__":
    main()
