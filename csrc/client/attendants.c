/* attendants.c -- threads of the client's own, which attend runs that nobody waits for.
 *
 * As those that scripts run on (engine/run/workers.c), one is made when it is needed and
 * none is idle, and ends after a second without work.  They need no stack to speak of:
 * but functions of the host's run on them.
 */
#define _GNU_SOURCE
#include "client/attendants.h"

#include "base/futex.h"
#include "base/stack.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

enum { IDLE_MOST = 1000000000 }; /* ns */

struct attendant {
    _Atomic(struct pkhost_isolated *) job;
    _Atomic uint32_t jobs; /* futex: counted up with every job */
    struct attendant *next_idle;
};

static int (*attend)(struct pkhost_isolated *);
static void (*leave)(struct pkhost_isolated *, int);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER; /* one has ended */
static struct attendant *idle;                         /* latest first */
static int count;
static bool closing;

void attendants_serve(int (*first)(struct pkhost_isolated *),
                      void (*then)(struct pkhost_isolated *, int))
{
    attend = first;
    leave = then;
}

static void put_back(struct attendant *a)
{
    pthread_mutex_lock(&lock);
    a->next_idle = idle;
    idle = a;
    pthread_mutex_unlock(&lock);
}

/* With the lock.  False: somebody has taken it. */
static bool take_off_idle(struct attendant *a)
{
    for (struct attendant **p = &idle; *p != NULL; p = &(*p)->next_idle) {
        if (*p == a) {
            *p = a->next_idle;
            return true;
        }
    }
    return false;
}

/* NULL: there was none for too long, and it is idle no more. */
static struct pkhost_isolated *next_job(struct attendant *a)
{
    for (;;) {
        const uint32_t seen = atomic_load(&a->jobs);
        struct pkhost_isolated *const job = atomic_exchange(&a->job, NULL);
        if (job != NULL)
            return job;
        pthread_mutex_lock(&lock);
        const bool end = closing && take_off_idle(a);
        pthread_mutex_unlock(&lock);
        if (end)
            return NULL;
        if (futex_wait(&a->jobs, seen, IDLE_MOST) != ETIMEDOUT)
            continue;
        pthread_mutex_lock(&lock);
        const bool unused = take_off_idle(a);
        pthread_mutex_unlock(&lock);
        if (unused)
            return NULL;
    }
}

static void *attendant_main(void *argument)
{
    struct attendant *const a = argument;
    for (struct pkhost_isolated *job; (job = next_job(a)) != NULL;) {
        const int left = attend(job);
        /* Idle before the end is announced, or the next run would make another one. */
        put_back(a);
        leave(job, left);
    }
    free(a);
    pthread_mutex_lock(&lock);
    count--;
    pthread_cond_broadcast(&gone);
    pthread_mutex_unlock(&lock);
    return NULL;
}

/* With the lock. */
static int make(struct attendant **made)
{
    struct attendant *const a = calloc(1, sizeof *a);
    pthread_attr_t attributes;
    pthread_t thread;
    if (a == NULL || pthread_attr_init(&attributes) != 0) {
        free(a);
        return PKHOST_NO_MEMORY;
    }
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    /* Signals are for the host's threads. */
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    const int error = pthread_create(&thread, &attributes, attendant_main, a);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&attributes);
    if (error != 0) {
        free(a);
        return stack_why_no_thread();
    }
    count++;
    *made = a;
    return PKHOST_DONE;
}

int attendants_take(struct attendant **attendant)
{
    int answer = PKHOST_DONE;
    pthread_mutex_lock(&lock);
    if (closing) {
        answer = PKHOST_ENDING;
    } else if (idle != NULL) {
        *attendant = idle;
        idle = idle->next_idle;
    } else {
        answer = make(attendant);
    }
    pthread_mutex_unlock(&lock);
    return answer;
}

void attendants_go(struct attendant *a, struct pkhost_isolated *vm)
{
    if (vm == NULL) {
        put_back(a);
        return;
    }
    atomic_store(&a->job, vm);
    atomic_fetch_add(&a->jobs, 1);
    futex_wake(&a->jobs);
}

void attendants_close(void)
{
    pthread_mutex_lock(&lock);
    closing = true;
    pthread_mutex_unlock(&lock);
}

void attendants_join(void)
{
    pthread_mutex_lock(&lock);
    while (count > 0) {
        for (struct attendant *a = idle; a != NULL; a = a->next_idle) {
            atomic_fetch_add(&a->jobs, 1);
            futex_wake(&a->jobs);
        }
        pthread_cond_wait(&gone, &lock);
    }
    closing = false;
    pthread_mutex_unlock(&lock);
}

void attendants_after_fork_in_child(void)
{
    pthread_mutex_init(&lock, NULL);
    pthread_cond_init(&gone, NULL);
    idle = NULL;
    count = 0;
    closing = false;
}
