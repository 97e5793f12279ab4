/* stop.h -- ending a run before its script ends.
 *
 * A run ends in one of three ways:
 *   - the script ends;
 *   - it is *stopped*: a reason is stored in vm->stop.reason and the trap is set
 *     (memory/trap.h), which makes PocketPy's loop call us before its next bytecode.
 *     From there we jump to the innermost of the guards that stand around every call
 *     of the loop (interpose/frames.c).  The guard removes the frames above it and
 *     returns an error to its caller, as if an exception had passed.  The trap stays
 *     set, so no handler of the script's runs.  The VM is intact afterwards;
 *   - it is *abandoned* (stop/zone.h): a fault, an abort, memory that is not there,
 *     or native code that does not come back in time after a stop.
 */
#ifndef PKHOST_STOP_STOP_H
#define PKHOST_STOP_STOP_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

void stop_begin(pkhost_vm *vm);  /* a run was asked for: nothing has ended it */
void stop_forget(pkhost_vm *vm); /* how it ended: it is to be said anew */
/* The worker begins with it: no trap, unless it is to stop already. */
void stop_prepare(pkhost_vm *vm, bool counted);
void stop_request(pkhost_vm *vm, enum stop reason); /* any thread; the first reason stands */

/* The following are for the thread that runs the script.  A jump leads to the
 * innermost guard; these are what brought it there. */
enum { GUARD_STOPPED = 1, GUARD_FAILED = 2 };
/* The exception that is set is to pass, from where PocketPy does not look for one. */
_Noreturn void stop_fail(pkhost_vm *vm);
/* exit(): the VM stays as it is, as if the script had raised an exception that
 * nothing catches. */
_Noreturn void stop_exit(pkhost_vm *vm, int64_t code);
/* Set the exception that stands for a stop while native callers clean up. */
void stop_raise(pkhost_vm *vm);

void stop_relieve_memory(pkhost_vm *vm);    /* collect garbage; stop if that is not enough */
void stop_sleep(pkhost_vm *vm, int64_t ns); /* and stop where the run is to stop; below 1 s */

void stop_on_trap(py_Frame *frame, enum py_TraceEvent event); /* for trap_calls() */

#pragma GCC visibility pop

#endif
