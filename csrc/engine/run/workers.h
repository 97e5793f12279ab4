/* workers.h -- the threads on which scripts run. */
#ifndef PKHOST_RUN_WORKERS_H
#define PKHOST_RUN_WORKERS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* Once: what a worker does with a VM that it is given, and then, when it is ready for
 * the next. */
void workers_serve(void (*execute)(pkhost_vm *), void (*finish)(pkhost_vm *));
/* Give a VM to a worker: PKHOST_DONE, or what is not to be had. */
int workers_submit(pkhost_vm *vm);

/* In a process that is a worker as a whole (csrc/worker), a thread can run itself what it
 * submits.  It says so once, and again after it was forked: PKHOST_DONE, or what is not to
 * be had.  From then on
 * workers_submit() on this thread keeps the VM, and workers_run() runs it, if there is
 * one, until its script ends or pauses. */
int workers_enlist(void);
void workers_run(void);
/* It will not do so any more, and ends. */
void workers_retire(void);

void workers_close(void); /* from now on none takes a VM */
void workers_join(void);  /* wait until all have ended; then they are open again */
void workers_reset_after_fork(void);

#pragma GCC visibility pop

#endif
