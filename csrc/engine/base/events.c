/* events.c -- waking the threads that wait for a VM. */
#include "base/events.h"

#include "base/futex.h"

bool events_count(struct events *events)
{
    atomic_fetch_add(&events->count, 1);
    if (events->entry.wakeup != NULL)
        wakeup_notify(&events->entry);
    return atomic_load(&events->waiters) != 0;
}

/* The kernel only looks for sleepers at the address. */
void events_wake(struct events *events) { futex_wake(&events->count); }

void events_announce(struct events *events)
{
    if (events_count(events))
        events_wake(events);
}
