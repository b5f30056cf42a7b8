"""Commits: one at a time, many at a time, beside a bulk job, and how soon another process sees them."""
import anchors
from measure import Measure, percentile

EVENTS, BATCH = 300_000, 1000


def run(shop):
    for store in ("single", "batched", "beside", "visible"):
        shop.run("init", store=store)
    yield from single(shop)
    yield from batched(shop)
    yield from beside(shop)
    yield from visible(shop)


def single(shop):
    found = shop.measure("single", "single", 400)
    sqlite = anchors.wal_commits(shop.path("single.sqlite"), 400)
    for percent in (50, 99):
        raw = found[f"raw_p{percent}"] * 1000
        yield Measure(
            f"single durable commit, p{percent}", found[f"commit_p{percent}"] * 1000, "ms", goal=raw / 0.9 if percent == 50 else None,
            anchors=[("raw append and fdatasync", raw), ("SQLite WAL FULL", percentile(sqlite, percent) * 1000)])


def batched(shop):
    found = shop.measure("batched", "batched", EVENTS, BATCH)
    yield Measure(
        "batched commits, 1,000 a batch", EVENTS / found["batched"], "events/s", goal=300_000, higher=True,
        anchors=[("SQLite WAL FULL", EVENTS / anchors.wal_batches(shop.path("batched.sqlite"), EVENTS, BATCH)),
                 ("raw append and fdatasync of the same bytes", EVENTS / found["batched_raw"])],
        note=f"{found['batched_bytes'] / EVENTS:.0f} bytes an event")


def beside(shop):
    """An administrator commits now and then while another process writes without a pause."""
    bulk, _ = shop.start(shop.bench_command("bulk", "beside", 20))
    found = shop.measure("beside", "beside", 200, 30_000)
    rate = shop.figures(bulk.communicate()[0])["bulk_rate"]
    for percent in (50, 99):
        raw = found[f"raw_p{percent}"] * 1000
        yield Measure(
            f"an administrator's commit beside a bulk job, p{percent}", found[f"commit_p{percent}"] * 1000, "ms",
            goal=max(3 * raw, 10) if percent == 99 else None, anchors=[("raw append and fdatasync beside the same job", raw)],
            note=f"the bulk job wrote {rate:,.0f} events/s; slowest {found['commit_max'] * 1000:.1f} ms")


def visible(shop):
    """From the moment at which one process knows its commit durable to the one at which another has read it."""
    count = 200
    follower, _ = shop.start(shop.bench_command("follow", "visible", count))
    written = moments(shop.capture(shop.bench_command("write", "visible", count, 20_000)))
    seen = moments(follower.communicate(timeout=30)[0])
    delays = [(seen[sequence] - moment) / 1e6 for sequence, moment in written.items()]
    for percent in (50, 99):
        yield Measure(
            f"another process's change visible, p{percent}", percentile(delays, percent), "ms", goal=50 if percent == 99 else None,
            note=f"{len(delays)} commits, slowest {max(delays):.1f} ms")


def moments(text):
    return {int(sequence): int(moment) for sequence, moment in (line.split() for line in text.splitlines() if line[:1].isdigit())}
