/* warm.h -- what a run needs at hand.
 *
 * A fork shares its parent's pages until one is written to, which copies it: two microseconds,
 * and as much again for the fault that it begins with.  So a worker, which is made ahead, gets those
 * that every run needs before it says that it is ready, and those that are neighbours together,
 * without faults: not more, as they take time and memory as well.
 *
 * Which those are of a VM's region is learned once for each kind, from a small script that
 * thread B runs in the pristine VM.
 */
#ifndef PKHOST_WORKER_WARM_H
#define PKHOST_WORKER_WARM_H

#include <stdbool.h>
#include <stdint.h>

#include "pkhost.h"

#pragma GCC visibility push(hidden)

enum { WARM_RUNS_MOST = 256 };

struct warmth {
    uint32_t count;
    struct {
        uint32_t first, count; /* pages of 4096 bytes, of the region */
    } runs[WARM_RUNS_MOST];    /* of neighbours, from the lowest to the highest */
};

/* Thread B: find out.  The VM is as new afterwards.  False: the thread can run no scripts,
 * as there is no memory or no timer. */
bool warm_learn(struct warmth *warmth, pkhost_vm *vm);

/* A worker: touch them, the code (code.h), and what is kept for the VM. */
void warm_touch(const struct warmth *warmth, pkhost_vm *vm);

#pragma GCC visibility pop

#endif
