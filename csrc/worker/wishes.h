/* wishes.h -- what the host wants of a run at any time: to end it, or to pause it.
 *
 * The host stores the run's number and then its wishes in the lane's words, rings the bell,
 * and has the zygote send the deadlines' signal to the worker.  So they are looked at
 *   - by the signal's handler, which interrupts a script that computes, and a sleep;
 *   - when a run begins and after each pause, as a signal that comes while there is no run
 *     is for nobody;
 *   - before each sleep in which the bell is what wakes.
 */
#ifndef PKHOST_WORKER_WISHES_H
#define PKHOST_WORKER_WISHES_H

#include "worker/server.h"

#pragma GCC visibility push(hidden)

void wishes_prepare(void); /* once: the signal's handler looks */

/* Look, and do as pkhost_vm_interrupt() and pkhost_vm_pause() do while the script runs. */
void wishes_heed(struct server *s);

/* In a group: the same on another thread than the one that has the run. */
void wishes_tell(struct server *s);
/* The run is over, or its VM about to be freed: no other thread is about to stop or pause that,
 * nor what comes after it. */
void wishes_forget(struct server *s);

/* Of a run that is paused: whether it is to end; and, before the host is told, that a wish for
 * a pause is done with.  A run that began paused is so for the host from the beginning on: what
 * is wished then is wished of the run that goes on. */
bool wishes_have_interrupt(const struct server *s);
void wishes_paused(struct server *s);

#pragma GCC visibility pop

#endif
