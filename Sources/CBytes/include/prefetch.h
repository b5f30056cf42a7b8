/// Asks memory for bytes before they are needed.
#ifndef ROLLCALL_PREFETCH_H
#define ROLLCALL_PREFETCH_H

/// Asks for the cache line at an address and goes on; any address will do.
static inline void rc_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
