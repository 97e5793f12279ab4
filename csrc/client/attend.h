/* attend.h -- attending a run: serving its worker's lane.
 *
 * One thread at a time attends a run: it reads what the worker says, calls functions of
 * the host's, and sends input.  Any thread may take that up, and leave again at any time
 * between two messages:
 *
 *     if (attend_take(vm))
 *         attend_leave(vm, attend_serve(vm, end, true));
 */
#ifndef PKHOST_CLIENT_ATTEND_H
#define PKHOST_CLIENT_ATTEND_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* Why a thread leaves. */
enum attend_left {
    ATTEND_EVENT,    /* there is something for the host to do */
    ATTEND_TIMEOUT,  /* its time is over */
    ATTEND_SIGNALED, /* it may have got a signal */
    ATTEND_PAUSED,   /* the run is to be paused, */
    ATTEND_ENDED,    /* it has ended: its outcome is there, */
    ATTEND_LOST,     /* or it has lost its worker, which is dead, or is to be killed */
    ATTEND_FORKED,   /* this is the child of a fork, where the run has ended */
};

/* Before anything else: let threads of the client's own attend. */
void attend_prepare(void);

/* What there is for somebody who waits for the run: PKHOST_DONE, PKHOST_PAUSED,
 * PKHOST_OUTPUT_READY, PKHOST_INPUT_WANTED; or -1. */
int attend_look(struct pkhost_isolated *vm);

/* Become the thread that attends.  False if there is one, or nothing to attend. */
bool attend_take(struct pkhost_isolated *vm);

/* Serve the lane: until `end` (CLOCK_MONOTONIC; negative: no end), a signal, or the run's end
 * or pause; `until_event`: or until attend_look() finds something. */
enum attend_left attend_serve(struct pkhost_isolated *vm, int64_t end, bool until_event);

/* Attend no more, and announce the run's end or pause.  The VM may be gone then, if its
 * owner has let go of it. */
void attend_leave(struct pkhost_isolated *vm, enum attend_left left);

/* For a paused run, with the VM's lock: let it go on, by a message of this type.  Answers
 * as attendants_take(): then it is still paused. */
int attend_resume(struct pkhost_isolated *vm, uint32_t type, const void *data, size_t size);

/* For a paused run, with the VM's lock: it ends here.  As interrupted; or as crashed, as its
 * worker has failed: `why` is as in process_lose(). */
void attend_cut_off(struct pkhost_isolated *vm);
void attend_fail(struct pkhost_isolated *vm, const char *why);

#pragma GCC visibility pop

#endif
