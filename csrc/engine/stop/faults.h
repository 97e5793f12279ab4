/* faults.h -- the handlers of signals: faults inside the engine, and deadlines. */
#ifndef PKHOST_STOP_FAULTS_H
#define PKHOST_STOP_FAULTS_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

/* Around whatever runs PocketPy's code: a run, the building of a VM. */
void faults_enter(void);
void faults_leave(void);

/* Of a thread that will run scripts: signals of the process are not for it, and
 * it gets a stack for handlers.  False: the host has no memory left. */
bool faults_prepare_thread(void **alternate_stack);
void faults_end_thread(void *alternate_stack);

void faults_reset_after_fork(void); /* in the child */

/* Once, before any run: call this, as a signal handler, when another process has sent the
 * deadlines' signal to a thread while it has a run.  Otherwise nothing comes of that. */
void faults_heed(void (*look)(void));

#pragma GCC visibility pop

#endif
