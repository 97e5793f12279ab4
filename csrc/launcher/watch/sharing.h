/* sharing.h - which memory processes share: for memory.c. */
#ifndef PKHOST_LAUNCHER_SHARING_H
#define PKHOST_LAUNCHER_SHARING_H

#include <stdbool.h>
#include <stdint.h>

/* Whether a process has the same memory as one that was asked about before, since
 * *memories was last set to 0; else it is counted there. */
bool sharing_is_known(int thread, int *memories);

/* Set a process's memory in bytes, where pages that it shares with n others count for 1/n,
 * and how much of that is of shared mappings.  Both are 0 for one that has ended.  Leaves
 * them as they are where the kernel does not tell. */
void sharing_proportional(int thread, int64_t *resident, int64_t *of_shared);

#endif
