/* workers.c -- the threads on which scripts run.
 *
 * A worker is made when a run begins and none is idle.  It takes one run at a
 * time, then waits for the next: first by looking again and again for some
 * microseconds, since waking a thread costs more than a small script, then
 * asleep; after a second without work it ends.  A thread that waits for a
 * run does the same.
 */
#define _GNU_SOURCE
#include "run/workers.h"

#include "base/futex.h"
#include "base/stack.h"
#include "stop/deadlines.h"
#include "stop/faults.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdlib.h>

enum {
    IDLE_MOST = 1000000000, /* ns */
    /* How long to look again before sleeping, in ns.  A worker's next run
     * comes when its host has dealt with the last. */
    WORKER_SPIN = 40000,
};

typedef struct worker {
    _Atomic(pkhost_vm *) job;
    _Atomic uint32_t jobs; /* futex: counted up with every job */
    deadlines deadlines;
    _Atomic int32_t host_processor; /* on which the host of its last run was */
    sem_t prepared;                 /* posted when `ready` says whether it can run anything */
    int ready;                      /* PKHOST_DONE, or what was not to be had for it */
    struct worker *next_idle;
} worker;

static void (*execute)(pkhost_vm *), (*finish)(pkhost_vm *);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER; /* a worker has ended */
static worker *idle;                                   /* latest first: its caches are warm */
static int count;
static atomic_bool closing; /* idle workers are to end at once, and none to begin */

/* Of a thread that runs itself what it submits. */
static _Thread_local worker *enlisted __attribute__((tls_model("initial-exec")));

/* ------------------------------------------------------------------- workers */

static void take_off_idle(worker *w)
{
    for (worker **p = &idle; *p != NULL; p = &(*p)->next_idle) {
        if (*p == w) {
            *p = w->next_idle;
            return;
        }
    }
}

/* Returns the next job, or NULL if there was none for too long. */
static pkhost_vm *next_job(worker *w)
{
    for (;;) {
        uint32_t seen = atomic_load(&w->jobs);
        pkhost_vm *job = atomic_exchange(&w->job, NULL);
        if (job != NULL)
            return job;
        if (!atomic_load(&closing)) {
            if (futex_spin(&w->jobs, seen, WORKER_SPIN, &w->host_processor)
                || futex_wait(&w->jobs, seen, IDLE_MOST) != ETIMEDOUT)
                continue;
        }
        pthread_mutex_lock(&lock);
        job = atomic_exchange(&w->job, NULL);
        if (job == NULL)
            take_off_idle(w);
        pthread_mutex_unlock(&lock);
        return job;
    }
}

static void end_worker(void)
{
    pthread_mutex_lock(&lock);
    count--;
    pthread_cond_broadcast(&gone);
    pthread_mutex_unlock(&lock);
}

/* Make the calling thread one that can run scripts: PKHOST_DONE, or what is not to be had. */
static int prepare_thread(worker *w, void **alternate_stack)
{
    stack_find();
    return !faults_prepare_thread(alternate_stack) ? PKHOST_NO_MEMORY
           : !deadlines_make(&w->deadlines)        ? PKHOST_NO_TIMERS
                                                   : PKHOST_DONE;
}

static void *worker_main(void *argument)
{
    worker *w = argument;
    void *alternate_stack = NULL;
    const int ready = prepare_thread(w, &alternate_stack);
    w->ready = ready;
    sem_post(&w->prepared);
    if (ready != PKHOST_DONE) { /* nobody gives it a job, and it is not ours any more */
        if (alternate_stack != NULL)
            faults_end_thread(alternate_stack);
        end_worker();
        return NULL;
    }
    for (pkhost_vm *job; (job = next_job(w)) != NULL;) {
        atomic_store(&job->run.worker_processor, sched_getcpu());
        execute(job);
        atomic_store(&w->host_processor, atomic_load(&job->run.host_processor));
        /* Idle before the end is announced, or the next run would find no
         * worker and make another. */
        pthread_mutex_lock(&lock);
        w->next_idle = idle;
        idle = w;
        pthread_mutex_unlock(&lock);
        finish(job);
    }
    deadlines_end(&w->deadlines);
    faults_end_thread(alternate_stack);
    sem_destroy(&w->prepared);
    free(w);
    end_worker();
    return NULL;
}

/* With the lock.  Waits until the thread has what it needs, which it has to get
 * itself: what is not to be had is no fault of a script's. */
static int make_worker(worker **made)
{
    worker *w = calloc(1, sizeof *w);
    pthread_attr_t attributes;
    pthread_t thread;
    if (w == NULL || pthread_attr_init(&attributes) != 0) {
        free(w);
        return PKHOST_NO_MEMORY;
    }
    sem_init(&w->prepared, 0, 0);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    pthread_attr_setguardsize(&attributes, STACK_GUARD_SIZE);

    /* Born with every signal blocked: see faults_prepare_thread. */
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int error = pthread_create(&thread, &attributes, worker_main, w);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&attributes);
    int answer = PKHOST_DONE;
    if (error != 0) {
        answer = stack_why_no_thread();
    } else {
        count++;
        while (sem_wait(&w->prepared) != 0)
            ; /* a signal */
        answer = w->ready;
    }
    if (answer != PKHOST_DONE) {
        sem_destroy(&w->prepared);
        free(w);
        w = NULL;
    }
    *made = w;
    return answer;
}

void workers_serve(void (*first)(pkhost_vm *), void (*then)(pkhost_vm *))
{
    execute = first;
    finish = then;
}

int workers_enlist(void)
{
    static _Thread_local worker own;
    void *alternate_stack = NULL; /* as long as the thread */
    if (enlisted != NULL)         /* or the parent's thread, whose timers a child has not */
        return atomic_load(&own.deadlines.made) || deadlines_make(&own.deadlines)
                   ? PKHOST_DONE
                   : PKHOST_NO_TIMERS;
    const int answer = prepare_thread(&own, &alternate_stack);
    if (answer == PKHOST_DONE)
        enlisted = &own;
    return answer;
}

void workers_run(void)
{
    pkhost_vm *const job = atomic_exchange(&enlisted->job, NULL);
    if (job != NULL) {
        execute(job);
        finish(job);
    }
}

int workers_submit(pkhost_vm *vm)
{
    int answer = PKHOST_DONE;
    if (enlisted != NULL) {
        vm->stop.deadlines = &enlisted->deadlines;
        atomic_store(&enlisted->job, vm);
        return PKHOST_DONE;
    }
    pthread_mutex_lock(&lock);
    worker *w = idle;
    if (atomic_load(&closing))
        answer = PKHOST_ENDING;
    else if (w != NULL)
        idle = w->next_idle;
    else
        answer = make_worker(&w);
    if (answer == PKHOST_DONE) {
        vm->stop.deadlines = &w->deadlines;
        atomic_store(&w->job, vm);
    }
    pthread_mutex_unlock(&lock);
    if (answer == PKHOST_DONE) {
        atomic_fetch_add(&w->jobs, 1);
        futex_wake(&w->jobs);
    }
    return answer;
}

int pkhost_worker_count(void)
{
    pthread_mutex_lock(&lock);
    int result = count;
    pthread_mutex_unlock(&lock);
    return result;
}

void workers_close(void)
{
    pthread_mutex_lock(&lock);
    atomic_store(&closing, true);
    pthread_mutex_unlock(&lock);
}

void workers_join(void)
{
    pthread_mutex_lock(&lock);
    while (count > 0) {
        for (worker *w = idle; w != NULL; w = w->next_idle) {
            atomic_fetch_add(&w->jobs, 1);
            futex_wake(&w->jobs);
        }
        pthread_cond_wait(&gone, &lock);
    }
    atomic_store(&closing, false);
    pthread_mutex_unlock(&lock);
}

/* A child has only the thread that forked. */
void workers_reset_after_fork(void)
{
    pthread_mutex_init(&lock, NULL);
    pthread_cond_init(&gone, NULL);
    idle = NULL;
    count = 0;
    atomic_store(&closing, false);
    if (enlisted != NULL)
        atomic_store(&enlisted->deadlines.made, false);
}
