#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* curl.h may define these as type-checking macros; here the plain functions are meant. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

static const char library_name[] = "libcurl.so.4";

static struct {
    CURLcode (*global_init)(long);
    CURL *(*easy_init)(void);
    void (*easy_reset)(CURL *);
    void (*easy_cleanup)(CURL *);
    CURLcode (*easy_perform)(CURL *);
    const char *(*easy_strerror)(CURLcode);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
} curl;

struct symbol {
    const char *name;
    void *slot;
};

static const struct symbol symbols[] = {
    {"curl_global_init", &curl.global_init},       {"curl_easy_init", &curl.easy_init},
    {"curl_easy_reset", &curl.easy_reset},         {"curl_easy_cleanup", &curl.easy_cleanup},
    {"curl_easy_perform", &curl.easy_perform},     {"curl_easy_strerror", &curl.easy_strerror},
    {"curl_easy_setopt", &curl.easy_setopt},       {"curl_easy_getinfo", &curl.easy_getinfo},
    {"curl_slist_append", &curl.slist_append},     {"curl_slist_free_all", &curl.slist_free_all},
};

static const size_t symbol_count = sizeof symbols / sizeof symbols[0];

static const char *explain(char *text, size_t size, const char *library, const char *what) {
    snprintf(text, size, "libcurl cannot be used: %s (%s); install the package libcurl4", library, what);
    return text;
}

/* Fills the table when `keep` is set. A library that was opened stays open: libcurl cannot be closed safely. */
static const char *open_library(const char *library, int keep, char *text, size_t size) {
    void *opened = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (opened == NULL) return explain(text, size, library, "not found");
    for (size_t index = 0; index < symbol_count; index++) {
        void *found = dlsym(opened, symbols[index].name);
        if (found == NULL) return explain(text, size, library, symbols[index].name);
        /* A function pointer has no portable cast from void *; POSIX guarantees the same bytes. */
        if (keep) memcpy(symbols[index].slot, &found, sizeof found);
    }
    return NULL;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char load_text[256];
static const char *load_answer;

static void load(void) {
    load_answer = open_library(library_name, 1, load_text, sizeof load_text);
    if (load_answer == NULL && curl.global_init(CURL_GLOBAL_ALL) != CURLE_OK)
        load_answer = explain(load_text, sizeof load_text, library_name, "it does not start");
}

const char *ccurl_load(void) {
    pthread_once(&once, load);
    return load_answer;
}

const char *ccurl_try(const char *library) {
    static _Thread_local char text[256];
    return open_library(library, 0, text, sizeof text);
}

CURL *ccurl_easy_init(void) { return curl.easy_init(); }
void ccurl_easy_reset(CURL *handle) { curl.easy_reset(handle); }
void ccurl_easy_cleanup(CURL *handle) { curl.easy_cleanup(handle); }
CURLcode ccurl_easy_perform(CURL *handle) { return curl.easy_perform(handle); }
const char *ccurl_easy_strerror(CURLcode code) { return curl.easy_strerror(code); }

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) { return curl.easy_setopt(handle, option, value); }
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_write(CURL *handle, CURLoption option, ccurl_write_function value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_read(CURL *handle, CURLoption option, ccurl_read_function value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_progress(CURL *handle, ccurl_progress_function value) {
    return curl.easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}
CURLcode ccurl_set_debug(CURL *handle, ccurl_debug_function value) {
    return curl.easy_setopt(handle, CURLOPT_DEBUGFUNCTION, value);
}
CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) { return curl.easy_getinfo(handle, info, value); }

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text) {
    return curl.slist_append(list, text);
}
void ccurl_slist_free_all(struct curl_slist *list) { curl.slist_free_all(list); }
