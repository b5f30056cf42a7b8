// The terminal through ncurses, for one thread of one process; only cs_wake() may be called from elsewhere.
// No ncurses type, macro or variable appears here: Swift 6 cannot use them safely.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stddef.h>
#include <stdint.h>

// One cell: a scalar and up to four combining ones (0 ends them), a style id, and its width: 1, 2, or 0 for a right half.
typedef struct {
    uint32_t ch[5];
    uint32_t style;
    uint8_t width;
    uint8_t _pad[3];
} cs_cell;

// One event. CHAR: value is a scalar, buttons the modifiers. NAMED: value is a CS_KEY_, buttons the modifiers. PASTE: value is
// a length, see cs_paste(). RESIZE: y rows, x columns. FOCUS: value 0 or 1. MOUSE: value is a CS_MOUSE_, buttons the button.
// SIGNAL: value is its number.
typedef struct {
    int32_t kind;
    uint32_t value;
    int32_t y, x;
    uint32_t buttons;
} cs_event;

enum {
    CS_EVENT_CHAR = 1, CS_EVENT_NAMED, CS_EVENT_PASTE, CS_EVENT_RESIZE, CS_EVENT_FOCUS, CS_EVENT_MOUSE, CS_EVENT_SIGNAL,
    CS_EVENT_HANGUP, CS_EVENT_CONTINUED
};
enum {
    CS_KEY_ENTER = 1, CS_KEY_ESCAPE, CS_KEY_TAB, CS_KEY_BACKSPACE, CS_KEY_DELETE, CS_KEY_INSERT, CS_KEY_UP, CS_KEY_DOWN,
    CS_KEY_LEFT, CS_KEY_RIGHT, CS_KEY_HOME, CS_KEY_END, CS_KEY_PAGE_UP, CS_KEY_PAGE_DOWN, CS_KEY_F0 = 100
};
enum { CS_MOD_SHIFT = 1, CS_MOD_ALT = 2, CS_MOD_CTRL = 4 };
enum { CS_MOUSE_PRESS = 1, CS_MOUSE_RELEASE, CS_MOUSE_WHEEL_UP, CS_MOUSE_WHEEL_DOWN };
enum { CS_ATTR_BOLD = 1, CS_ATTR_DIM = 2, CS_ATTR_ITALIC = 4, CS_ATTR_UNDERLINE = 8, CS_ATTR_REVERSE = 16 };
enum { CS_START_MOUSE = 1, CS_START_SYNC = 2, CS_START_MONO = 4 };
enum { CS_OK = 0, CS_ERROR_NO_TTY = -1, CS_ERROR_TERM = -2, CS_ERROR_SYSTEM = -3, CS_ERROR_BUSY = -4 };
enum { CS_WAIT_INPUT = 1, CS_WAIT_WAKE = 2, CS_WAIT_OUTPUT = 4, CS_WAIT_HANGUP = 8 };
enum { CS_STYLES = 4096, CS_PASTE_MAXIMUM = 65536 };

// Takes the terminal on descriptors 0 and 1; an ESCDELAY in the environment goes before the argument. CS_OK, or a CS_ERROR_ with the terminal as it was.
int cs_start(int escdelay_ms, int flags);
// Gives the terminal back as it was found. Safe to call twice.
void cs_stop(void);
// The TERM that was used in the end; another than $TERM when that is unknown here.
const char *cs_term(void);
void cs_size(int *rows, int *cols);
// 0 without colour, else 8, 16, 88, 256 or 0x1000000.
int cs_colors(void);

// Whether NO_COLOR asks for none.
int cs_no_color(void);

// Where descriptor 2 goes while the screen is on, when it is a terminal; NULL: nowhere. Call before cs_start().
void cs_set_stderr(const char *path);
// The file in which a crash leaves its last words, and what to say first; NULL: none. Call before cs_start().
void cs_set_breadcrumb(const char *path, const char *version);
// What the process is doing, for that file.
void cs_note(const char *text);

// Defines a style: colours are -1 for the default, a palette index, or 0xRRGGBB with direct colour.
void cs_set_style(uint32_t id, uint32_t attributes, int foreground, int background);
// Puts a row of cells into the next frame; what is missing to the right becomes blank.
void cs_put_row(int y, const cs_cell *cells, int count);
// Makes the next frame a full one.
void cs_repaint(void);
// Sends the frame in one write. Its bytes, 0 when nothing changed (then nothing is written), -1 when it was not sent whole.
long cs_flush(int cursor_row, int cursor_column, int cursor_visible);
// Sends bytes that are no frame, such as a title, in one write. Whether they went out whole.
int cs_send(const uint8_t *bytes, size_t count);
// Whether the terminal takes output now.
int cs_writable(void);
// Frames sent and calls of write(2) for them since cs_start().
void cs_counters(uint64_t *frames, uint64_t *writes);

// Waits for input, a signal, cs_wake() or, if wanted, room for output. CS_WAIT_ bits; 0 when the time is over; negative: for ever.
int cs_wait(int timeout_ms, int want_output);
// The next event that is there already: 1, or 0 when there is none.
int cs_next(cs_event *out);
// The bytes of the paste that cs_next() reported last; valid until the next call.
const uint8_t *cs_paste(void);
// Makes cs_wait() return. From any thread, and from a signal handler.
void cs_wake(void);

// Leaves the screen for another program and comes back; between the two the terminal is as it was found.
void cs_leave(void);
void cs_enter(void);
// Leaves, stops the job as Ctrl-Z does, and comes back when it goes on.
void cs_suspend(void);

#endif
