"""What other programs take for the like: sqlite3, jq, ripgrep, fzf; each only where it is installed."""
import os
import shutil
import sqlite3
import subprocess
import time

WANTED = {"sqlite3": "sqlite3", "jq": "jq", "rg": "ripgrep", "fzf": "fzf", "less": "less"}


def absent():
    return [package for program, package in WANTED.items() if not shutil.which(program)]


def seconds(command, shell=False, **options):
    """How long a command takes; None when it is not installed."""
    if not shutil.which(command[0] if not shell else command.split()[0]):
        return None
    began = time.perf_counter()
    done = subprocess.run(command, shell=shell, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit {done.returncode}\n{done.stderr}")
    return time.perf_counter() - began


def sqlite_import(people, database):
    """The CSV into a table with a unique username, one durable transaction."""
    with open(people, encoding="utf-8") as file:
        columns = ", ".join(f'"{name}" TEXT' for name in file.readline().strip().split(","))
    script = (
        f'PRAGMA synchronous=FULL;\nCREATE TABLE users ({columns}, UNIQUE("username"));\n'
        f'BEGIN;\n.import --csv --skip 1 "{people}" users\nCOMMIT;\n')
    return seconds(["sqlite3", "-batch", database], input=script)


def sqlite_like(database, words):
    """Seconds of each letter's `LIKE` over three columns: (first screen, exact count); the first is on a fresh connection."""
    if not os.path.exists(database):
        return [], []
    where = " OR ".join(f'"{name}" LIKE ?' for name in ("username", "full name", "email"))
    connection = sqlite3.connect(database)
    screens, counts = [], []
    for text in prefixes(words):
        pattern = [f"%{text}%"] * 3
        counts.append(timed(lambda: connection.execute(f"SELECT count(*) FROM users WHERE {where}", pattern).fetchall()))
        screens.append(timed(lambda: connection.execute(f"SELECT rowid FROM users WHERE {where} LIMIT 24", pattern).fetchall()))
    connection.close()
    return screens, counts


def ripgrep(people, words):
    """Seconds of a whole `rg` for the exact count, for each letter."""
    return [seconds(["rg", "-i", "-F", "-c", text, people]) for text in prefixes(words)] if shutil.which("rg") else []


def fzf_filter(people, word):
    return seconds(["fzf", "--exact", "--filter", word], stdin=open(people, "rb"))


def prefixes(words):
    return [word[:length] for word in words for length in range(1, len(word) + 1)]


def timed(body):
    began = time.perf_counter()
    body()
    return time.perf_counter() - began


def wal_commits(path, count):
    """Seconds of each commit of one row: WAL, synchronous=FULL."""
    connection = wal(path)
    commits = []
    for number in range(count):
        commits.append(timed(lambda: insert(connection, [(number, "x" * 120)])))
    connection.close()
    return commits


def wal_batches(path, rows, batch):
    connection = wal(path)
    blocks = [[(first + number, "x" * 120) for number in range(batch)] for first in range(0, rows, batch)]
    took = timed(lambda: [insert(connection, block) for block in blocks])
    connection.close()
    return took


def wal(path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS events (number INTEGER, text TEXT)")
    return connection


def insert(connection, rows):
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO events VALUES (?, ?)", rows)
    connection.execute("COMMIT")
