"""A store of so many users: importing, opening, searching, checking, inviting and resending, with anchors beside."""
import json
import os
import shutil

import anchors
from measure import Measure, median, percentile

MILLION = 1_000_000
WORDS = ("anna", "berg", "zoe m", "omar")


def name(size):
    return f"users-{size}"


def at_million(size, goal):
    return goal if size == MILLION else None


def run(shop, size):
    store = name(size)
    people = shop.made_up(size)
    database = shop.path(f"{store}.sqlite")
    yield from importing(shop, size, store, people, database)
    yield from opening(shop, size, store)
    yield from starting(shop, size, store, people, database)
    yield from upkeep(shop, size, store)
    yield from campaign(shop, size, store)
    if os.path.exists(database):
        os.unlink(database)


def importing(shop, size, store, people, database):
    times = []
    for number in range(3 if size <= 10_000 else 1):
        shutil.rmtree(shop.path(store), ignore_errors=True)
        shop.run("init", store=store)
        times.append(shop.run("users", "import", people, "--yes", store=store)[0])
    yield Measure(
        "import of the CSV, durable, whole command", median(times), "s", goal=at_million(size, 10), size=size,
        anchors=[("sqlite3 .import, one transaction", anchors.sqlite_import(people, database)),
                 ("append and fdatasync of as many bytes", append(shop, sum(map(os.path.getsize, shop.segments(store))), 1))],
        note=f"CSV {os.path.getsize(people):,} bytes, journal {sum(map(os.path.getsize, shop.segments(store))):,}")
    again = shop.run("users", "import", people, "--yes", store=store)[0]
    yield Measure("the same import again, nothing to change, whole command", again, "s", size=size)


def opening(shop, size, store):
    """From text: without what was kept. `--readonly` keeps nothing for the next time."""
    shop.forget(store)
    whole = [shop.run("--readonly", "status", store=store)[0] for _ in range(3)]
    loads = [shop.measure("load", store) for _ in range(3)]
    segments = " ".join(f"'{path}'" for path in shop.segments(store))
    yield Measure(
        "open from text, every checksum verified: load only", median(f["load"] for f in loads), "s",
        goal=at_million(size, 0.6), size=size, anchors=[("jq -c .k over the same journal", anchors.seconds(f"jq -c .k {segments}", shell=True))],
        note=f"own memory {loads[0]['load_anon_kib'] / 1024:.0f} MiB then")
    yield Measure("open from text: `rollcall status`, whole command", median(whole), "s", size=size)


def starting(shop, size, store, people, database):
    """From the column cache."""
    kept = shop.measure("keep", store)
    yield Measure("writing the columns for the next start (in the background)", kept["keep"], "s", size=size)
    starts = [shop.measure("start", store) for _ in range(5)]
    screens, counts = anchors.sqlite_like(database, WORDS)
    yield Measure(
        "open from the column cache, verified, first search done", median(f["start_and_search"] for f in starts), "s",
        goal=at_million(size, 0.1), size=size, anchors=[("SQLite: first LIKE of a fresh connection", counts[0] if counts else None)],
        note=f"memory then {starts[0]['start_anon_kib'] / 1024:.1f} MiB own, {starts[0]['start_file_kib'] / 1024:.1f} MiB of mapped files")
    whole = [shop.run("status", store=store)[0] for _ in range(5)]
    yield Measure(
        "`rollcall status` from the column cache, whole command", median(whole), "s", size=size,
        anchors=[("rollcall keys, which opens no store", median([shop.run("keys")[0] for _ in range(3)]))])
    yield Measure(
        "search, one more letter, first screen, in process, p95", median(f["screen_p95"] for f in starts) * 1000, "ms",
        goal=16, size=size, anchors=[("SQLite LIKE, 24 rows", ms(screens, 95))], note=f"slowest {max(f['screen_max'] for f in starts) * 1000:.2f} ms")
    yield Measure(
        "search, one more letter, exact count, in process, p95", median(f["count_p95"] for f in starts) * 1000, "ms",
        goal=30, size=size,
        anchors=[("SQLite LIKE, count", ms(counts, 95)), ("ripgrep -c on the CSV", ms(anchors.ripgrep(people, WORDS[:2]), 95)),
                 ("fzf --filter on the CSV, 1 word", ms([anchors.fzf_filter(people, "anna")], 50))],
        note=f"slowest {max(f['count_max'] for f in starts) * 1000:.1f} ms")


def upkeep(shop, size, store):
    checked = [shop.run("--json", "store", "check", store=store) for _ in range(3)]
    seconds = median(check[0] for check in checked)
    records = json.loads(checked[0][1])["records"]
    yield Measure("`store check`, whole command", seconds, "s", size=size, note=f"{records:,} records")
    if "compact" in shop.run("help", "store")[1]:
        seconds = shop.run("store", "compact", store=store)[0]
        yield Measure("`store compact`, whole command", seconds, "s", goal=at_million(size, 0.5), size=size)


def campaign(shop, size, store):
    worked = size if size <= 100_000 else 0
    found = shop.measure("campaign", store, worked)
    yield Measure("invitation of everybody: decided and durable", found["invite"], "s", size=size, note=f"{found['invited']:,.0f} recipients")
    yield Measure("resend to everybody: the plan that the sheet shows", found["plan"], "s", size=size)
    yield Measure(
        "resend to everybody: planned and durable", found["resend"], "s",
        goal=1 if size == 100_000 else None, size=size, note=f"{found['resent']:,.0f} recipients")
    if worked:
        yield Measure(
            "what the store takes for that resend, 100 outcomes a commit", found["plan"] + found["resend"] + found["work"], "s",
            goal=10 if size == 100_000 else None, size=size, note=f"{found['worked']:,.0f} outcomes recorded, {found['sent_twice']:,.0f} now sent twice")
    seconds, text = shop.run("--json", "store", "check", store=store)
    records = json.loads(text)["records"]
    yield Measure(
        "`store check` with invitation and resend, events a second", records / seconds, "events/s", size=size,
        goal=MILLION if size >= 100_000 else None, higher=True, note=f"{records:,} records in {seconds:.2f} s")
    shop.measure("keep", store)


def append(shop, size, times):
    """Seconds to append and sync `size` bytes, `times` times."""
    path = shop.path("raw")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    block = b"x" * size

    def write():
        for _ in range(times):
            left = memoryview(block)
            while left:
                left = left[os.write(descriptor, left):]
            os.fdatasync(descriptor)

    seconds = anchors.timed(write)
    os.close(descriptor)
    os.unlink(path)
    return seconds


def ms(seconds, percent):
    seconds = [value for value in seconds if value is not None]
    return percentile(seconds, percent) * 1000 if seconds else None
