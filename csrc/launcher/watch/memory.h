/* memory.h - how much memory some processes use, without a control group: for tree.c.
 *
 * One look: memory_begin(), memory_add() for each process, memory_sum().  What is known of
 * mappings is kept from look to look, so this is for one tree of processes. */
#ifndef PKHOST_LAUNCHER_MEMORY_H
#define PKHOST_LAUNCHER_MEMORY_H

#include <stdint.h>

void memory_begin(void);

/* Add a process, once, by a living thread of it. */
void memory_add(int thread);

/* Bytes.  The sum counts what is shared more than once if even so it is not over `over`;
 * else it is found out who shares what.  From `until` (CLOCK_MONOTONIC) on nothing is
 * begun that takes long: the sum is of what is known then, and 0 if it would have to be
 * found out. */
int64_t memory_sum(int64_t over, int64_t until);

#endif
