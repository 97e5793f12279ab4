/* run.c -- runs: begun, stopped, paused, told to go on. */
#include "client/run.h"

#include "base/clock.h"
#include "base/macros.h"
#include "client/attend.h"
#include "client/attendants.h"
#include "client/calls.h"
#include "client/outcome.h"
#include "client/packed.h"
#include "client/streams.h"
#include "client/watch.h"

#include <string.h>

/* --------------------------------------------------------------------------- begin */

static bool write_run(struct pkhost_isolated *vm, const pkhost_request *q)
{
    const size_t filename = strlen(q->filename);
    const struct run_message m = {
        .run = vm->run.number,
        .steps = q->steps,
        .memory = q->memory,
        .stdout_limit = q->stdout_limit,
        .stderr_limit = q->stderr_limit,
        .wall_time = q->wall_time,
        .cpu_time = q->cpu_time,
        .slice = q->slice,
        .seed = q->seed,
        .start_time = q->start_time,
        .files_quota = q->files_quota,
        .kind = q->kind,
        .recursion = q->recursion,
        .input_on_demand = q->input_on_demand,
        .deterministic = q->deterministic,
        .want_value = q->want_value,
        .interactive = q->interactive,
        .spare_host_time = q->spare_host_time,
        .has_importer = q->has_importer && q->token != 0,
        .has_functions = q->token != 0,
        .reset_after = q->reset_after,
        .stream_output = q->stream_output,
        .source = q->source_size,
        .filename = filename,
        .payload = q->payload_size,
        .input = q->input_size,
        .files = q->files_size,
    };
    const struct lane_piece pieces[] = {
        { &m, sizeof m },
        { q->source, q->source_size },
        { q->filename, filename },
        { q->payload, q->payload_size },
        { q->input, q->input_size },
        { q->files, q->files_size },
    };
    const uint64_t texts =
        q->source_size + q->payload_size + q->input_size + q->files_size + filename;
    const uint64_t kept = (q->stdout_limit > 0 ? (uint64_t)q->stdout_limit : 0)
                          + (q->stderr_limit > 0 ? (uint64_t)q->stderr_limit : 0);
    watch_raise_addresses(vm, texts + kept + q->files_quota);
    watch_limit_processor(vm);
    watch_begin(vm);
    watch_message(vm, texts);
    struct lane *const lane = &vm->process.worker->lane;
    lane->idle = watch_idle;
    lane->context = vm;
    return lane_write(lane, MESSAGE_RUN, 0, pieces, COUNT(pieces)) == LANE_DONE;
}

/* A worker that has ended while it had nothing to do: if it held nothing that is not to be
 * had again, nobody needs to know. */
static int get_worker(struct pkhost_isolated *vm)
{
    struct process *const p = &vm->process;
    int answer = process_get(p);
    if (answer != PKHOST_DONE || p->used)
        return answer;
    process_look(p);
    if (lane_has_ended(&p->worker->lane)) {
        process_lose(p, NULL);
        answer = process_get(p);
    }
    return answer;
}

int isolated_begin(struct pkhost_isolated *vm, const pkhost_request *request, bool by_client)
{
    struct pool_thread *attendant = NULL;
    if (atomic_load(&vm->run.active))
        return PKHOST_BUSY;
    if (vm->closed)
        return PKHOST_CLOSED;
    if (request->memory > vm->process.kind->memory)
        return PKHOST_TOO_LARGE;
    if (!packed_files(request->files, request->files_size, SIZE_MAX))
        return PKHOST_BAD_FILES;
    int answer = get_worker(vm);
    if (answer == PKHOST_DONE && by_client && request->slice != 0)
        answer = attendants_take(&attendant);
    if (answer != PKHOST_DONE)
        return answer;

    wakeup_leave(&vm->events.entry);
    vm->request = *request;
    wakeup_enter(&vm->events.entry, request->wakeup, request->wakeup_tag);
    isolated_streams_begin(vm);
    isolated_outcome_clear(vm);
    isolated_calls_note(vm, request);
    vm->run.number++;
    vm->run.began = clock_ns(CLOCK_MONOTONIC);
    vm->run.by_client = by_client;
    vm->run.attended = attendant != NULL;
    vm->run.pause_unread = request->slice == 0;
    atomic_store(&vm->run.paused, request->slice == 0);
    atomic_store(&vm->run.stopping, false);
    vm->process.used = true;
    atomic_store(&vm->process.worker->lane.words->wishes, 0);
    vm->run.unheard = !write_run(vm, request); /* then who attends ends it */
    atomic_store(&vm->run.active, true);
    if (attendant != NULL)
        pool_give(attendant, vm);
    return PKHOST_DONE;
}

/* ----------------------------------------------------------------------------- pauses */

int pkhost_isolated_go_on(pkhost_isolated *vm, int64_t steps, bool by_line)
{
    const struct go_on_message m = { .steps = steps, .by_line = by_line };
    int answer = PKHOST_NOT_PAUSED;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active))
        answer = PKHOST_NOT_RUNNING;
    else if (atomic_load(&vm->run.paused))
        answer = attend_resume(vm, MESSAGE_GO_ON, &m, sizeof m);
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

/* With the lock.  A run that has lost its worker needs to be told nothing. */
static void wish(struct pkhost_isolated *vm, enum lane_wish what)
{
    if (vm->process.worker == NULL)
        return;
    struct lane_words *const words = vm->process.worker->lane.words;
    atomic_store(&words->wished_run, vm->run.number);
    atomic_fetch_or(&words->wishes, what);
    lane_alert(&vm->process.worker->lane);
    process_signal(&vm->process);
}

bool pkhost_isolated_pause(pkhost_isolated *vm)
{
    pthread_mutex_lock(&vm->lock);
    const bool can = atomic_load(&vm->run.active) && vm->request.slice != PKHOST_UNSLICED;
    if (can && !atomic_load(&vm->run.paused))
        wish(vm, LANE_WISH_PAUSE);
    pthread_mutex_unlock(&vm->lock);
    return can;
}

bool pkhost_isolated_paused(pkhost_isolated *vm)
{
    return atomic_load(&vm->run.active) && atomic_load(&vm->run.paused);
}

/* --------------------------------------------------------------------------- stopping */

/* With the lock. */
static void stop(struct pkhost_isolated *vm)
{
    if (!atomic_exchange(&vm->run.stopping, true))
        vm->watch.stopping = 0;
    wish(vm, LANE_WISH_INTERRUPT);
    if (atomic_load(&vm->run.paused) && attend_resume(vm, MESSAGE_STOP, NULL, 0) != PKHOST_DONE)
        attend_cut_off(vm);
    events_announce(&vm->events);
}

bool isolated_abandon(struct pkhost_isolated *vm)
{
    struct pool_thread *attendant = NULL;
    if (!atomic_load(&vm->run.active))
        return false;
    atomic_store(&vm->run.unwanted, true);
    if (vm->process.group == NULL) { /* its process goes with it */
        isolated_alert(vm);
        return vm->run.attended;
    }
    /* Others live in its process.  So it comes to its end, for which somebody has to attend it. */
    vm->run.by_client = true;
    stop(vm);
    if (atomic_load(&vm->run.active) && !vm->run.attended) {
        if (attendants_take(&attendant) == PKHOST_DONE) {
            vm->run.attended = true;
            pool_give(attendant, vm);
        } else {
            attend_cut_off(vm);
        }
    }
    return atomic_load(&vm->run.active);
}

bool pkhost_isolated_interrupt(pkhost_isolated *vm)
{
    pthread_mutex_lock(&vm->lock);
    const bool running = atomic_load(&vm->run.active);
    if (running)
        stop(vm);
    pthread_mutex_unlock(&vm->lock);
    return running;
}

bool pkhost_isolated_running(pkhost_isolated *vm) { return atomic_load(&vm->run.active); }

bool pkhost_isolated_stopping(pkhost_isolated *vm)
{
    bool stopping = false;
    pthread_mutex_lock(&vm->lock);
    if (atomic_load(&vm->run.active)) {
        stopping = atomic_load(&vm->run.stopping);
        /* A limit on time strikes in the worker, which says so while it waits for the host. */
        if (!stopping && atomic_load(&vm->run.caller) != 0 && vm->process.worker != NULL)
            stopping = atomic_load(&vm->process.worker->lane.words->state) == LANE_STOPPING;
    }
    pthread_mutex_unlock(&vm->lock);
    return stopping;
}

void isolated_after_fork_in_child(struct pkhost_isolated *vm)
{
    atomic_store(&vm->events.waiters, 0);
    if (!atomic_load(&vm->run.active))
        return;
    /* What it has used is the parent's to say. */
    isolated_outcome_interrupted(vm);
    atomic_store(&vm->run.caller, 0);
    atomic_store(&vm->run.paused, false);
    vm->run.attended = false;
    atomic_store(&vm->run.active, false);
}
