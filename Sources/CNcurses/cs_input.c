// Input: keys, pastes, focus, the mouse, changes of size and signals, as events.
#include "cs_internal.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { PASTE_PATIENCE_MS = 5000 };

static const char paste_end[] = "\033[201~";

static int pushed = -1;          // one byte or key that was read too far
static int drained;              // whether the last cs_next() found nothing more
static uint64_t signals;         // taken, not yet reported
static int hangup_reported;
static uint8_t paste[CS_PASTE_MAXIMUM];
static size_t paste_count;
static int pasting;
static size_t paste_matched;     // how much of its end mark has been seen
static int64_t paste_time;
static uint32_t partial;         // a UTF-8 character that has not come whole
static int partial_missing;
static uint32_t partial_lowest;

static int64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void cs_input_reset(void) {
    pushed = -1;
    drained = 1;
    pasting = hangup_reported = partial_missing = 0;
    signals = 0;
    paste_count = 0;
}

static int next_code(void) {
    if (pushed >= 0) {
        int code = pushed;
        pushed = -1;
        return code;
    }
    return wgetch(stdscr);
}

static int emit(cs_event *out, int kind, uint32_t value, uint32_t buttons) {
    *out = (cs_event){.kind = kind, .value = value, .buttons = buttons};
    return 1;
}

static int emit_key(cs_event *out, int code, uint32_t held) {
    if (code >= OWN_NAMED) {
        int own = code - OWN_NAMED;
        return emit(out, CS_EVENT_NAMED, (uint32_t)(own / 8), (uint32_t)(own % 8) | held);
    }
    if (code == KEY_BTAB) return emit(out, CS_EVENT_NAMED, CS_KEY_TAB, CS_MOD_SHIFT | held);
    int name = cs_named_key(code);
    return name == 0 ? 0 : emit(out, CS_EVENT_NAMED, (uint32_t)name, held);
}

static int emit_control(cs_event *out, int byte, uint32_t held) {
    switch (byte) {
    case 0: return emit(out, CS_EVENT_CHAR, ' ', CS_MOD_CTRL | held);
    case 8: case 127: return emit(out, CS_EVENT_NAMED, CS_KEY_BACKSPACE, held);
    case 9: return emit(out, CS_EVENT_NAMED, CS_KEY_TAB, held);
    case 10: case 13: return emit(out, CS_EVENT_NAMED, CS_KEY_ENTER, held);
    case 27: return emit(out, CS_EVENT_NAMED, CS_KEY_ESCAPE, held);
    default: return emit(out, CS_EVENT_CHAR, (uint32_t)(byte < 27 ? byte + 'a' - 1 : byte + '@'), CS_MOD_CTRL | held);
    }
}

static int begin_utf8(cs_event *out, int byte) {
    if (byte >= 0xC2 && byte < 0xE0) {
        partial = byte & 0x1F, partial_missing = 1, partial_lowest = 0x80;
    } else if (byte >= 0xE0 && byte < 0xF0) {
        partial = byte & 0x0F, partial_missing = 2, partial_lowest = 0x800;
    } else if (byte >= 0xF0 && byte < 0xF5) {
        partial = byte & 0x07, partial_missing = 3, partial_lowest = 0x10000;
    } else {
        return emit(out, CS_EVENT_CHAR, 0xFFFD, 0);
    }
    return 0;
}

static int go_on_utf8(cs_event *out, int code) {
    if (code < 0x80 || code > 0xBF) {
        partial_missing = 0;
        pushed = code;
        return emit(out, CS_EVENT_CHAR, 0xFFFD, 0);
    }
    partial = partial << 6 | (uint32_t)(code & 0x3F);
    if (--partial_missing > 0) return 0;
    if (partial >= 0x80 && partial < 0xA0) return 0;
    int bad = partial < partial_lowest || partial > 0x10FFFF || (partial >= 0xD800 && partial <= 0xDFFF);
    return emit(out, CS_EVENT_CHAR, bad ? 0xFFFD : partial, 0);
}

// The rest of ESC [ < button ; column ; row M. What does not fit the form is dropped.
static int emit_mouse(cs_event *out) {
    int numbers[3] = {0}, index = 0, code = ERR;
    for (int taken = 0; taken < 24; taken++) {
        code = next_code();
        if (code == ERR) {
            struct pollfd fd = {.fd = cs.input_fd, .events = POLLIN};
            if (poll(&fd, 1, 50) != 1) return 0;
            code = next_code();
        }
        if (code == ';' && index < 2) index++;
        else if (code >= '0' && code <= '9' && numbers[index] < 10000) numbers[index] = numbers[index] * 10 + code - '0';
        else break;
    }
    if ((code != 'M' && code != 'm') || index != 2) return 0;
    int button = numbers[0] & 3, action = code == 'm' ? CS_MOUSE_RELEASE : CS_MOUSE_PRESS;
    if (numbers[0] & 32) return 0;  // movement
    if (numbers[0] & 64) {
        if (button > 1) return 0;
        action = button == 0 ? CS_MOUSE_WHEEL_UP : CS_MOUSE_WHEEL_DOWN;
        button = 0;
    }
    *out = (cs_event){CS_EVENT_MOUSE, (uint32_t)action, numbers[2] - 1, numbers[1] - 1, (uint32_t)button};
    return 1;
}

static int finish_paste(cs_event *out) {
    pasting = 0;
    return emit(out, CS_EVENT_PASTE, (uint32_t)paste_count, 0);
}

static void keep_pasted(const uint8_t *bytes, size_t count) {
    size_t room = sizeof paste - paste_count;
    size_t kept = count < room ? count : room;
    memcpy(paste + paste_count, bytes, kept);
    paste_count += kept;
}

// True when the end mark is complete.
static int take_pasted(const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == (uint8_t)paste_end[paste_matched]) {
            if (++paste_matched == sizeof paste_end - 1) return 1;
            continue;
        }
        keep_pasted((const uint8_t *)paste_end, paste_matched);
        paste_matched = bytes[i] == (uint8_t)paste_end[0];
        if (!paste_matched) keep_pasted(bytes + i, 1);
    }
    return 0;
}

// Reads pasted bytes past ncurses, which would look for keys in them; never further than the end mark could reach.
static int go_on_paste(cs_event *out) {
    for (;;) {
        struct pollfd fd = {.fd = cs.input_fd, .events = POLLIN};
        if (poll(&fd, 1, 0) != 1) break;
        uint8_t bytes[sizeof paste_end];
        ssize_t count = read(cs.input_fd, bytes, sizeof paste_end - 1 - paste_matched);
        if (count <= 0) break;
        paste_time = now_ms();
        if (take_pasted(bytes, (size_t)count)) return finish_paste(out);
    }
    // A mark that never comes must not swallow the keyboard for ever.
    return now_ms() - paste_time >= PASTE_PATIENCE_MS ? finish_paste(out) : 0;
}

static void begin_paste(void) {
    pasting = 1;
    paste_count = paste_matched = 0;
    paste_time = now_ms();
}

// ESC: alone, or as Alt with what follows at once.
static int emit_escape(cs_event *out) {
    int code = next_code();
    if (code == ERR) return emit(out, CS_EVENT_NAMED, CS_KEY_ESCAPE, 0);
    if (code > 255 && code < OWN_NAMED && code >= OWN_PASTE) {
        pushed = code;
        return emit(out, CS_EVENT_NAMED, CS_KEY_ESCAPE, 0);
    }
    if (code > 255 && emit_key(out, code, CS_MOD_ALT)) return 1;
    if (code > 255) return emit(out, CS_EVENT_NAMED, CS_KEY_ESCAPE, 0);
    if (code == 27 || code >= 0x80) {
        pushed = code;
        return emit(out, CS_EVENT_NAMED, CS_KEY_ESCAPE, 0);
    }
    if (code < 32 || code == 127) return emit_control(out, code, CS_MOD_ALT);
    return emit(out, CS_EVENT_CHAR, (uint32_t)code, CS_MOD_ALT);
}

static int emit_code(cs_event *out, int code) {
    if (partial_missing > 0) return go_on_utf8(out, code);
    switch (code) {
    case OWN_PASTE: begin_paste(); return 0;
    case OWN_PASTE_END: return 0;
    case OWN_FOCUS_IN: return emit(out, CS_EVENT_FOCUS, 1, 0);
    case OWN_FOCUS_OUT: return emit(out, CS_EVENT_FOCUS, 0, 0);
    case OWN_MOUSE: return emit_mouse(out);
    case OWN_OLD_MOUSE: next_code(), next_code(), next_code(); return 0;
    default: break;
    }
    if (code == 27) return emit_escape(out);
    if (code > 255) return emit_key(out, code, 0);
    if (code < 32 || code == 127) return emit_control(out, code, 0);
    return code < 127 ? emit(out, CS_EVENT_CHAR, (uint32_t)code, 0) : begin_utf8(out, code);
}

static int emit_size(cs_event *out) {
    int rows, cols;
    if (!cs_read_size(&rows, &cols)) return 0;
    resize_term(rows, cols);
    cs_prepare_restore();
    cs_repaint();
    *out = (cs_event){.kind = CS_EVENT_RESIZE, .y = rows, .x = cols};
    return 1;
}

static int take_signal(int number) {
    if ((signals & (1ULL << number)) == 0) return 0;
    signals &= ~(1ULL << number);
    return 1;
}

static int emit_signal(cs_event *out) {
    signals |= cs_take_signals();
    if (take_signal(SIGHUP)) return hangup_reported++ ? 0 : emit(out, CS_EVENT_HANGUP, 0, 0);
    if (take_signal(SIGCONT)) return emit(out, CS_EVENT_CONTINUED, 0, 0);
    if (take_signal(SIGWINCH)) return emit_size(out);
    static const int others[] = {SIGTERM, SIGINT, SIGQUIT, SIGTSTP};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (take_signal(others[i])) return emit(out, CS_EVENT_SIGNAL, (uint32_t)others[i], 0);
    }
    return 0;
}

// The other side is gone: a hang-up, or a descriptor that is readable and has nothing to read.
static int is_gone(void) {
    struct pollfd fd = {.fd = cs.input_fd, .events = POLLIN};
    if (poll(&fd, 1, 0) <= 0) return 0;
    if (fd.revents & (POLLHUP | POLLERR | POLLNVAL)) return 1;
    int count = 0;
    return (fd.revents & POLLIN) != 0 && ioctl(cs.input_fd, FIONREAD, &count) == 0 && count == 0;
}

int cs_next(cs_event *out) {
    if (!cs.started) return 0;
    drained = 0;
    do {
        if (emit_signal(out)) return 1;
    } while (signals != 0 || cs_signals_pending());
    for (;;) {
        if (pasting) {
            if (go_on_paste(out)) return 1;
            break;
        }
        int code = next_code();
        if (code == ERR) break;
        if (emit_code(out, code)) return 1;
    }
    drained = 1;
    return !hangup_reported && is_gone() ? (hangup_reported = 1, emit(out, CS_EVENT_HANGUP, 0, 0)) : 0;
}

const uint8_t *cs_paste(void) { return paste; }

static int patience(int timeout_ms) {
    if (!pasting) return timeout_ms;
    int64_t left = paste_time + PASTE_PATIENCE_MS - now_ms();
    int longest = left < 0 ? 0 : (int)left;
    return timeout_ms < 0 || timeout_ms > longest ? longest : timeout_ms;
}

int cs_wait(int timeout_ms, int want_output) {
    if (!cs.started || !drained || pushed >= 0 || signals != 0 || cs_signals_pending()) return CS_WAIT_INPUT;
    struct pollfd fds[3] = {
        {.fd = hangup_reported ? -1 : cs.input_fd, .events = POLLIN}, {.fd = cs_wake_descriptor(), .events = POLLIN},
        {.fd = want_output ? cs.tty_fd : -1, .events = POLLOUT},
    };
    int ready = poll(fds, 3, patience(timeout_ms));
    if (ready < 0) return errno == EINTR ? CS_WAIT_INPUT : CS_WAIT_HANGUP;
    int result = 0;
    if (fds[0].revents & POLLIN) result |= CS_WAIT_INPUT;
    if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) result |= CS_WAIT_INPUT | CS_WAIT_HANGUP;
    if (fds[1].revents & POLLIN) {
        uint64_t count;
        if (read(fds[1].fd, &count, sizeof count) > 0) result |= CS_WAIT_WAKE;
        if (cs_signals_pending()) result |= CS_WAIT_INPUT;
    }
    if (fds[2].revents != 0) result |= CS_WAIT_OUTPUT;
    return result;
}
