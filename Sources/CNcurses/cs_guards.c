// Signals: ordinary ones become flags, crashes give the terminal back first.
#include "cs_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

volatile sig_atomic_t cs_on_screen;

static const int flagged[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
static const int fatal[] = {SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGTRAP};
enum { FLAGGED = sizeof flagged / sizeof *flagged, FATAL = sizeof fatal / sizeof *fatal };

static struct sigaction flagged_before[FLAGGED], fatal_before[FATAL], pipe_before;
static stack_t stack_before;
static void *crash_stack;
static atomic_ullong pending;
static atomic_int wake_fd = -1;

static char breadcrumb_path[4096];
static char breadcrumb_version[128];
static char breadcrumb_note[512];

void cs_set_breadcrumb(const char *path, const char *version) {
    snprintf(breadcrumb_path, sizeof breadcrumb_path, "%s", path == NULL ? "" : path);
    snprintf(breadcrumb_version, sizeof breadcrumb_version, "%s", version == NULL ? "" : version);
}

void cs_note(const char *text) { snprintf(breadcrumb_note, sizeof breadcrumb_note, "%s", text == NULL ? "" : text); }

int cs_wake_descriptor(void) {
    int fd = atomic_load(&wake_fd);
    if (fd >= 0) return fd;
    fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    atomic_store(&wake_fd, fd);  // never closed: a late cs_wake() must not hit another file
    return fd;
}

void cs_wake(void) {
    int fd = atomic_load(&wake_fd);
    uint64_t one = 1;
    if (fd >= 0 && write(fd, &one, sizeof one) < 0) return;  // full: it is awake already
}

uint64_t cs_take_signals(void) { return atomic_exchange(&pending, 0); }
int cs_signals_pending(void) { return atomic_load(&pending) != 0; }
void cs_forget_signal(int number) { atomic_fetch_and(&pending, ~(1ULL << number)); }
int cs_must_end(void) { return (atomic_load(&pending) & (1ULL << SIGTERM | 1ULL << SIGHUP)) != 0; }

static void on_flagged(int number) {
    atomic_fetch_or(&pending, 1ULL << number);
    cs_wake();
}

static void say_bytes(int fd, const char *bytes, size_t count) {
    if (write(fd, bytes, count) < 0) return;  // nothing better can be done here
}

static void say(int fd, const char *text) { say_bytes(fd, text, strlen(text)); }

static void say_number(int fd, int number) {
    char digits[4] = {(char)('0' + number / 10), (char)('0' + number % 10), 0};
    say(fd, number < 10 ? digits + 1 : digits);
}

static void leave_breadcrumb(int number) {
    if (breadcrumb_path[0] == 0) return;
    int fd = open(breadcrumb_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return;
    say(fd, breadcrumb_version);
    say(fd, "\nsignal ");
    say_number(fd, number);
    say(fd, "\n");
    say(fd, breadcrumb_note);
    say(fd, "\n");
    close(fd);
}

// Only what POSIX allows in a handler: write, tcsetattr, open, sigaction, raise.
static void on_fatal(int number) {
    if (cs_on_screen) {
        cs_on_screen = 0;
        say_bytes(cs.tty_fd, cs_restore.bytes, cs_restore.count);
        tcsetattr(cs.tty_fd, TCSANOW, &cs.found);
        say(cs.tty_fd, "\r\nThe program has crashed (signal ");
        say_number(cs.tty_fd, number);
        say(cs.tty_fd, ").\r\n");
        if (breadcrumb_path[0] != 0) {
            say(cs.tty_fd, "What it was doing: ");
            say(cs.tty_fd, breadcrumb_path);
            say(cs.tty_fd, "\r\n");
        }
    }
    leave_breadcrumb(number);
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(number, &standard, NULL);
    raise(number);
}

// No SA_RESTART: a write that hangs on a dead line must return when the process is told to end.
void cs_guards_on(void) {
    atomic_store(&pending, 0);
    struct sigaction flag = {.sa_handler = on_flagged}, crash = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigfillset(&crash.sa_mask);
    for (int i = 0; i < FATAL; i++) sigdelset(&crash.sa_mask, fatal[i]);
    size_t room = 65536;
    if (crash_stack == NULL) crash_stack = malloc(room);
    stack_t stack = {.ss_sp = crash_stack, .ss_size = room};
    if (crash_stack != NULL) sigaltstack(&stack, &stack_before);
    for (int i = 0; i < FLAGGED; i++) sigaction(flagged[i], &flag, &flagged_before[i]);
    for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &crash, &fatal_before[i]);
    sigaction(SIGPIPE, &ignore, &pipe_before);
}

void cs_guards_off(void) {
    for (int i = 0; i < FLAGGED; i++) sigaction(flagged[i], &flagged_before[i], NULL);
    for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &fatal_before[i], NULL);
    sigaction(SIGPIPE, &pipe_before, NULL);
    if (crash_stack != NULL) sigaltstack(&stack_before, NULL);
}
