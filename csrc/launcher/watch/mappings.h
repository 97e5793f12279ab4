/* mappings.h - shared anonymous mappings of some processes, and how many mappings of any
 * kind there are: for memory.c.
 *
 * Such a mapping holds pages that it does not map: they stay until no process maps any part
 * of it, also those that were unmapped meanwhile, and the kernel does not tell how many
 * there are.  So it counts as if it was in use up to the highest place that was ever seen
 * mapped.
 *
 * A program can have very many mappings, and reading them takes longer than all else.  So
 * that this makes no limit late, they are not read at every look, and a bit at a time:
 * what is asked for is known as far as it has been read. */
#ifndef PKHOST_LAUNCHER_MAPPINGS_H
#define PKHOST_LAUNCHER_MAPPINGS_H

#include <stdbool.h>
#include <stdint.h>

/* Go on reading, or begin if it is time again, or at once if `now`.  The processes are
 * named by a living thread of each.  Reads nothing from `until` (CLOCK_MONOTONIC) on. */
void mappings_look(const int *threads, int count, bool now, int64_t until);

/* Bytes that shared anonymous mappings may hold. */
int64_t mappings_shared(void);

/* How many mappings of any kind there are. */
int64_t mappings_count(void);

#endif
