/* workers.c -- the threads on which scripts run: a pool (base/pool.h), whose jobs are VMs with a
 * run under way. */
#define _GNU_SOURCE
#include "run/workers.h"

#include "base/pool.h"
#include "base/stack.h"
#include "stop/deadlines.h"
#include "stop/faults.h"

#include <sched.h>

typedef struct worker {
    struct pool_thread thread; /* the first member */
    deadlines deadlines;
    void *alternate_stack;
} worker;

static void (*execute)(pkhost_vm *), (*finish)(pkhost_vm *);

/* Of a thread that runs itself what it submits. */
static _Thread_local worker *enlisted __attribute__((tls_model("initial-exec")));

/* Make the calling thread one that can run scripts.  What is not to be had is no fault of a
 * script's. */
static int prepare(struct pool_thread *thread)
{
    worker *const w = (worker *)thread;
    stack_find();
    return !faults_prepare_thread(&w->alternate_stack) ? PKHOST_NO_MEMORY
           : !deadlines_make(&w->deadlines)            ? PKHOST_NO_TIMERS
                                                       : PKHOST_DONE;
}

static void end(struct pool_thread *thread)
{
    worker *const w = (worker *)thread;
    if (atomic_load(&w->deadlines.made))
        deadlines_end(&w->deadlines);
    if (w->alternate_stack != NULL)
        faults_end_thread(w->alternate_stack);
}

static void work(struct pool_thread *thread, void *job)
{
    pkhost_vm *const vm = job;
    atomic_store(&vm->run.worker_processor, sched_getcpu());
    execute(vm);
    atomic_store(&thread->giver_processor, atomic_load(&vm->run.host_processor));
}

static void finish_job(void *job) { finish(job); }

static struct pool pool = {
    .thread_size = sizeof(worker),
    .look = 40000, /* a worker's next run comes when its host has dealt with the last */
    .prepare = prepare,
    .end = end,
    .work = work,
    .finish = finish_job,
    POOL_BEGINS,
};

void workers_serve(void (*first)(pkhost_vm *), void (*then)(pkhost_vm *))
{
    execute = first;
    finish = then;
}

static _Thread_local worker own; /* of a thread that is enlisted */

int workers_enlist(void)
{
    if (enlisted != NULL) /* or the parent's thread, whose timers a child has not */
        return atomic_load(&own.deadlines.made) || deadlines_make(&own.deadlines)
                   ? PKHOST_DONE
                   : PKHOST_NO_TIMERS;
    const int answer = prepare(&own.thread);
    if (answer == PKHOST_DONE)
        enlisted = &own;
    return answer;
}

void workers_retire(void)
{
    end(&own.thread);
    enlisted = NULL;
}

void workers_run(void)
{
    pkhost_vm *const job = atomic_exchange(&enlisted->thread.job, NULL);
    if (job != NULL) {
        execute(job);
        finish(job);
    }
}

int workers_submit(pkhost_vm *vm)
{
    struct pool_thread *thread;
    if (enlisted != NULL) {
        vm->stop.deadlines = &enlisted->deadlines;
        atomic_store(&enlisted->thread.job, vm);
        return PKHOST_DONE;
    }
    const int answer = pool_take(&pool, &thread);
    if (answer == PKHOST_DONE) {
        vm->stop.deadlines = &((worker *)thread)->deadlines;
        pool_give(thread, vm);
    }
    return answer;
}

int pkhost_worker_count(void) { return pool_count(&pool); }
void workers_close(void) { pool_close(&pool); }
void workers_join(void) { pool_join(&pool); }

void workers_reset_after_fork(void)
{
    pool_reset_after_fork(&pool);
    if (enlisted != NULL)
        atomic_store(&enlisted->deadlines.made, false);
}
