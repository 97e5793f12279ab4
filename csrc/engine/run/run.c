/* run.c -- a run: its start, its time on a worker, its end. */
#define _GNU_SOURCE
#include "run/run.h"

#include "base/clock.h"
#include "base/current.h"
#include "base/events.h"
#include "base/futex.h"
#include "base/wakeup.h"
#include "io/files.h"
#include "io/streams.h"
#include "memory/region.h"
#include "run/life.h"
#include "run/outcome.h"
#include "run/pause.h"
#include "run/script.h"
#include "run/workers.h"
#include "stop/deadlines.h"
#include "stop/faults.h"
#include "stop/slices.h"
#include "stop/stop.h"
#include "stop/used_time.h"

#include <sched.h>
#include <string.h>

static bool set_text(text *t, const char *data, size_t size)
{
    text_clear(t);
    return text_append(t, data, size) && text_append(t, "", 1);
}

/* The worker holds the lock while it puts the VM back after its last run,
 * which is over sooner than a sleep would be. */
static void lock_soon(pkhost_vm *vm)
{
    uint32_t seen = atomic_load(&vm->run.released);
    if (pthread_mutex_trylock(&vm->lock) == 0)
        return;
    futex_spin(&vm->run.released, seen, WAITER_SPIN, &vm->run.worker_processor);
    /* The lock is let go right after that, and to sleep on it would cost more,
     * unless it is in the way here that the worker lets go. */
    for (int i = 0; i < 1000 && atomic_load(&vm->run.worker_processor) != sched_getcpu(); i++) {
        if (pthread_mutex_trylock(&vm->lock) == 0)
            return;
        pause_briefly();
    }
    pthread_mutex_lock(&vm->lock);
}

int pkhost_vm_start(pkhost_vm *vm, const pkhost_request *request)
{
    int answer;
    atomic_store(&vm->run.host_processor, sched_getcpu());
    lock_soon(vm);
    if (atomic_load(&vm->run.active)) {
        answer = PKHOST_BUSY;
    } else if (vm->life.closed) {
        answer = PKHOST_CLOSED;
    } else if (request->memory > vm->region->memory) {
        answer = PKHOST_TOO_LARGE;
    } else {
        life_clean(vm);
        wakeup_leave(&vm->events.entry);
        vm->request = *request;
        wakeup_enter(&vm->events.entry, request->wakeup, request->wakeup_tag);
        text_clear(&vm->run.payload);
        stop_begin(vm);
        /* Here, not on the worker: a thread that waits may look before the worker
         * has begun, and must not find what the last run left. */
        const bool copied =
            streams_begin(vm) && slice_begin(vm)
            && set_text(&vm->run.source, request->source, request->source_size)
            && set_text(&vm->run.filename, request->filename, strlen(request->filename))
            && text_append(&vm->run.payload, request->payload, request->payload_size);
        atomic_store(&vm->run.active, true);
        answer = copied ? files_take(vm, request->files, request->files_size, request->files_quota)
                        : PKHOST_NO_MEMORY;
        if (answer == PKHOST_DONE && request->slice == 0)
            atomic_store(&vm->slice.paused, true);
        else if (answer == PKHOST_DONE)
            answer = workers_submit(vm);
        if (answer != PKHOST_DONE) {
            slice_free(vm);
            atomic_store(&vm->run.active, false);
        }
    }
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

/* Nobody can run it any more: that is its end, and its VM is put right before
 * it is used again.  What it has used is the parent's to say. */
static void cut_off(pkhost_vm *vm)
{
    vm->life.must_restore = true;
    vm->stop.deadlines = NULL;
    vm->result.outcome.steps = -1;
    atomic_store(&vm->stop.reason, STOP_INTERRUPTED);
    outcome_finish(vm, true);
    atomic_store(&vm->slice.paused, false);
    atomic_store(&vm->run.active, false);
}

void run_after_fork(pkhost_vm *vm)
{
    pthread_mutex_init(&vm->lock, NULL);
    pthread_mutex_init(&vm->output.lock, NULL);
    atomic_store(&vm->events.waiters, 0);
    if (!atomic_load(&vm->run.active))
        life_finish_in_child(vm);
    else if (!atomic_load(&vm->slice.paused))
        cut_off(vm);
}

static int64_t left_of(int64_t limit, int64_t used) { return limit > used ? limit - used : 1; }

void run_execute(pkhost_vm *vm)
{
    region *r = vm->region;
    const pkhost_request *q = &vm->request;
    deadlines *d = vm->stop.deadlines;
    bool restored = false;

    if (vm->slice.context == NULL || !slice_has_begun(vm))
        outcome_clear(vm);
    faults_enter();
    deadlines_listen(true); /* one that comes at once is of no run: nobody is here */
    pkhost_here = vm;
    pk_current_vm = region_vm(r);
    if (vm->slice.context == NULL || !slice_has_begun(vm))
        script_begin(vm);
    if (vm->slice.context != NULL)
        slice_give(vm, vm->slice.steps_next);

    const int64_t wall_limit = q->wall_time < 0 ? -1 : left_of(q->wall_time, vm->time.wall_used);
    const int64_t cpu_limit = q->cpu_time < 0 ? -1 : left_of(q->cpu_time, vm->time.cpu_used);
    time_continue(vm);
    deadlines_arm(d, wall_limit, cpu_limit);
    if (atomic_load(&vm->stop.reason) != STOP_NONE)
        deadlines_expire_soon(d);
    bool ended = true;
    if (vm->slice.context != NULL)
        ended = slice_run(vm, script_run);
    else
        script_run(vm);
    const int64_t now = clock_ns(CLOCK_MONOTONIC);
    vm->result.outcome.cpu_time = time_cpu(vm, now);
    time_pause(vm, now);
    vm->result.outcome.wall_time = vm->time.wall_used;
    /* What a script may have written over is never believed beyond its limit. */
    const int64_t left = slice_steps_left(vm);
    vm->result.outcome.steps = q->steps < 0 ? -1 : left > q->steps ? q->steps : q->steps - left;
    vm->result.outcome.peak_memory = r->heap.peak < q->memory ? r->heap.peak : q->memory;
    if (ended && vm->stop.abandoned != STOP_NONE) {
        life_restore(vm, vm->stop.abandoned == STOP_CRASH || vm->stop.distrusted);
        restored = true;
    }
    pk_current_vm = NULL;
    pkhost_here = NULL;
    /* From here on nobody sets a timer: one set after this would expire when the
     * handler of its signal is gone. */
    pthread_mutex_lock(&vm->lock);
    vm->stop.deadlines = NULL;
    pthread_mutex_unlock(&vm->lock);
    deadlines_arm(d, -1, -1);
    deadlines_listen(false);
    faults_leave();
    vm->slice.pausing = !ended;
    if (ended) {
        slice_free(vm);
        outcome_finish(vm, restored);
    }
}

void run_finish(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    if (vm->slice.pausing) {
        /* Somebody may have asked for its end since. */
        atomic_store(&vm->slice.paused, true);
        if (atomic_load(&vm->stop.reason) == STOP_NONE || pause_end(vm, -1) == PKHOST_DONE) {
            events_announce(&vm->events);
            pthread_mutex_unlock(&vm->lock);
            return;
        }
        cut_off(vm);
    }
    const bool free_after = vm->life.free_after_run;
    const bool reset = vm->request.reset_after && !vm->result.outcome.restored && !free_after;
    /* A thread that waits for the run may continue while the VM is put back, and the
     * next start waits for that: but not on one processor, where both would take turns. */
    const bool first = reset && atomic_load(&vm->run.host_processor) == sched_getcpu();
    bool wake = false;
    if (first)
        life_restore(vm, false);
    else if (reset) /* a child may be forked as soon as the run is over */
        atomic_store(&vm->life.putting_back, vm->image);
    atomic_store(&vm->run.active, false);
    if (reset && !first) {
        events_announce(&vm->events);
        life_restore(vm, false);
    } else {
        wake = events_count(&vm->events);
    }
    atomic_fetch_add(&vm->run.released, 1);
    pthread_mutex_unlock(&vm->lock);
    /* Not under the lock, which the thread that wakes up may want at once.  The VM may be
     * gone by now, but the kernel only looks for sleepers at its address. */
    if (wake)
        events_wake(&vm->events);
    if (free_after)
        life_end(vm);
}

bool pkhost_vm_running(pkhost_vm *vm) { return atomic_load(&vm->run.active); }

bool pkhost_vm_stopping(pkhost_vm *vm)
{
    return atomic_load(&vm->run.active) && atomic_load(&vm->stop.reason) != STOP_NONE;
}

bool pkhost_vm_interrupt(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    bool running = atomic_load(&vm->run.active);
    if (running) {
        stop_request(vm, STOP_INTERRUPTED);
        if (atomic_load(&vm->slice.paused) && pause_end(vm, -1) != PKHOST_DONE) {
            if (!slice_has_begun(vm))
                outcome_clear(vm);
            cut_off(vm);
        }
        events_announce(&vm->events); /* it may be waiting for input */
    }
    pthread_mutex_unlock(&vm->lock);
    return running;
}
