/* wakeup.h -- telling an event loop which of its runs want it (pkhost_wakeup). */
#ifndef PKHOST_BASE_WAKEUP_H
#define PKHOST_BASE_WAKEUP_H

#include "pkhost.h"

#pragma GCC visibility push(hidden)

/* What a VM, of whichever home, has of the wakeup that its run names: base/wakeup.c, under
 * the lock of all wakeups. */
struct wakeup_entry {
    pkhost_wakeup *wakeup; /* NULL: none.  Read without the lock by the run's own thread */
    int64_t tag;           /* of the run */
    struct wakeup_entry *next;
    bool queued; /* it is in the wakeup's queue, linked by `next` */
};

/* A run begins, which has this wakeup, or NULL. */
void wakeup_enter(struct wakeup_entry *entry, pkhost_wakeup *wakeup, int64_t tag);
void wakeup_leave(struct wakeup_entry *entry);
void wakeup_notify(struct wakeup_entry *entry); /* in ZONE_HOST, or on no worker's thread */

/* To be called before those who hold other locks at a fork say that they do: the last who
 * says so is the first to lock, and the lock of wakeups comes after all others. */
void wakeups_expect_forks(void);

#pragma GCC visibility pop

#endif
