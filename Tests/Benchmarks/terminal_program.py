"""A program on a pseudo-terminal of its own, with the clock running.

What matters: the window has its size before the program starts; queries of the terminal are answered; bytes are only noted while
the clock runs and looked at afterwards; a key's time ends with the last byte before the program was quiet again.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

import pyte

# What pyte cannot read: CSI with a private prefix that is no mode, colons in SGR, and synchronised output.
UNREADABLE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[[0-9;]*:[0-9:;]*m|\x1b\[\?2026[hl]|\x1b\[\?[0-9]+\$p")
ANSWERS = ((b"\x1b[c", b"\x1b[?62;22c"), (b"\x1b[>c", b"\x1b[>0;95;0c"), (b"\x1b[5n", b"\x1b[0n"), (b"\x1b[6n", b"\x1b[1;1R"))
QUIET = 0.04


class Reply:
    """What came after a key: seconds to the first and to the last byte, how many bytes, in how many reads."""

    def __init__(self, first, last, size, reads):
        self.first, self.last, self.size, self.reads = first, last, size, reads


class TerminalProgram:
    def __init__(self, command, environment, columns=80, lines=24):
        self.columns, self.lines = columns, lines
        self.output = bytearray()
        self.chunks = []  # (seconds since the start, length of the output then)
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.started = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(master)
            os.login_tty(slave) if hasattr(os, "login_tty") else self._login(slave)
            os.execvpe(command[0], command, dict(environment, TERM="xterm-256color"))
        os.close(slave)
        self.master = master

    @staticmethod
    def _login(slave):
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for descriptor in range(3):
            os.dup2(slave, descriptor)
        if slave > 2:
            os.close(slave)

    def _read(self, timeout):
        """One read; empty when nothing came in time, None when the program is gone."""
        if not select.select([self.master], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return None
        if not data:
            return None
        self.output += data
        self.chunks.append((time.perf_counter() - self.started, len(self.output)))
        for query, answer in ANSWERS:
            if query in data:
                os.write(self.master, answer)
        return data

    def settle(self, quiet=QUIET, longest=5.0):
        """Reads until nothing came for `quiet` seconds."""
        end = time.perf_counter() + longest
        while time.perf_counter() < end:
            if not self._read(quiet):
                return

    def settle_with(self, text, longest=20.0):
        """Reads until the program is quiet and has painted something, or a text; the screen is looked at in the quiet only."""
        end = time.perf_counter() + longest
        while time.perf_counter() < end:
            self.settle(quiet=0.2)
            display = self.screen() if self.chunks else []
            if any(text in line for line in display) if text else any(line.strip() for line in display):
                return

    def press(self, key, patience=0.25, quiet=QUIET):
        """Sends a key and notes what comes back; a reply without bytes means that nothing was drawn."""
        sent = time.perf_counter()
        os.write(self.master, key)
        first = last = None
        size = reads = 0
        wait = patience
        while True:
            data = self._read(wait)
            if not data:
                break
            last = time.perf_counter() - sent
            first = first if first is not None else last
            size += len(data)
            reads += 1
            wait = quiet
        return Reply(first, last, size, reads)

    def wait_for(self, text, longest=20.0):
        """Reads until the screen holds a text; false when it never does."""
        end = time.perf_counter() + longest
        while time.perf_counter() < end:
            if self._read(0.1) is None:
                return False
            if any(text in line for line in self.screen()):
                return True
        return False

    def screen(self, until=None):
        """The lines on the screen after the first `until` bytes; after all without a number."""
        screen = pyte.Screen(self.columns, self.lines)
        stream = pyte.ByteStream(screen)
        stream.feed(UNREADABLE.sub(b"", bytes(self.output[:until])))
        return screen.display

    def first_paint(self, text=None):
        """Seconds until the screen first held something, or a text."""
        for moment, length in self.chunks:
            display = self.screen(length)
            painted = any(text in line for line in display) if text else sum(len(l.replace(" ", "")) for l in display) >= 20
            if painted:
                return moment
        return None

    def memory(self):
        """(own memory, all resident memory) in KiB."""
        found = {}
        with open(f"/proc/{self.pid}/status") as file:
            for line in file:
                name, _, value = line.partition(":")
                found[name] = value
        return int(found["RssAnon"].split()[0]), int(found["VmRSS"].split()[0])

    def processor_seconds(self):
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def leave(self, key=b"q", longest=6.0):
        """Leaves by key, else ends the program; its exit status."""
        end = time.perf_counter() + longest
        try:
            os.write(self.master, key)
        except OSError:
            pass
        while time.perf_counter() < end:
            self._read(0.02)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                os.close(self.master)
                return os.waitstatus_to_exitcode(status)
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.master)
        return os.waitstatus_to_exitcode(status)
