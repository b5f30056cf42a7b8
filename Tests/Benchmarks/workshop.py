"""A temporary folder with a store and everything around it, on loopback only; whatever is started here is ended here, by its id."""
import csv
import glob
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


class Workshop:
    def __init__(self, rollcall, store_bench):
        self.rollcall, self.store_bench = os.path.abspath(rollcall), os.path.abspath(store_bench)
        self.folder = tempfile.mkdtemp(prefix="rollcall-bench-")
        self.running = []
        self.environment = dict(os.environ, HOME=self.folder, LANG="C.UTF-8", LC_ALL="C.UTF-8", SWIFT_BACKTRACE="enable=no")
        for name in list(self.environment):
            if name.startswith(("XDG_", "ROLLCALL_")) or name in ("TMUX", "NO_COLOR", "COLUMNS", "LINES"):
                del self.environment[name]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.running:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments, store=None, fails=False):
        """Runs a verb: (seconds, standard output)."""
        command = [self.rollcall] + (["--store", self.path(store)] if store else []) + list(arguments)
        began = time.perf_counter()
        done = subprocess.run(command, env=self.environment, cwd=self.folder, capture_output=True, text=True)
        seconds = time.perf_counter() - began
        if done.returncode != 0 and not fails:
            sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
        return seconds, done.stdout

    def start(self, command, **options):
        """Starts a server that prints one line when it is ready; that line."""
        process = subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **options)
        self.running.append(process)
        line = process.stdout.readline().strip()
        if not line:
            sys.exit(f"{' '.join(command)} did not start")
        return process, line

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def people(self, count):
        """Two files of made-up users: as they are, and one in which everybody has an email and nobody a managed account."""
        made_up = self.run("simulate", "users", str(count))[1]
        rows = list(csv.DictReader(io.StringIO(made_up)))
        for row in rows:
            row["email"] = f"{row['username']}@northwind.example"
            row["managed apple account"] = ""
        reachable = io.StringIO()
        writer = csv.DictWriter(reachable, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return self.write("people.csv", made_up), self.write("reachable.csv", reachable.getvalue())

    def made_up(self, count):
        """A file of made-up users as they are; written once."""
        path = self.path(f"people-{count}.csv")
        if not os.path.exists(path):
            with open(path, "wb") as file:
                subprocess.run([self.rollcall, "simulate", "users", str(count)], env=self.environment, stdout=file, check=True)
        return path

    def segments(self, store):
        """The files of the journal, oldest first."""
        return sorted(glob.glob(os.path.join(glob.escape(self.path(store)), "journal", "*.jsonl")))

    def forget(self, store):
        """Takes away what was kept for the next start, so that it begins with the text of the journal."""
        shutil.rmtree(os.path.join(self.path(store), "cache"), ignore_errors=True)

    def bench_command(self, what, store, *numbers):
        return [self.store_bench, what, self.path(store), *map(str, numbers)]

    def measure(self, what, store, *numbers):
        """Runs a part of the in-process measurements: its figures by name."""
        return self.figures(self.capture(self.bench_command(what, store, *numbers)))

    def capture(self, command):
        done = subprocess.run(command, env=self.environment, cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
        return done.stdout

    @staticmethod
    def figures(text):
        return {name: float(value) for name, value in (line.split() for line in text.splitlines())}

    def record(self, store):
        """The journal's lines as (kind, seconds, content)."""
        from datetime import datetime

        for path in self.segments(store):
            with open(path, encoding="utf-8") as file:
                for line in file:
                    entry = json.loads(line)
                    yield entry["k"], datetime.fromisoformat(entry["at"].replace("Z", "+00:00")).timestamp(), entry
