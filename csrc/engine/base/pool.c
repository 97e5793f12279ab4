/* pool.c -- threads that take jobs, one at a time each. */
#define _GNU_SOURCE
#include "base/pool.h"

#include "base/futex.h"
#include "base/stack.h"
#include "base/thread.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { IDLE_MOST = 1000000000 }; /* ns */

static void put_back(struct pool_thread *t)
{
    pthread_mutex_lock(&t->pool->lock);
    t->next_idle = t->pool->idle;
    t->pool->idle = t;
    pthread_mutex_unlock(&t->pool->lock);
}

/* False: somebody has taken it, and will give it a job, or put it back. */
static bool take_off_idle(struct pool_thread *t)
{
    bool found = false;
    pthread_mutex_lock(&t->pool->lock);
    for (struct pool_thread **p = &t->pool->idle; *p != NULL; p = &(*p)->next_idle) {
        if (*p == t) {
            *p = t->next_idle;
            found = true;
            break;
        }
    }
    pthread_mutex_unlock(&t->pool->lock);
    return found;
}

/* Returns the next job, or NULL if there was none for too long: it is idle no more then. */
static void *next_job(struct pool_thread *t)
{
    for (;;) {
        const uint32_t seen = atomic_load(&t->jobs);
        const bool closing = atomic_load(&t->pool->closing);
        void *const job = atomic_exchange(&t->job, NULL);
        if (job != NULL)
            return job;
        if (closing && take_off_idle(t))
            return NULL;
        if (!closing && futex_spin(&t->jobs, seen, t->pool->look, &t->giver_processor))
            continue;
        /* One that was taken gets its job soon, also while the pool closes. */
        if (futex_wait(&t->jobs, seen, IDLE_MOST) == ETIMEDOUT && take_off_idle(t))
            return NULL;
    }
}

static void *thread_main(void *argument)
{
    struct pool_thread *const t = argument;
    struct pool *const pool = t->pool;
    const int ready = pool->prepare(t);
    if (ready != PKHOST_DONE)
        pool->end(t);
    t->ready = ready;
    sem_post(&t->prepared);
    if (ready != PKHOST_DONE) /* nobody gives it a job, and it is not ours any more */
        return NULL;
    for (void *job; (job = next_job(t)) != NULL;) {
        pool->work(t, job);
        /* Idle before the end is announced, or the next job would find no thread and make
         * another. */
        put_back(t);
        pool->finish(job);
    }
    pool->end(t);
    sem_destroy(&t->prepared);
    free(t);
    pthread_mutex_lock(&pool->lock);
    pool->count--;
    pthread_cond_broadcast(&pool->gone);
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* pthread_create() says EAGAIN for both. */
static int why_no_thread(void)
{
    void *stack = mmap(NULL, STACK_SIZE + STACK_GUARD_SIZE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED)
        return PKHOST_NO_MEMORY;
    munmap(stack, STACK_SIZE + STACK_GUARD_SIZE);
    return PKHOST_NO_THREAD;
}

/* With the lock.  Waits until the thread has what it needs, which it has to get itself. */
static int make_thread(struct pool *pool, struct pool_thread **made)
{
    struct pool_thread *const t = calloc(1, pool->thread_size);
    if (t == NULL)
        return PKHOST_NO_MEMORY;
    t->pool = pool;
    sem_init(&t->prepared, 0, 0);

    /* Born with every signal blocked: they are for the host's threads. */
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    const int error = thread_start(thread_main, t);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    int answer;
    if (error != 0) {
        answer = why_no_thread();
    } else {
        while (sem_wait(&t->prepared) != 0)
            ; /* a signal */
        answer = t->ready;
    }
    if (answer == PKHOST_DONE) {
        pool->count++;
        *made = t;
    } else {
        sem_destroy(&t->prepared);
        free(t);
    }
    return answer;
}

int pool_take(struct pool *pool, struct pool_thread **thread)
{
    int answer = PKHOST_DONE;
    pthread_mutex_lock(&pool->lock);
    if (atomic_load(&pool->closing)) {
        answer = PKHOST_ENDING;
    } else if (pool->idle != NULL) {
        *thread = pool->idle;
        pool->idle = pool->idle->next_idle;
    } else {
        answer = make_thread(pool, thread);
    }
    pthread_mutex_unlock(&pool->lock);
    return answer;
}

void pool_give(struct pool_thread *thread, void *job)
{
    if (job == NULL) {
        put_back(thread);
        return;
    }
    atomic_store(&thread->job, job);
    atomic_fetch_add(&thread->jobs, 1);
    futex_wake(&thread->jobs);
}

int pool_count(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    const int count = pool->count;
    pthread_mutex_unlock(&pool->lock);
    return count;
}

void pool_close(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    atomic_store(&pool->closing, true);
    pthread_mutex_unlock(&pool->lock);
}

void pool_join(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->count > 0) {
        for (struct pool_thread *t = pool->idle; t != NULL; t = t->next_idle) {
            atomic_fetch_add(&t->jobs, 1);
            futex_wake(&t->jobs);
        }
        pthread_cond_wait(&pool->gone, &pool->lock);
    }
    atomic_store(&pool->closing, false);
    pthread_mutex_unlock(&pool->lock);
}

void pool_reset_after_fork(struct pool *pool)
{
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->gone, NULL);
    pool->idle = NULL;
    pool->count = 0;
    atomic_store(&pool->closing, false);
}
