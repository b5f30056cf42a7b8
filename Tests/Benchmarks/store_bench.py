"""Importing users, and what a disk and a database take for the same."""
import os
import sqlite3
import csv
import time

from report import Measure, median


def run(shop, people, count):
    seconds = []
    for number in range(5):
        store = f"import-{number}"
        shop.run("init", store=store)
        seconds.append(shop.run("users", "import", people, "--yes", store=store)[0])
    size = os.path.getsize(shop.journal("import-0"))
    yield Measure(
        f"import of {count:,} users, whole command", median(seconds), "s", goal=0.3 if count <= 2000 else None,
        anchor=f"sqlite3 {sqlite(shop, people):.3f} s, append and fdatasync of the same {size:,} bytes {append(shop, size, 1):.4f} s",
        note=f"5 runs on fresh stores, {min(seconds):.3f} to {max(seconds):.3f} s")
    starts = [shop.run("status", store="import-0")[0] for _ in range(7)]
    yield Measure(f"`rollcall status` on {count:,} users, whole command", median(starts), "s", anchor=f"`rollcall keys`, which opens no store: {median([shop.run('keys')[0] for _ in range(5)]):.3f} s")
    again = shop.run("users", "import", people, "--yes", store="import-0")[0]
    yield Measure("the same import again, nothing to change", again, "s")
    checks = [shop.run("store", "check", store="import-0")[0] for _ in range(3)]
    yield Measure("`store check` of that store", median(checks), "s")


def append(shop, size, times):
    """Seconds to append and sync `size` bytes, `times` times."""
    path = shop.path("raw")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    block = b"x" * size
    began = time.perf_counter()
    for _ in range(times):
        os.write(descriptor, block)
        os.fdatasync(descriptor)
    seconds = time.perf_counter() - began
    os.close(descriptor)
    os.unlink(path)
    return seconds


def sqlite(shop, people):
    """Seconds of Python's sqlite3 for the same CSV, one durable transaction, without the start of a process."""
    path = shop.path("users.sqlite")
    began = time.perf_counter()
    with open(people, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        database = sqlite3.connect(path)
        database.execute("PRAGMA synchronous=FULL")
        columns = ", ".join(f'"{name}"' for name in header)
        database.execute(f'CREATE TABLE users ({columns}, UNIQUE("username"))')
        database.executemany(f"INSERT INTO users VALUES ({','.join('?' * len(header))})", rows)
        database.commit()
        database.close()
    return time.perf_counter() - began
