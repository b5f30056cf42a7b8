/// Search for a run of bytes.
#ifndef ROLLCALL_FIND_H
#define ROLLCALL_FIND_H

#include <stddef.h>
#include <stdint.h>

/// Where `needle` (m bytes) first occurs in `hay` (n bytes): its offset, or -1. An empty needle is found at 0.
/// Reads nothing outside the two ranges. Picks AVX2, NEON or portable code by what the machine has.
ptrdiff_t rc_find(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m);

/// The same by the code that every machine has, so that a test can compare the two.
ptrdiff_t rc_find_portable(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m);

/// How rare a byte is in folded text of people and devices: 0 is the rarest, 255 the commonest.
uint8_t rc_find_commonness(uint8_t byte);

#endif
