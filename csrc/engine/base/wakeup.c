/* wakeup.c -- telling an event loop which of its runs want it.
 *
 * A host that waits for one VM sleeps on its futex (base/events.c).  An event loop
 * sleeps on descriptors, and on many things at a time, so its runs share a
 * wakeup: one descriptor, and a queue of the VMs' entries that have notified it since the
 * host last looked.  An entry is in the queue at most once, however often it does, and
 * the descriptor is written only when the queue was empty, so that a script
 * that prints in a loop costs the host one system call for each time it looks.
 */
#define _GNU_SOURCE
#include "base/wakeup.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct pkhost_wakeup {
    int descriptor;                    /* an eventfd */
    int users;                         /* its owner, and the entries that name it */
    struct wakeup_entry *first, **end; /* the queue, in the order of notifying */
};

/* Guards every wakeup and every entry.  One for all, since it is held
 * for some instructions and has to be had by a fork.  Taken after a VM's lock. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void before_fork(void) { pthread_mutex_lock(&lock); }
static void after_fork(void) { pthread_mutex_unlock(&lock); }
static void register_for_forks(void) { pthread_atfork(before_fork, after_fork, after_fork); }

void wakeups_expect_forks(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, register_for_forks);
}

void pkhost_wakeup_new(pkhost_wakeup **wakeup)
{
    pkhost_wakeup *b = malloc(sizeof *b);
    *wakeup = NULL;
    if (b == NULL)
        return;
    b->descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (b->descriptor < 0) {
        int why = errno;
        free(b);
        errno = why;
        return;
    }
    b->users = 1;
    b->first = NULL;
    b->end = &b->first;
    *wakeup = b;
}

int pkhost_wakeup_descriptor(const pkhost_wakeup *b) { return b->descriptor; }

void wakeup_notify(struct wakeup_entry *entry)
{
    static const uint64_t one = 1;
    pthread_mutex_lock(&lock);
    pkhost_wakeup *b = entry->wakeup;
    if (b != NULL && !entry->queued) {
        /* A counter that is full wakes as well as one that is not. */
        if (b->first == NULL && write(b->descriptor, &one, sizeof one) < 0)
            (void)errno;
        entry->queued = true;
        entry->next = NULL;
        *b->end = entry;
        b->end = &entry->next;
    }
    pthread_mutex_unlock(&lock);
}

/* With the lock held. */
static void remove_from_queue(pkhost_wakeup *b, struct wakeup_entry **at)
{
    struct wakeup_entry *entry = *at;
    *at = entry->next;
    if (b->end == &entry->next)
        b->end = at;
    entry->queued = false;
}

size_t pkhost_wakeup_take(pkhost_wakeup *b, int64_t *tags, size_t room)
{
    uint64_t notes;
    size_t count = 0;
    pthread_mutex_lock(&lock);
    while (b->first != NULL && count < room) {
        tags[count++] = b->first->tag;
        remove_from_queue(b, &b->first);
    }
    /* What is left in the queue keeps the descriptor readable. */
    if (b->first == NULL && read(b->descriptor, &notes, sizeof notes) < 0)
        (void)errno;
    pthread_mutex_unlock(&lock);
    return count;
}

/* With the lock held. */
static void drop(pkhost_wakeup *b)
{
    if (--b->users == 0) {
        close(b->descriptor);
        free(b);
    }
}

void wakeup_enter(struct wakeup_entry *entry, pkhost_wakeup *wakeup, int64_t tag)
{
    pthread_mutex_lock(&lock);
    entry->wakeup = wakeup;
    entry->tag = tag;
    if (wakeup != NULL)
        wakeup->users++;
    pthread_mutex_unlock(&lock);
}

void wakeup_leave(struct wakeup_entry *entry)
{
    pthread_mutex_lock(&lock);
    pkhost_wakeup *b = entry->wakeup;
    if (b != NULL) {
        struct wakeup_entry **at = &b->first;
        while (entry->queued && *at != entry)
            at = &(*at)->next;
        if (entry->queued)
            remove_from_queue(b, at);
        entry->wakeup = NULL;
        drop(b);
    }
    pthread_mutex_unlock(&lock);
}

void pkhost_wakeup_free(pkhost_wakeup **wakeup)
{
    pkhost_wakeup *b = *wakeup;
    *wakeup = NULL;
    if (b == NULL)
        return;
    pthread_mutex_lock(&lock);
    drop(b);
    pthread_mutex_unlock(&lock);
}
