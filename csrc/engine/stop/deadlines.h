/* deadlines.h -- the timers of a worker: one on the wall clock, and one on the
 * thread's processor time.
 *
 * Their signal goes to the worker's thread (stop/faults.c handles it), at the
 * deadline and every GRACE / 2 after it.
 */
#ifndef PKHOST_STOP_DEADLINES_H
#define PKHOST_STOP_DEADLINES_H

#include "base/vm.h"

#include <time.h>

#pragma GCC visibility push(hidden)

/* Nanoseconds on the wall clock between a stop and the jump out of native code that
 * has not come back: the timer signals twice, GRACE / 2 apart.  The worker must also
 * have had GRACE / 4 of processor time since the first of these signals. */
enum { GRACE = 8000000 };

typedef struct deadlines {
    timer_t wall, cpu;
    _Atomic bool made;
} deadlines;

int deadlines_signal(void); /* a real-time signal that nobody had a handler for */

bool deadlines_make(deadlines *d); /* for the calling thread; false: no timers are left */
void deadlines_end(deadlines *d);
/* Whether this thread gets the signal, from now on. */
void deadlines_listen(bool listen);
/* In ns from now; negative: none. */
void deadlines_arm(deadlines *d, int64_t wall, int64_t cpu);
/* The one for STOP_WALL_TIME or STOP_CPU_TIME came too early, by so much. */
void deadlines_postpone(deadlines *d, int reason, int64_t left);
void deadlines_expire_soon(deadlines *d); /* any thread: the run is to stop */

#pragma GCC visibility pop

#endif
