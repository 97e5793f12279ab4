/* vm.h -- an isolated VM: all that the host keeps for it.
 *
 * The struct has a part for each job; the comment on a part names the file that owns it.
 *
 * Whose the lane is.  The worker's lane (channel/lane.h) is used by one thread at a time:
 *
 *     no run is under way, or it is paused     who holds `lock`
 *     a run is under way, `attended`           the thread that attends it (attend.h)
 *     else                                     nobody, until a thread takes it
 *
 * `active`, `paused` and `attended` change under `lock`.
 *
 * LOCKS of the whole client, in their order: who has one takes only such as come after it.
 *
 *     the list's     life.c     all VMs.  Held for a fork and for the end of all
 *     a VM's `lock`  here       held while the VM's worker is asked something between runs, for
 *                               seconds if that is slow (process.h).  A thread has those of
 *                               several VMs only for a fork, with the list's
 *     `streams`      here       for some instructions; and for a fork, with the VM's
 *     the groups'    group.c    as long as it takes to have a process made, or its limit raised
 *     the client's   zygote.c   zygote, workers, stock, images.  For microseconds, but as long as
 *                               a zygote takes to start, or to read what it is sent
 *     the kinds'     kind.c     for some instructions
 *
 * Two more are taken after a VM's `lock`, and none after them: that of the attendants' pool
 * (base/pool.c), which a fork does not take but makes anew in the child; and that of wakeups
 * (base/wakeup.c), which comes after all others at a fork.
 *
 * Python's GIL is in no order with these: who has one of them never waits for the GIL, so who
 * has the GIL may wait for any of them, as os.fork() does.  Python is called in two ways,
 * host_call() and direct_calls_set(), and both with no lock held.
 */
#ifndef PKHOST_CLIENT_VM_H
#define PKHOST_CLIENT_VM_H

#include "base/events.h"
#include "base/host.h"
#include "base/stream.h"
#include "client/isolated.h"
#include "client/process.h"

#include <pthread.h>
#include <stdatomic.h>

#pragma GCC visibility push(hidden)

/* A run: run.c. */
struct isolated_run {
    atomic_bool active;   /* one is under way */
    atomic_bool paused;   /* and it is paused: its worker waits to be told what to do */
    bool attended;        /* a thread attends it */
    bool by_client;       /* a thread of the client's own is to: it was begun by start() */
    int left;             /* why that thread leaves (enum attend_left): attend.c */
    bool pause_unread;    /* it began paused, and MESSAGE_PAUSED is still to come */
    bool unheard;         /* the worker did not take a message, half of which is written */
    atomic_bool stopping; /* it was told to stop */
    uint64_t number;      /* of the run, for wishes */
    int64_t began;        /* CLOCK_MONOTONIC */
    int64_t exception;    /* the host's number of its last exception in this run, or 0 */
    /* Identifies the thread that is in a function of the host's for this run; 0: none. */
    _Atomic uintptr_t caller;
    /* The VM has no more use: the thread that attends is to end the run, and free it. */
    atomic_bool unwanted;
};

/* How long the host has waited for this run's worker, in ns: watch.c.  Time counts only
 * while a thread attends and is in no function of the host's. */
struct isolated_watch {
    int64_t last;     /* CLOCK_MONOTONIC when time was counted last */
    int64_t run;      /* since the run began, */
    int64_t stopping; /* since it was told to stop, */
    int64_t message;  /* since the head of the message that is being read or written, */
    int64_t allowed;  /* and how long that one may take, */
    int64_t grace;    /* and how much longer than others it may take to stop: group_grace() */
    /* The limits of the worker's process, and which worker that is. */
    uint64_t worker;
    int64_t raised;     /* CLOCK_MONOTONIC when its processor time was raised last */
    bool capped;        /* for this run: no more processor time than it may use */
    uint64_t addresses; /* bytes of address space */
};

/* Output and input: streams.c.  Under `streams`. */
struct isolated_streams {
    pthread_mutex_t lock;
    stream out, err;
    bool announced; /* the host was told that there is output to take */
    text input;     /* not sent yet, */
    bool ended;     /* and no more will come */
    bool asked;     /* the worker waits for input; only the thread that attends changes it */
    bool wanted;    /* and the host was told so */
};

/* What the last run has left behind: outcome.c. */
struct isolated_result {
    pkhost_outcome outcome;             /* points into what follows, and into the streams */
    text texts;                         /* those that the worker has sent, one after the other */
    char message[PROCESS_MESSAGE + 64]; /* of a run that lost its worker */
};

struct pkhost_isolated {
    uint64_t number; /* no other VM has ever had */
    pthread_mutex_t lock;
    struct process process;
    bool closed;                          /* no more runs */
    struct pkhost_isolated *next, **link; /* all of them: life.c */

    pkhost_request request; /* of the run; its texts are not ours */
    struct isolated_run run;
    struct isolated_watch watch;
    struct isolated_streams streams;
    struct events events;
    struct isolated_result result;
    struct vm_host host;            /* calls of the host's functions: calls.c */
    int32_t functions;              /* so many were given: numbers are below that.  calls.c */
    char said[2 * PROCESS_MESSAGE]; /* by check_region() */
};

/* With the VM's lock: let the thread that attends, if there is one, look around. */
static inline void isolated_alert(struct pkhost_isolated *vm)
{
    if (vm->run.attended && vm->process.worker != NULL)
        lane_ring_bell(vm->process.worker->lane.words, LANE_OF_HOST);
}

#pragma GCC visibility pop

#endif
