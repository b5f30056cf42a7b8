/*
 * libcurl without linking it: the library is opened when a gateway is first used, because its forty shared
 * libraries would cost every start of the program some ten milliseconds. The functions keep libcurl's names after
 * the prefix; setopt and getinfo are split by the type of their last argument, since Swift imports no variadics.
 */
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stddef.h>

typedef size_t (*ccurl_write_function)(char *bytes, size_t size, size_t count, void *context);
typedef size_t (*ccurl_read_function)(char *buffer, size_t size, size_t count, void *context);
typedef int (*ccurl_progress_function)(void *context, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
typedef int (*ccurl_debug_function)(CURL *handle, curl_infotype kind, char *bytes, size_t count, void *context);

/* Opens libcurl once for the process; NULL when it is ready, else one sentence that names the missing package.
 * Every other function here may be called only after this one answered NULL. */
const char *ccurl_load(void);

/* Whether a library of this name could serve; the answer as in ccurl_load. Nothing is kept. */
const char *ccurl_try(const char *library);

CURL *ccurl_easy_init(void);
void ccurl_easy_reset(CURL *handle);
void ccurl_easy_cleanup(CURL *handle);
CURLcode ccurl_easy_perform(CURL *handle);
const char *ccurl_easy_strerror(CURLcode code);

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_write(CURL *handle, CURLoption option, ccurl_write_function value);
CURLcode ccurl_set_read(CURL *handle, CURLoption option, ccurl_read_function value);
CURLcode ccurl_set_progress(CURL *handle, ccurl_progress_function value);
CURLcode ccurl_set_debug(CURL *handle, ccurl_debug_function value);
CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

#endif
