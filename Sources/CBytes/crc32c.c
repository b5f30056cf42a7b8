#include "crc32c.h"

#include <pthread.h>
#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <arm_acle.h>
#include <sys/auxv.h>
#ifndef HWCAP_CRC32
#define HWCAP_CRC32 (1 << 7)
#endif
#endif

typedef uint32_t (*crc32c_function)(uint32_t, const uint8_t *, size_t, size_t);

static uint32_t tables[8][256];
static crc32c_function chosen = crc32c_portable;
static pthread_once_t prepared = PTHREAD_ONCE_INIT;

static uint64_t load64(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

#if defined(__x86_64__)

__attribute__((target("sse4.2")))
static uint32_t crc32c_hardware(uint32_t seed, const uint8_t *bytes, size_t from, size_t to) {
    uint64_t crc = (uint32_t)~seed;
    for (; to - from >= 8; from += 8) crc = _mm_crc32_u64(crc, load64(bytes + from));
    for (; from < to; from++) crc = _mm_crc32_u8((uint32_t)crc, bytes[from]);
    return ~(uint32_t)crc;
}

static int has_instruction(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("sse4.2");
}

#elif defined(__aarch64__) && defined(__linux__)

__attribute__((target("crc")))
static uint32_t crc32c_hardware(uint32_t seed, const uint8_t *bytes, size_t from, size_t to) {
    uint32_t crc = ~seed;
    for (; to - from >= 8; from += 8) crc = __crc32cd(crc, load64(bytes + from));
    for (; from < to; from++) crc = __crc32cb(crc, bytes[from]);
    return ~crc;
}

static int has_instruction(void) {
    return (getauxval(AT_HWCAP) & HWCAP_CRC32) != 0;
}

#else

#define crc32c_hardware crc32c_portable
static int has_instruction(void) { return 0; }

#endif

static void prepare(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? 0x82f63b78u : 0);
        tables[0][byte] = crc;
    }
    for (int slice = 1; slice < 8; slice++) {
        for (int byte = 0; byte < 256; byte++) {
            uint32_t before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xff];
        }
    }
    if (has_instruction()) chosen = crc32c_hardware;
}

/// Eight bytes a step: each table holds what its byte still does to the checksum that many bytes later.
static uint32_t by_slices(uint32_t crc, const uint8_t *eight) {
    uint32_t low = crc ^ ((uint32_t)eight[0] | (uint32_t)eight[1] << 8 | (uint32_t)eight[2] << 16 | (uint32_t)eight[3] << 24);
    return tables[7][low & 0xff] ^ tables[6][low >> 8 & 0xff] ^ tables[5][low >> 16 & 0xff] ^ tables[4][low >> 24]
        ^ tables[3][eight[4]] ^ tables[2][eight[5]] ^ tables[1][eight[6]] ^ tables[0][eight[7]];
}

uint32_t crc32c_portable(uint32_t seed, const uint8_t *bytes, size_t from, size_t to) {
    pthread_once(&prepared, prepare);
    uint32_t crc = ~seed;
    for (; to - from >= 8; from += 8) crc = by_slices(crc, bytes + from);
    for (; from < to; from++) crc = (crc >> 8) ^ tables[0][(crc ^ bytes[from]) & 0xff];
    return ~crc;
}

uint32_t crc32c_of(uint32_t seed, const uint8_t *bytes, size_t from, size_t to) {
    pthread_once(&prepared, prepare);
    return chosen(seed, bytes, from, to);
}

int crc32c_is_hardware(void) {
    pthread_once(&prepared, prepare);
    return has_instruction();
}

size_t crc32c_line_end(const uint8_t *bytes, size_t from, size_t to) {
    if (from >= to) return to;
    const uint8_t *found = memchr(bytes + from, '\n', to - from);
    return found ? (size_t)(found - bytes) : to;
}
