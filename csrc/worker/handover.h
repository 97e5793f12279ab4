/* handover.h -- how thread A has another thread of the zygote do something, and waits for it.
 *
 * What the two hand to each other is theirs; by whom it is used changes with these functions. */
#ifndef PKHOST_WORKER_HANDOVER_H
#define PKHOST_WORKER_HANDOVER_H

#include <semaphore.h>

struct handover {
    sem_t ordered, done;
};

static inline void handover_begin(struct handover *h)
{
    sem_init(&h->ordered, 0, 0);
    sem_init(&h->done, 0, 0);
}

static inline void handover_wait(sem_t *semaphore)
{
    while (sem_wait(semaphore) != 0)
        ; /* a signal */
}

/* Thread A: have it done. */
static inline void handover_give(struct handover *h)
{
    sem_post(&h->ordered);
    handover_wait(&h->done);
}

/* The other thread: wait for something to do; and say that it is done. */
static inline void handover_take(struct handover *h) { handover_wait(&h->ordered); }
static inline void handover_done(struct handover *h) { sem_post(&h->done); }

#endif
