// What keys send: the terminal's description first, and where it is silent what most terminals do.
#include "cs_internal.h"

#include <stdio.h>

static void define(const char *text, int code) {
    define_key(text, code);
}

static void define_if_free(const char *text, int name) {
    if (key_defined(text) == 0) define_key(text, OWN_NAMED + name * 8);
}

// Arrows and their neighbours with Shift, Alt and Ctrl, as xterm, tmux and most others send them: ESC [ 1 ; m X and ESC [ n ; m ~.
static void define_modified(void) {
    static const struct { char final; int number, name; } keys[] = {
        {'A', 1, CS_KEY_UP}, {'B', 1, CS_KEY_DOWN}, {'C', 1, CS_KEY_RIGHT}, {'D', 1, CS_KEY_LEFT}, {'H', 1, CS_KEY_HOME},
        {'F', 1, CS_KEY_END}, {'~', 2, CS_KEY_INSERT}, {'~', 3, CS_KEY_DELETE}, {'~', 5, CS_KEY_PAGE_UP}, {'~', 6, CS_KEY_PAGE_DOWN},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        for (int held = 1; held < 8; held++) {
            char text[16];
            snprintf(text, sizeof text, "\033[%d;%d%c", keys[i].number, held + 1, keys[i].final);
            define(text, OWN_NAMED + keys[i].name * 8 + held);
        }
    }
}

void cs_define_keys(void) {
    define("\033[200~", OWN_PASTE);
    define("\033[201~", OWN_PASTE_END);
    define("\033[I", OWN_FOCUS_IN);
    define("\033[O", OWN_FOCUS_OUT);
    define("\033[<", OWN_MOUSE);
    define("\033[M", OWN_OLD_MOUSE);
    define("\033[Z", OWN_NAMED + CS_KEY_TAB * 8 + CS_MOD_SHIFT);
    define_modified();
    static const struct { const char *text; int name; } plain[] = {
        {"\033[A", CS_KEY_UP}, {"\033OA", CS_KEY_UP}, {"\033[B", CS_KEY_DOWN}, {"\033OB", CS_KEY_DOWN},
        {"\033[C", CS_KEY_RIGHT}, {"\033OC", CS_KEY_RIGHT}, {"\033[D", CS_KEY_LEFT}, {"\033OD", CS_KEY_LEFT},
        {"\033[H", CS_KEY_HOME}, {"\033OH", CS_KEY_HOME}, {"\033[1~", CS_KEY_HOME}, {"\033[7~", CS_KEY_HOME},
        {"\033[F", CS_KEY_END}, {"\033OF", CS_KEY_END}, {"\033[4~", CS_KEY_END}, {"\033[8~", CS_KEY_END},
        {"\033[2~", CS_KEY_INSERT}, {"\033[3~", CS_KEY_DELETE}, {"\033[5~", CS_KEY_PAGE_UP}, {"\033[6~", CS_KEY_PAGE_DOWN},
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) define_if_free(plain[i].text, plain[i].name);
}

int cs_named_key(int code) {
    switch (code) {
    case KEY_UP: return CS_KEY_UP;
    case KEY_DOWN: return CS_KEY_DOWN;
    case KEY_LEFT: return CS_KEY_LEFT;
    case KEY_RIGHT: return CS_KEY_RIGHT;
    case KEY_HOME: case KEY_FIND: return CS_KEY_HOME;
    case KEY_END: case KEY_SELECT: return CS_KEY_END;
    case KEY_PPAGE: return CS_KEY_PAGE_UP;
    case KEY_NPAGE: return CS_KEY_PAGE_DOWN;
    case KEY_DC: return CS_KEY_DELETE;
    case KEY_IC: return CS_KEY_INSERT;
    case KEY_BACKSPACE: return CS_KEY_BACKSPACE;
    case KEY_ENTER: return CS_KEY_ENTER;
    default: return code >= KEY_F(1) && code <= KEY_F(63) ? CS_KEY_F0 + code - KEY_F0 : 0;
    }
}
