/* events.h -- waking the threads that wait for a VM: for the end of its run, for output, or
 * for what else is to be done.  For VMs of both homes. */
#ifndef PKHOST_BASE_EVENTS_H
#define PKHOST_BASE_EVENTS_H

#include "base/wakeup.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* Of a VM.  Any thread. */
struct events {
    _Atomic uint32_t count;   /* futex: counted up whenever a waiter is to look */
    _Atomic uint32_t waiters; /* asleep on `count` */
    struct wakeup_entry entry;
};

/* In ZONE_HOST, or on a thread that is not a worker. */
void events_announce(struct events *events);

/* The same in two steps, where what follows the announcement may end the VM.
 * Returns whether a thread sleeps, which events_wake() is to wake then. */
bool events_count(struct events *events);
void events_wake(struct events *events); /* the VM may be gone: only its address is used */

#pragma GCC visibility pop

#endif
