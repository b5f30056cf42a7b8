// What the files of this target share. Not visible to Swift.
#ifndef CS_INTERNAL_H
#define CS_INTERNAL_H

#include <curses.h>
#include <signal.h>
#include <stdatomic.h>
#include <termios.h>

#include "CNcurses.h"

// term.h defines macros such as `lines` and `buttons`: the functions that are needed are declared by hand.
extern char *tparm(const char *, ...);
extern int tigetnum(const char *);
extern char *tigetstr(const char *);

typedef struct {
    char bytes[1024];
    size_t count;
} cs_bytes;

typedef struct {
    int started;
    int tty_fd;      // the terminal itself; frames and crash bytes go here
    int out_fd;      // what ncurses writes to: the terminal, or memory while a frame is drawn
    int mem_fd;
    int input_fd;
    int flags;
    int cursor_shown;
    int has_color;
    SCREEN *screen;
    FILE *out_file;
    FILE *in_file;
    struct termios found;
    struct termios ours;
    char term[64];
    cs_bytes on;     // own modes on
    uint64_t frames, writes;
} cs_state;

extern cs_state cs;

// Read by signal handlers.
extern volatile sig_atomic_t cs_on_screen;
extern cs_bytes cs_restore;

void cs_append(cs_bytes *to, const char *text);
// Appends a terminfo string without its padding marks.
void cs_append_capability(cs_bytes *to, const char *name);
// Writes bytes that change modes; gives up on a terminal that takes nothing for a while.
void cs_write_modes(const cs_bytes *bytes);
void cs_prepare_restore(void);
int cs_read_size(int *rows, int *cols);

void cs_guards_on(void);
void cs_guards_off(void);
// Signals as bits of a word, taken and cleared.
uint64_t cs_take_signals(void);
int cs_signals_pending(void);
int cs_must_end(void);
void cs_forget_signal(int number);
int cs_wake_descriptor(void);

// Codes of our own among those of ncurses: OWN_NAMED + key * 8 + modifiers is a CS_KEY_.
enum { OWN_PASTE = 2000, OWN_PASTE_END, OWN_FOCUS_IN, OWN_FOCUS_OUT, OWN_MOUSE, OWN_OLD_MOUSE, OWN_NAMED = 3000 };
void cs_define_keys(void);
// The CS_KEY_ of a code of ncurses, 0 when there is none.
int cs_named_key(int code);
void cs_input_reset(void);

void cs_styles_reset(void);

void cs_redirect_stderr(void);
void cs_restore_stderr(void);

#endif
