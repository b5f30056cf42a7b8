/// Byte routines that Swift cannot make as fast: checksum and search. No policy, no allocation, no state but the once-only choice of instruction set.
#ifndef ROLLCALL_CBYTES_H
#define ROLLCALL_CBYTES_H

#include "crc32c.h"
#include "find.h"
#include "prefetch.h"

#endif
