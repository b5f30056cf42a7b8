"""A first invitation by mail through the simulator and a mail server, and a resend of the same mails without Apple."""
import os
import subprocess
import sys
import time

from measure import Measure
from store_bench import append
from workshop import HERE

STORE = "mail"


def run(shop, reachable, count):
    sink, port = shop.start([sys.executable, os.path.join(HERE, "mail_sink.py")], stdin=subprocess.PIPE)
    token = shop.path("sample.vpptoken")
    _, origin = shop.start([
        shop.rollcall, "simulate", "apple", "--listen", "127.0.0.1:0", "--token-file", token, "--requests-per-second", "0",
        "--event-delay", "50"])
    shop.run("init", store=STORE)
    shop.write(STORE + "/rollcall.yaml", f"""mail:
  transport: smtp
  host: 127.0.0.1
  port: {port}
  security: none
  sender-name: Northwind IT
  sender-address: it@northwind.example
portal:
  base-url: http://127.0.0.1:8080
""")
    shop.run("locations", "add", "--token", token, "--service-url", origin, "--name", "Paris", "--yes", store=STORE)
    shop.run("users", "import", reachable, "--yes", store=STORE)
    planned, _ = shop.run("invitations", "create", "--name", "All", "--method", "email", "--all-users", "--yes", store=STORE)
    yield Measure(f"invitation of {count:,}: decided and durable, whole command", planned, "s")
    seconds, _ = shop.run("work", "--until-idle", store=STORE)
    delivered(sink, count)
    yield Measure(f"registering {count:,} at the simulator and mailing them", seconds, "s", note=parts(shop))

    shop.run("invitations", "resend", "1", "--force", "--reason", "measured", "--yes", store=STORE)
    lines = sum(1 for _ in shop.record(STORE))
    seconds, _ = shop.run("work", "--until-idle", store=STORE)
    delivered(sink, count)
    sending = [(kind, at, entry) for number, (kind, at, entry) in enumerate(shop.record(STORE)) if number >= lines]
    moments = [at for kind, at, _ in sending if kind in ("deliveriesClaimed", "recipientSent")]
    commits = len({entry["tx"] for _, _, entry in sending})
    size = sum(len(str(entry)) for _, _, entry in sending) // max(1, commits)
    yield Measure(
        f"{count:,} mails to a local SMTP server (a resend), whole command", seconds, "s", goal=5 if count <= 2000 else None,
        anchor=f"smtplib, 4 processes, the same server: {smtplib(port, count, sink):.2f} s",
        note=f"by the record {moments[-1] - moments[0]:.2f} s from the first claim to the last outcome; {commits} commits, "
        f"which as raw append and fdatasync take {append(shop, size, commits):.2f} s")


def delivered(sink, count):
    """Everybody got exactly one mail, or this is no measurement."""
    sink.stdin.write("\n")
    sink.stdin.flush()
    messages, addresses = map(int, sink.stdout.readline().split())
    if (messages, addresses) != (count, count):
        sys.exit(f"{messages} mails came to {addresses} addresses instead of {count} to {count}")


def parts(shop):
    at = {}
    for kind, moment, _ in shop.record(STORE):
        at.setdefault(kind, [moment, moment])[1] = moment
    registered = at["registrationConfirmed"][1] - at["appleRequestClaimed"][0]
    sent = at["recipientSent"][1] - at["deliveriesClaimed"][0]
    return f"by the record: registering {registered:.2f} s, sending {sent:.2f} s, side by side"


SENDER = """
import smtplib, sys
port, first, last = map(int, sys.argv[1:])
text = "Subject: x\\r\\n\\r\\n" + ("x" * 70 + "\\r\\n") * 26
with smtplib.SMTP("127.0.0.1", port) as server:
    for number in range(first, last):
        server.sendmail("it@northwind.example", f"a{number}@northwind.example", text)
"""


def smtplib(port, count, sink):
    began = time.perf_counter()
    share = (count + 3) // 4
    senders = [
        subprocess.Popen([sys.executable, "-c", SENDER, str(port), str(first), str(min(count, first + share))])
        for first in range(0, count, share)]
    for sender in senders:
        sender.wait()
    seconds = time.perf_counter() - began
    delivered(sink, count)
    return seconds
