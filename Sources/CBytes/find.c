#include "find.h"

#include <string.h>

/* The letters, digits and marks of names, addresses and serials, commonest last. */
static const char by_rarity[] = "~|{}<>^`\\$%&=!?*;#'\"()[]/,:+_qxzjwv9876543ykbp-@0fgu21dchmt.lsr inoea";

uint8_t rc_find_commonness(uint8_t byte) {
    /* Lead bytes of UTF-8 repeat for every letter of a script, their tails less so. */
    if (byte >= 0xC0) return 150;
    if (byte >= 0x80) return 100;
    if (byte == 0) return 0;
    const char *place = memchr(by_rarity, byte, sizeof by_rarity - 1);
    return place ? (uint8_t)(120 + (place - by_rarity)) : 1;
}

/* memchr on the needle's rarest byte, then compare the whole. */
ptrdiff_t rc_find_portable(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m) {
    if (m == 0) return 0;
    if (m > n) return -1;
    size_t rare = 0;
    for (size_t i = 1; i < m; i++)
        if (rc_find_commonness(needle[i]) < rc_find_commonness(needle[rare])) rare = i;
    const uint8_t *at = hay + rare, *end = hay + n - m + rare + 1;
    while (at < end && (at = memchr(at, needle[rare], (size_t)(end - at)))) {
        if (memcmp(at - rare, needle, m) == 0) return at - rare - hay;
        at++;
    }
    return -1;
}

#if defined(__x86_64__) || defined(__aarch64__)
/* For haystacks shorter than a vector, where choosing a byte costs more than it saves. */
static ptrdiff_t find_short(const uint8_t *hay, size_t places, const uint8_t *needle, size_t m) {
    for (size_t at = 0; at < places; at++)
        if (hay[at] == needle[0] && memcmp(hay + at, needle, m) == 0) return (ptrdiff_t)at;
    return -1;
}
#endif

/* Both vector versions ask at 16 or 32 places at once whether first and last byte fit, and compare the rest only there.
   The last, incomplete block is moved back to end where the haystack ends, so that no load leaves it. */

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2")))
static ptrdiff_t find_avx2(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m) {
    const size_t places = n - m + 1;
    if (places < 32) return find_short(hay, places, needle, m);
    const __m256i first = _mm256_set1_epi8((char)needle[0]);
    const __m256i last = _mm256_set1_epi8((char)needle[m - 1]);
    for (size_t i = 0; i < places; i += 32) {
        if (i + 32 > places) i = places - 32;
        __m256i a = _mm256_loadu_si256((const __m256i *)(hay + i));
        __m256i b = _mm256_loadu_si256((const __m256i *)(hay + i + m - 1));
        __m256i fit = _mm256_and_si256(_mm256_cmpeq_epi8(a, first), _mm256_cmpeq_epi8(b, last));
        for (uint32_t bits = (uint32_t)_mm256_movemask_epi8(fit); bits; bits &= bits - 1) {
            size_t at = i + (size_t)__builtin_ctz(bits);
            if (m <= 2 || memcmp(hay + at + 1, needle + 1, m - 2) == 0) return (ptrdiff_t)at;
        }
    }
    return -1;
}

ptrdiff_t rc_find(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m) {
    if (m == 0) return 0;
    if (m > n) return -1;
    /* The answer of cpuid is kept by the runtime: this is one load and a test. */
    if (__builtin_cpu_supports("avx2")) return find_avx2(hay, n, needle, m);
    return rc_find_portable(hay, n, needle, m);
}

#elif defined(__aarch64__)
#include <arm_neon.h>

static ptrdiff_t find_neon(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m) {
    const size_t places = n - m + 1;
    if (places < 16) return find_short(hay, places, needle, m);
    const uint8x16_t first = vdupq_n_u8(needle[0]);
    const uint8x16_t last = vdupq_n_u8(needle[m - 1]);
    for (size_t i = 0; i < places; i += 16) {
        if (i + 16 > places) i = places - 16;
        uint8x16_t fit = vandq_u8(vceqq_u8(vld1q_u8(hay + i), first), vceqq_u8(vld1q_u8(hay + i + m - 1), last));
        /* Narrowed to four bits a place, since NEON has no movemask. */
        uint64_t bits = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(fit), 4)), 0);
        while (bits) {
            unsigned lane = (unsigned)__builtin_ctzll(bits) / 4;
            size_t at = i + lane;
            if (m <= 2 || memcmp(hay + at + 1, needle + 1, m - 2) == 0) return (ptrdiff_t)at;
            bits &= ~(UINT64_C(15) << (lane * 4));
        }
    }
    return -1;
}

ptrdiff_t rc_find(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m) {
    if (m == 0) return 0;
    if (m > n) return -1;
    return find_neon(hay, n, needle, m);
}

#else

ptrdiff_t rc_find(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m) {
    return rc_find_portable(hay, n, needle, m);
}

#endif
