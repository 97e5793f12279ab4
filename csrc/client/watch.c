/* watch.c -- how long the host waits for a worker, and when that is too long. */
#include "client/watch.h"

#include "base/clock.h"

#include <sys/resource.h>

#define SECOND 1000000000LL

/* What counts of one wait at most.  Each lasts 20 ms at most (lane_wait()), or the process
 * was stopped, the machine asleep. */
#define COUNTED_MOST (SECOND / 10)

/* After a stop was asked for: the engine takes 30 ms. */
#define STOP_GRACE SECOND
/* After the run's limit on time. */
#define WALL_GRACE (5 * SECOND)
/* For a message, and for as many bytes more of it. */
#define MESSAGE_GRACE (3 * SECOND)
#define BYTES_A_SECOND (16 << 20)
#define SECONDS_MOST 3600 /* of a size that is a lie */

void watch_begin(struct pkhost_isolated *vm)
{
    vm->watch.run = vm->watch.stopping = 0;
    vm->watch.grace = vm->process.group != NULL ? group_grace(vm->process.worker) : 0;
    watch_message(vm, 0);
    watch_start(vm);
}

void watch_start(struct pkhost_isolated *vm) { vm->watch.last = clock_ns(CLOCK_MONOTONIC); }

void watch_count(struct pkhost_isolated *vm)
{
    const int64_t now = clock_ns(CLOCK_MONOTONIC);
    int64_t went = now - vm->watch.last;
    if (went > COUNTED_MOST)
        went = COUNTED_MOST;
    vm->watch.last = now;
    vm->watch.run += went;
    vm->watch.message += went;
    if (atomic_load(&vm->run.stopping))
        vm->watch.stopping += went;
}

void watch_count_host(struct pkhost_isolated *vm)
{
    const int64_t now = clock_ns(CLOCK_MONOTONIC);
    if (!vm->request.spare_host_time)
        vm->watch.run += now - vm->watch.last;
    vm->watch.last = now;
}

void watch_message(struct pkhost_isolated *vm, uint64_t size)
{
    const uint64_t seconds = size / BYTES_A_SECOND;
    vm->watch.message = 0;
    vm->watch.allowed =
        MESSAGE_GRACE + (int64_t)(seconds < SECONDS_MOST ? seconds : SECONDS_MOST) * SECOND;
}

const char *watch_overdue(struct pkhost_isolated *vm)
{
    const struct isolated_watch *w = &vm->watch;
    if (w->stopping > STOP_GRACE + w->grace)
        return "did not stop when it was told to";
    if (atomic_load(&vm->run.active) && vm->request.wall_time >= 0
        && w->run - WALL_GRACE - w->grace > vm->request.wall_time)
        return "did not end at its limit on time";
    return NULL;
}

int watch_idle(struct lane *lane)
{
    struct pkhost_isolated *const vm = lane->context;
    watch_count(vm);
    if (vm->process.group != NULL) /* which else does not show that its process has ended */
        process_look(&vm->process);
    return watch_overdue(vm) != NULL || vm->watch.message > vm->watch.allowed ? LANE_GONE
                                                                              : LANE_DONE;
}

/* ------------------------------------------------------- limits of the worker's process */

/* A worker that is new to us has the limits of worker.h. */
static void meet(struct pkhost_isolated *vm)
{
    struct isolated_watch *w = &vm->watch;
    if (w->worker == vm->process.worker->number)
        return;
    w->worker = vm->process.worker->number;
    w->raised = clock_ns(CLOCK_MONOTONIC);
    w->addresses = vm->process.kind->memory + WORKER_RESERVE;
}

void watch_raise_addresses(struct pkhost_isolated *vm, uint64_t bytes)
{
    struct isolated_watch *w = &vm->watch;
    meet(vm);
    /* Buffers double as they grow, and the old one is there until the new one is filled. */
    const uint64_t need = vm->process.kind->memory + WORKER_RESERVE / 2 + 3 * bytes;
    if (need <= w->addresses)
        return;
    w->addresses = need;
    process_give_addresses(&vm->process, need);
}

void watch_raise_processor(struct pkhost_isolated *vm)
{
    struct isolated_watch *w = &vm->watch;
    meet(vm);
    if (w->capped)
        return;
    /* It has one thread, so it cannot have used more than the time since then.  What it has
     * not used in its life is not given to it: it may be taken over later. */
    const int64_t now = clock_ns(CLOCK_MONOTONIC);
    if (now - w->raised < WORKER_CPU_TIME / 2 * SECOND)
        return;
    w->raised = now;
    process_limit(&vm->process, LIMIT_CPU_MORE, WORKER_CPU_TIME);
}

void watch_limit_processor(struct pkhost_isolated *vm)
{
    struct isolated_watch *w = &vm->watch;
    const int64_t processor = vm->request.cpu_time, wall = vm->request.wall_time;
    enum { LONGER = 60 }; /* s: else the limit on time is enough */
    meet(vm);
    /* The processor time of a group is not one run's. */
    w->capped = vm->process.group == NULL && processor >= 0
                && (wall < 0 || wall / SECOND - processor / SECOND > LONGER);
    if (w->capped) {
        /* The engine is exact to some ms of it, however much the machine has to do. */
        process_limit(&vm->process, LIMIT_CPU_MORE, (uint64_t)(processor / SECOND) + 2);
        w->raised = INT64_MIN / 2; /* by the next run that is not */
    } else {
        watch_raise_processor(vm);
    }
}
