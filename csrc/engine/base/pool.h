/* pool.h -- threads that take jobs, one at a time each.
 *
 * A thread is made when there is a job and none is idle.  After a job it waits for the next:
 * first by looking again and again for some time, since waking a thread costs more than
 * a small job, then asleep; after a second without work it ends.
 *
 *     struct pool_thread *thread;
 *     if (pool_take(&pool, &thread) == PKHOST_DONE)
 *         pool_give(thread, job);
 */
#ifndef PKHOST_BASE_POOL_H
#define PKHOST_BASE_POOL_H

#include "pkhost.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#pragma GCC visibility push(hidden)

struct pool_thread {
    struct pool *pool;
    _Atomic(void *) job;
    _Atomic uint32_t jobs; /* futex: counted up with every job */
    /* Where the one was last who gave the last job: work() may say so.  An idle thread does
     * not look for the next job in that one's way. */
    _Atomic int32_t giver_processor;
    sem_t prepared; /* posted when `ready` says whether it can do anything */
    int ready;      /* PKHOST_DONE, or what was not to be had for it */
    struct pool_thread *next_idle;
};

struct pool {
    size_t thread_size; /* bytes of what a thread has: a struct that begins with pool_thread */
    int64_t look;       /* ns for which an idle thread looks before it sleeps */
    /* On the new thread: get what it needs.  PKHOST_DONE, or what is not to be had. */
    int (*prepare)(struct pool_thread *thread);
    /* On the thread, at its end, also when it could not be prepared: give that back. */
    void (*end)(struct pool_thread *thread);
    /* Do a job; then, when the thread is ready for the next one, the rest of it. */
    void (*work)(struct pool_thread *thread, void *job);
    void (*finish)(void *job);

    /* The pool's own. */
    pthread_mutex_t lock;
    pthread_cond_t gone;      /* a thread has ended */
    struct pool_thread *idle; /* latest first: its caches are warm */
    int count;
    atomic_bool closing; /* idle threads are to end at once, and none to begin */
};
/* For the end of an initializer. */
#define POOL_BEGINS .lock = PTHREAD_MUTEX_INITIALIZER, .gone = PTHREAD_COND_INITIALIZER

/* Take an idle thread, or make one: PKHOST_DONE, or what is not to be had. */
int pool_take(struct pool *pool, struct pool_thread **thread);
/* Give it its job; NULL: none, it is idle again. */
void pool_give(struct pool_thread *thread, void *job);

int pool_count(struct pool *pool);
void pool_close(struct pool *pool); /* from now on none is taken: PKHOST_ENDING */
void pool_join(struct pool *pool);  /* wait until all have ended; then it is open again */
void pool_reset_after_fork(struct pool *pool); /* a child has only the thread that forked */

#pragma GCC visibility pop

#endif
