// Taking the terminal and giving it back.
#include "cs_internal.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

cs_state cs;
cs_bytes cs_restore;

static const char *stderr_path;
static int stderr_saved = -1;

void cs_append(cs_bytes *to, const char *text) {
    size_t length = strlen(text);
    if (to->count + length > sizeof to->bytes) return;
    memcpy(to->bytes + to->count, text, length);
    to->count += length;
}

void cs_append_capability(cs_bytes *to, const char *name) {
    const char *text = tigetstr(name);
    if (text == NULL || text == (const char *)-1) return;
    while (*text != 0 && to->count < sizeof to->bytes) {
        if (text[0] == '$' && text[1] == '<') {
            const char *end = strchr(text, '>');
            if (end == NULL) return;
            text = end + 1;
        } else {
            to->bytes[to->count++] = *text++;
        }
    }
}

void cs_set_stderr(const char *path) {
    free((void *)stderr_path);
    stderr_path = path == NULL ? NULL : strdup(path);
}

// Whatever is printed while the screen is on would be drawn into it. A descriptor 2 that is no terminal does no harm and stays.
void cs_redirect_stderr(void) {
    if (stderr_saved >= 0 || !isatty(2)) return;
    int fd = -1;
    if (stderr_path != NULL) fd = open(stderr_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (fd < 0) return;
    stderr_saved = fcntl(2, F_DUPFD_CLOEXEC, 3);
    if (stderr_saved >= 0) dup2(fd, 2);
    close(fd);
}

void cs_restore_stderr(void) {
    if (stderr_saved < 0) return;
    dup2(stderr_saved, 2);
    close(stderr_saved);
    stderr_saved = -1;
}

static void force_utf8(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && setlocale(LC_CTYPE, "C.UTF-8") == NULL) setlocale(LC_CTYPE, "en_US.UTF-8");
}

static int has_prefix(const char *text, const char *prefix) { return strncmp(text, prefix, strlen(prefix)) == 0; }

static const char *relative_of(const char *term) {
    if (has_prefix(term, "screen") || has_prefix(term, "tmux")) return "screen-256color";
    if (has_prefix(term, "xterm") || has_prefix(term, "wezterm") || has_prefix(term, "foot") || has_prefix(term, "alacritty")
        || strstr(term, "kitty") != NULL || strstr(term, "ghostty") != NULL) return "xterm-256color";
    return "xterm";
}

// newterm() returns NULL where initscr() would end the process.
static SCREEN *open_screen(const char *term) {
    const char *tries[] = {term, relative_of(term), "xterm", "vt100"};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        SCREEN *screen = newterm(tries[i], cs.out_file, cs.in_file);
        if (screen != NULL) {
            snprintf(cs.term, sizeof cs.term, "%s", tries[i]);
            return screen;
        }
    }
    return NULL;
}

// Opened anew so that it alone is non-blocking: that mode belongs to the open file, which the shell shares. Not allowed after
// su, where a plain duplicate must do.
static int open_terminal(void) {
    int fd = open("/proc/self/fd/1", O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    return fd >= 0 ? fd : fcntl(1, F_DUPFD_CLOEXEC, 3);
}

static int open_descriptors(void) {
    cs.input_fd = 0;
    cs.tty_fd = open_terminal();
    cs.out_fd = fcntl(1, F_DUPFD_CLOEXEC, 3);
    cs.mem_fd = memfd_create("frame", MFD_CLOEXEC);
    int in_fd = fcntl(0, F_DUPFD_CLOEXEC, 3);
    if (cs.tty_fd < 0 || cs.out_fd < 0 || cs.mem_fd < 0 || in_fd < 0) return 0;
    cs.out_file = fdopen(cs.out_fd, "w");
    cs.in_file = fdopen(in_fd, "r");
    return cs.out_file != NULL && cs.in_file != NULL && tcgetattr(0, &cs.found) == 0 && cs_wake_descriptor() >= 0;
}

static void close_descriptors(void) {
    if (cs.out_file != NULL) fclose(cs.out_file);
    if (cs.in_file != NULL) fclose(cs.in_file);
    if (cs.mem_fd >= 0) close(cs.mem_fd);
    if (cs.tty_fd >= 0) close(cs.tty_fd);
    cs.out_file = cs.in_file = NULL;
    cs.mem_fd = cs.tty_fd = cs.out_fd = -1;
}

static void set_modes(int escdelay_ms) {
    const char *wished = getenv("ESCDELAY");
    int delay = wished == NULL ? 0 : atoi(wished);
    set_escdelay(delay > 0 && delay <= 1000 ? delay : escdelay_ms);
    raw();
    noecho();
    nonl();
    nodelay(stdscr, TRUE);
    meta(stdscr, TRUE);
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    typeahead(-1);  // else doupdate() looks at the input before every line and may stop half way
    idlok(stdscr, TRUE);
    scrollok(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    if (has_colors() && (cs.flags & CS_START_MONO) == 0) {
        cs.has_color = 1;
        start_color();
        use_default_colors();
    }
    cs_define_keys();
    tcgetattr(0, &cs.ours);
}

static int is_plain_terminal(void) {
    return has_prefix(cs.term, "linux") || has_prefix(cs.term, "vt") || has_prefix(cs.term, "ansi") || has_prefix(cs.term, "cons");
}

static void prepare_own_modes(void) {
    cs.on.count = 0;
    if (is_plain_terminal()) {
        cs.flags &= ~(CS_START_SYNC | CS_START_MOUSE);
        return;
    }
    cs_append(&cs.on, "\033[?2004h\033[?1004h");
    if (cs.flags & CS_START_MOUSE) cs_append(&cs.on, "\033[?1000h\033[?1006h");
}

// The bytes that give the terminal back, ready before anything can go wrong: a signal handler may only write them.
void cs_prepare_restore(void) {
    static cs_bytes next;
    next.count = 0;
    if (cs.flags & CS_START_SYNC) cs_append(&next, "\033[?2026l");
    if (cs.on.count > 0) cs_append(&next, "\033[?2004l\033[?1004l");
    if (cs.flags & CS_START_MOUSE) cs_append(&next, "\033[?1006l\033[?1000l");
    cs_append_capability(&next, "sgr0");
    cs_append_capability(&next, "op");
    const char *move = tigetstr("cup");
    if (move != NULL && move != (const char *)-1) cs_append(&next, tparm(move, LINES - 1, 0, 0, 0, 0, 0, 0, 0, 0));
    cs_append_capability(&next, "cnorm");
    cs_append_capability(&next, "rmkx");
    const char *leave = tigetstr("rmcup");
    if (leave == NULL || leave == (const char *)-1) cs_append(&next, "\r\n");
    cs_append_capability(&next, "rmcup");
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    cs_restore = next;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void restore_at_exit(void) { cs_stop(); }

int cs_start(int escdelay_ms, int flags) {
    if (cs.started) return CS_ERROR_BUSY;
    if (!isatty(0) || !isatty(1)) return CS_ERROR_NO_TTY;
    const char *term = getenv("TERM");
    if (term == NULL || *term == 0 || strcmp(term, "dumb") == 0) return CS_ERROR_TERM;
    memset(&cs, 0, sizeof cs);
    cs.tty_fd = cs.out_fd = cs.mem_fd = -1;
    cs.flags = flags;
    force_utf8();
    if (!open_descriptors()) {
        close_descriptors();
        return CS_ERROR_SYSTEM;
    }
    use_extended_names(TRUE);
    cs.screen = open_screen(term);
    if (cs.screen == NULL) {
        close_descriptors();
        return CS_ERROR_TERM;
    }
    set_term(cs.screen);
    static int registered;
    if (!registered) registered = atexit(restore_at_exit) == 0;
    prepare_own_modes();
    cs_prepare_restore();
    cs_on_screen = 1;
    cs_guards_on();  // after newterm(), which installs handlers of its own
    cs_redirect_stderr();
    set_modes(escdelay_ms);
    cs.cursor_shown = -1;
    cs.started = 1;
    int rows, cols;
    if (cs_read_size(&rows, &cols)) resize_term(rows, cols);
    cs_prepare_restore();
    cs_input_reset();
    cs_styles_reset();
    cs_write_modes(&cs.on);
    return CS_OK;
}

void cs_leave(void) {
    if (!cs.started || !cs_on_screen) return;
    cs_on_screen = 0;
    cs_write_modes(&cs_restore);
    tcsetattr(0, TCSANOW, &cs.found);
    cs_restore_stderr();
}

void cs_enter(void) {
    if (!cs.started) return;
    cs_redirect_stderr();
    tcsetattr(0, TCSANOW, &cs.ours);
    cs_bytes enter = {.count = 0};
    cs_append_capability(&enter, "smcup");
    cs_append_capability(&enter, "smkx");
    if (cs.cursor_shown == 0) cs_append_capability(&enter, "civis");
    cs_on_screen = 1;
    cs_write_modes(&enter);
    cs_write_modes(&cs.on);
    int rows, cols;
    if (cs_read_size(&rows, &cols)) resize_term(rows, cols);
    cs_prepare_restore();
    cs_repaint();
}

void cs_suspend(void) {
    if (!cs.started) return;
    cs_leave();
    struct sigaction ignore = {.sa_handler = SIG_IGN}, standard = {.sa_handler = SIG_DFL}, before;
    // The whole job stops, as with a Ctrl-Z typed at a shell; then this thread for itself, so that it cannot run on before the
    // signal is delivered. Without a job-control shell the kernel ignores it and we come straight back.
    sigaction(SIGTSTP, &ignore, &before);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &standard, NULL);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &before, NULL);
    cs_forget_signal(SIGTSTP);
    cs_forget_signal(SIGCONT);
    cs_enter();
}

void cs_stop(void) {
    if (!cs.started) return;
    cs_leave();
    cs.started = 0;
    cs_guards_off();
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0) {
        dup3(nowhere, cs.out_fd, O_CLOEXEC);  // what ncurses still wants to say has been said
        close(nowhere);
    }
    delscreen(cs.screen);
    cs.screen = NULL;
    close_descriptors();
}

const char *cs_term(void) { return cs.term; }

int cs_no_color(void) {
    const char *value = getenv("NO_COLOR");
    return value != NULL && *value != 0;
}

int cs_read_size(int *rows, int *cols) {
    struct winsize size;
    if (ioctl(cs.tty_fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return 0;
    *rows = size.ws_row > 2000 ? 2000 : size.ws_row;
    *cols = size.ws_col > 2000 ? 2000 : size.ws_col;
    return 1;
}

void cs_size(int *rows, int *cols) {
    *rows = LINES;
    *cols = COLS;
}
