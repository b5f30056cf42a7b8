/// CRC32C (Castagnoli), the checksum of journal lines, and the line ends it is computed between.
#ifndef ROLLCALL_CRC32C_H
#define ROLLCALL_CRC32C_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The checksum of bytes[from..<to], continued from seed: crc32c_of(crc32c_of(0, a), b) is the checksum of a and b together.
/// Uses the processor's instruction where there is one, tables otherwise.
uint32_t crc32c_of(uint32_t seed, const uint8_t *bytes, size_t from, size_t to);

/// The same by tables only: what crc32c_of falls back to, and what tests compare it with.
uint32_t crc32c_portable(uint32_t seed, const uint8_t *bytes, size_t from, size_t to);

/// Whether crc32c_of uses the processor's instruction here.
int crc32c_is_hardware(void);

/// The place of the first LF in bytes[from..<to], or `to` if there is none.
size_t crc32c_line_end(const uint8_t *bytes, size_t from, size_t to);

#ifdef __cplusplus
}
#endif

#endif
