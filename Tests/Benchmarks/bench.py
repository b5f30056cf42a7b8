#!/usr/bin/env python3
"""What people wait for, measured on the built executable, with anchors of the same minute beside.

    python3 Tests/Benchmarks/bench.py --rollcall .build/release/rollcall [--users 2000] [--write docs/BENCHMARKS.md]

Needs pyte and aiosmtpd (Debian: python3-pyte, python3-aiosmtpd). Uses loopback and a temporary folder, nothing else.
"""
import argparse
import importlib.util
import os
import sys

if any(importlib.util.find_spec(name) is None for name in ("pyte", "aiosmtpd")):
    # Another Python may come first on the path than the one for which Debian has the packages.
    if os.path.realpath(sys.executable) == os.path.realpath("/usr/bin/python3"):
        sys.exit("bench.py needs pyte and aiosmtpd: apt install python3-pyte python3-aiosmtpd")
    os.execv("/usr/bin/python3", ["/usr/bin/python3"] + sys.argv)

import console_bench
import mail_bench
import report
import store_bench
from workshop import Workshop


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rollcall", required=True, help="the executable")
    arguments.add_argument("--users", type=int, default=2000)
    arguments.add_argument("--write", help="the Markdown file to write")
    chosen = arguments.parse_args()
    measures = []
    with Workshop(chosen.rollcall) as shop:
        people, reachable = shop.people(chosen.users)
        for bench in (
            lambda: store_bench.run(shop, people, chosen.users),
            lambda: mail_bench.run(shop, reachable, chosen.users),
            lambda: console_bench.run(shop, chosen.users),
        ):
            for measure in bench():
                measures.append(measure)
                print(report.line(measure), flush=True)
        text = report.markdown(measures, chosen, shop.rollcall)
    if chosen.write:
        with open(chosen.write, "w", encoding="utf-8") as file:
            file.write(text)
    missed = [measure for measure in measures if measure.misses]
    print(f"{len(missed)} of {sum(1 for m in measures if m.goal is not None)} goals missed")


if __name__ == "__main__":
    main()
