// Frames: ncurses draws into memory, and each frame leaves in one write.
#include "cs_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

enum { MODES_PATIENCE_MS = 300 };

static const char sync_begin[] = "\033[?2026h";
static const char sync_end[] = "\033[?2026l";

typedef struct {
    attr_t attributes;
    int pair;
} style;

static style styles[CS_STYLES];
static cchar_t *row_cells;
static int row_room;
static char *frame;
static size_t frame_room;

void cs_styles_reset(void) { memset(styles, 0, sizeof styles); }

int cs_colors(void) { return cs.started && cs.has_color ? COLORS : 0; }

void cs_set_style(uint32_t id, uint32_t attributes, int foreground, int background) {
    if (!cs.started || id >= CS_STYLES) return;
    attr_t bits = A_NORMAL;
    if (attributes & CS_ATTR_BOLD) bits |= A_BOLD;
    if (attributes & CS_ATTR_DIM) bits |= A_DIM;
    if (attributes & CS_ATTR_ITALIC) bits |= A_ITALIC;
    if (attributes & CS_ATTR_UNDERLINE) bits |= A_UNDERLINE;
    if (attributes & CS_ATTR_REVERSE) bits |= A_REVERSE;
    int pair = 0;
    if (cs.has_color && (foreground >= 0 || background >= 0)) pair = alloc_pair(foreground, background);
    styles[id] = (style){bits, pair < 0 ? 0 : pair};
}

// ncurses counts columns with the C library's table. A scalar on which it and the caller disagree would shift the rest of the
// row, so a placeholder of the right width is drawn instead.
static void set_cell(cchar_t *to, const cs_cell *cell) {
    wchar_t text[6] = {0};
    int wanted = cell->width == 2 ? 2 : 1;
    text[0] = (wchar_t)cell->ch[0];
    if (text[0] == 0 || wcwidth(text[0]) != wanted) {
        text[0] = wanted == 2 ? 0x3013 : 0xFFFD;
    } else {
        for (int i = 1; i < 5 && cell->ch[i] != 0; i++) {
            if (wcwidth((wchar_t)cell->ch[i]) != 0) break;
            text[i] = (wchar_t)cell->ch[i];
        }
    }
    uint32_t id = cell->style < CS_STYLES ? cell->style : 0;
    setcchar(to, text, styles[id].attributes, 0, &styles[id].pair);
}

static int make_room(int columns) {
    if (columns <= row_room) return 1;
    cchar_t *grown = realloc(row_cells, (size_t)columns * sizeof *grown);
    if (grown == NULL) return 0;
    row_cells = grown;
    row_room = columns;
    return 1;
}

void cs_put_row(int y, const cs_cell *cells, int count) {
    if (!cs.started || y < 0 || y >= LINES || !make_room(COLS + 1)) return;
    const cs_cell blank = {.ch = {' '}, .width = 1};
    int used = 0, column = 0;
    for (int i = 0; i < count && column < COLS; i++) {
        if (cells[i].width == 0) continue;  // the wide cell before it covers this column
        if (cells[i].width == 2 && column + 1 >= COLS) break;
        set_cell(&row_cells[used++], &cells[i]);
        column += cells[i].width;
    }
    while (column++ < COLS) set_cell(&row_cells[used++], &blank);
    mvwadd_wchnstr(stdscr, y, 0, row_cells, used);
}

void cs_repaint(void) {
    if (cs.started) clearok(curscr, TRUE);
}

int cs_writable(void) {
    struct pollfd fd = {.fd = cs.tty_fd, .events = POLLOUT};
    return poll(&fd, 1, 0) == 1 && (fd.revents & POLLOUT) != 0;
}

// Writes until everything is out, or there is a reason to stop: the terminal is gone, the process has been told to end, or
// nothing went out for so long (negative: never).
static int write_patiently(const char *bytes, size_t count, int patience_ms, uint64_t *writes) {
    while (count > 0) {
        ssize_t written = write(cs.tty_fd, bytes, count);
        *writes += 1;
        if (written >= 0) {
            bytes += written;
            count -= (size_t)written;
            continue;
        }
        if (errno != EAGAIN && errno != EINTR) return 0;
        if (cs_must_end() && patience_ms < 0) return 0;
        if (errno == EINTR) continue;
        struct pollfd fd = {.fd = cs.tty_fd, .events = POLLOUT};
        if (poll(&fd, 1, patience_ms) == 0) return 0;
        if (fd.revents & (POLLERR | POLLHUP | POLLNVAL)) return 0;
    }
    return 1;
}

static int send_frame(const char *bytes, size_t count) { return write_patiently(bytes, count, -1, &cs.writes); }

void cs_write_modes(const cs_bytes *bytes) {
    uint64_t uncounted = 0;
    write_patiently(bytes->bytes, bytes->count, MODES_PATIENCE_MS, &uncounted);
}

// Draws with ncurses' descriptor pointing at memory; ncurses alone would write after every cursor movement.
static off_t draw_to_memory(int visible) {
    if (dup3(cs.mem_fd, cs.out_fd, O_CLOEXEC) < 0) return -1;
    if (visible != cs.cursor_shown) {
        curs_set(visible);
        cs.cursor_shown = visible;
    }
    doupdate();
    off_t count = lseek(cs.mem_fd, 0, SEEK_CUR);
    dup3(cs.tty_fd, cs.out_fd, O_CLOEXEC);
    return count;
}

// The length of a switch of attributes (ESC [ digits and separators m) that begins here; 0 when none does.
static size_t switch_length(const char *bytes, size_t count) {
    if (count < 3 || bytes[0] != '\033' || bytes[1] != '[') return 0;
    size_t i = 2;
    while (i < count && ((bytes[i] >= '0' && bytes[i] <= '9') || bytes[i] == ';' || bytes[i] == ':')) i++;
    return i < count && bytes[i] == 'm' ? i + 1 : 0;
}

static int begins_with_reset(const char *bytes) {
    return bytes[2] == 'm' || (bytes[2] == '0' && (bytes[3] == 'm' || bytes[3] == ';'));
}

// Puts a switch of attributes behind what is kept. What a reset takes back need not be sent, and two switches side by side are
// one: ncurses sends colour off, attributes off and colour on by themselves, a third of a small frame.
static size_t keep_switch(char *bytes, size_t kept, size_t last, const char *next, size_t length) {
    if (begins_with_reset(next)) kept = last;
    if (kept == last) {
        memmove(bytes + kept, next, length);
        return kept + length;
    }
    if (bytes[last + 2] == 'm') bytes[kept - 1] = '0';
    else kept--;
    bytes[kept++] = ';';
    memmove(bytes + kept, next + 2, length - 2);
    return kept + length - 2;
}

// With every change of attributes ncurses also switches the line-drawing character set off (ESC ( B, or SI). Lines are drawn
// with Unicode here and no cell holds a control, so these bytes mean nothing.
static int is_charset_switch(const char *bytes, size_t count) {
    return count >= 3 && bytes[0] == '\033' && bytes[1] == '(' && bytes[2] == 'B';
}

// Rewrites a frame in place; it never grows.
static size_t tightened(char *bytes, size_t count) {
    size_t kept = 0, last = 0;  // `last`: where a switch begins that ends what is kept; as far as `kept` when none does
    for (size_t i = 0; i < count;) {
        size_t length = switch_length(bytes + i, count - i);
        if (length > 0) {
            kept = keep_switch(bytes, kept, last, bytes + i, length);
            i += length;
        } else if (bytes[i] == '\017' || is_charset_switch(bytes + i, count - i)) {
            i += bytes[i] == '\017' ? 1 : 3;
        } else {
            bytes[kept++] = bytes[i++];
            last = kept;
        }
    }
    return kept;
}

static long read_frame(size_t count, int sync) {
    size_t before = sync ? sizeof sync_begin - 1 : 0, after = sync ? sizeof sync_end - 1 : 0;
    if (count + before + after > frame_room) {
        char *grown = realloc(frame, count + before + after);
        if (grown == NULL) return -1;
        frame = grown;
        frame_room = count + before + after;
    }
    if (pread(cs.mem_fd, frame + before, count, 0) != (ssize_t)count) return -1;
    count = tightened(frame + before, count);
    if (count == 0) return 0;
    memcpy(frame, sync_begin, before);
    memcpy(frame + before + count, sync_end, after);
    return (long)(before + count + after);
}

long cs_flush(int cursor_row, int cursor_column, int cursor_visible) {
    if (!cs.started || !cs_on_screen) return -1;
    if (cursor_row >= 0 && cursor_row < LINES && cursor_column >= 0 && cursor_column < COLS) wmove(stdscr, cursor_row, cursor_column);
    wnoutrefresh(stdscr);
    off_t count = draw_to_memory(cursor_visible != 0);
    long total = count <= 0 ? (long)count : read_frame((size_t)count, cs.flags & CS_START_SYNC);
    lseek(cs.mem_fd, 0, SEEK_SET);
    if (count > 0 && ftruncate(cs.mem_fd, 0) != 0) total = -1;
    if (total <= 0) return total;
    cs.frames++;
    if (send_frame(frame, (size_t)total)) return total;
    cs_repaint();
    return -1;
}

int cs_send(const uint8_t *bytes, size_t count) {
    return cs.started && cs_on_screen && send_frame((const char *)bytes, count);
}

void cs_counters(uint64_t *frames, uint64_t *writes) {
    *frames = cs.frames;
    *writes = cs.writes;
}
