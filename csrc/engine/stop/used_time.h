/* used_time.h -- the time that a run has used, in ns.
 *
 * What functions of the host's take is not the script's.  To ask for processor time
 * costs as much as a whole call of such a function, so around it only the wall clock
 * is read.  What the script itself has used is not more than the processor time of
 * the thread, and not more than the wall time outside of the host's functions; the
 * smaller of the two is what it is charged with.
 */
#ifndef PKHOST_STOP_USED_TIME_H
#define PKHOST_STOP_USED_TIME_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

void time_begin(pkhost_vm *vm);              /* a run */
void time_continue(pkhost_vm *vm);           /* a worker takes the run up, for the first time too */
void time_pause(pkhost_vm *vm, int64_t now); /* and lets it go */

void time_host_begin(pkhost_vm *vm); /* around a function of the host's */
void time_host_end(pkhost_vm *vm);

/* Of the script, from the beginning of the run until `now` on the monotonic clock. */
int64_t time_wall(const pkhost_vm *vm, int64_t now);
int64_t time_cpu(const pkhost_vm *vm, int64_t now);

#pragma GCC visibility pop

#endif
