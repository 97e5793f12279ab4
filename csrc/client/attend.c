/* attend.c -- attending a run: serving its worker's lane. */
#include "client/attend.h"

#include "base/clock.h"
#include "base/futex.h"
#include "client/attendants.h"
#include "client/calls.h"
#include "client/life.h"
#include "client/outcome.h"
#include "client/stock.h"
#include "client/streams.h"
#include "client/watch.h"

int attend_look(struct pkhost_isolated *vm)
{
    struct isolated_streams *const s = &vm->streams;
    int answer = -1;
    if (!atomic_load(&vm->run.active))
        return PKHOST_DONE;
    const bool paused = atomic_load(&vm->run.paused);
    if (paused || vm->request.stream_output || vm->request.input_on_demand) {
        pthread_mutex_lock(&s->lock);
        if (s->announced)
            answer = PKHOST_OUTPUT_READY;
        else if (paused)
            answer = PKHOST_PAUSED;
        else if (s->wanted)
            answer = PKHOST_INPUT_WANTED;
        pthread_mutex_unlock(&s->lock);
    }
    return answer;
}

bool attend_take(struct pkhost_isolated *vm)
{
    pthread_mutex_lock(&vm->lock);
    const bool taken = atomic_load(&vm->run.active) && !atomic_load(&vm->run.paused)
                       && !vm->run.attended && !vm->run.by_client;
    if (taken)
        vm->run.attended = true;
    pthread_mutex_unlock(&vm->lock);
    return taken;
}

/* --------------------------------------------------------------------------- serving */

/* What a message of the worker's makes of the run. */
enum served { SERVED, SERVED_PAUSED, SERVED_ENDED };

static int serve_message(struct pkhost_isolated *vm, enum served *served, const char **wrong)
{
    struct lane *const lane = &vm->process.worker->lane;
    struct message head;
    const int answer = lane_read_head(lane, &head, 0, 0);

    *served = SERVED;
    if (answer != LANE_DONE)
        return answer;
    watch_message(vm, head.size);
    *wrong = "said what it cannot say";
    switch (head.type) {
    case MESSAGE_OUTPUT: return isolated_output_read(vm, &head, wrong);
    case MESSAGE_CALL: return isolated_call_serve(vm, &head, wrong);
    case MESSAGE_ENDED: *served = SERVED_ENDED; return isolated_outcome_read(vm, &head, wrong);
    case MESSAGE_ANSWER: /* to RUN: it cannot begin */
        *wrong = "had no memory for what the run was given";
        if (vm->process.group == NULL || head.size != 0)
            return LANE_NONSENSE;
        isolated_outcome_refused(vm, *wrong); /* the others in its process go on */
        *served = SERVED_ENDED;
        return LANE_DONE;
    case MESSAGE_WANT_INPUT:
        return head.size != 0 ? LANE_NONSENSE : isolated_input_wanted(vm, wrong);
    case MESSAGE_PAUSED:
        if (head.size != 0 || vm->request.slice == PKHOST_UNSLICED)
            return LANE_NONSENSE;
        if (!vm->run.pause_unread) /* otherwise the host knows, and has told it to go on */
            *served = SERVED_PAUSED;
        vm->run.pause_unread = false;
        return LANE_DONE;
    default: return LANE_NONSENSE;
    }
}

/* The worker of a run that is under way is of no more use. */
static enum attend_left lose(struct pkhost_isolated *vm, int answer, const char *wrong)
{
    enum attend_left left = ATTEND_LOST;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active) || vm->process.worker == NULL
        || !worker_is_ours(vm->process.worker)) {
        left = ATTEND_FORKED;
    } else {
        const char *const overdue = watch_overdue(vm);
        const char *const why =
            answer == LANE_NONSENSE ? wrong == NULL ? "wrote what cannot be" : wrong
            : overdue != NULL       ? overdue
            : lane_has_ended(&vm->process.worker->lane) ? NULL
                                                        : "stopped in the middle of a message";
        process_lose(&vm->process, why);
    }
    pthread_mutex_unlock(&vm->lock);
    return left;
}

/* A signal that comes while the worker has something to say all the time ends no sleep: then
 * the thread looks for one now and then. */
enum { LOOK_FOR_SIGNALS = 20000000 }; /* ns */

/* Tiny scripts in new processes take so long, and to sleep and be woken would cost as much
 * again. */
enum { LOOK = 100000 }; /* ns */

enum { GATHER = 4096 }; /* messages, before the host is told of the first */

static enum attend_left serve(struct pkhost_isolated *vm, int64_t end, bool until_event)
{
    struct lane *const lane = &vm->process.worker->lane;
    const int64_t began = vm->watch.last;
    const char *wrong = NULL;
    int answer = LANE_DONE, gathered = 0;

    if (vm->run.unheard) {
        wrong = "did not take a message";
        answer = lane_has_ended(lane) ? LANE_GONE : LANE_NONSENSE;
    }
    while (answer == LANE_DONE) {
        const uint32_t seen = lane_bell(lane);
        const bool ended = lane_has_ended(lane); /* before looking: what it said is there then */
        bool has, signaled = false;
        /* What a script prints piece by piece is handed on together, as far as it is there. */
        if (until_event && attend_look(vm) >= 0
            && (gathered++ >= GATHER || lane_has_message(lane, &has) != LANE_DONE || !has))
            return ATTEND_EVENT;
        if (atomic_load(&vm->run.unwanted) && vm->process.group == NULL) {
            wrong = "was not wanted any more";
            answer = LANE_NONSENSE;
            break;
        }
        answer = isolated_input_send(vm);
        if (answer == LANE_DONE)
            answer = lane_has_message(lane, &has);
        if (answer != LANE_DONE)
            break;
        if (has) {
            enum served served;
            answer = serve_message(vm, &served, &wrong);
            if (answer == LANE_DONE && served == SERVED_ENDED)
                return ATTEND_ENDED;
            if (answer == LANE_DONE && served == SERVED_PAUSED)
                return ATTEND_PAUSED;
            /* A worker that never stops talking does not keep a thread for longer. */
            if (answer == LANE_DONE && !until_event && end >= 0
                && clock_ns(CLOCK_MONOTONIC) >= end) {
                watch_count(vm);
                return ATTEND_TIMEOUT;
            }
        } else if (ended) {
            answer = LANE_GONE;
        } else if (vm->process.worker->fresh) {
            vm->process.worker->fresh = false;
            stock_tend();
        } else {
            if (until_event && attend_look(vm) >= 0) /* input is wanted, since this turn */
                return ATTEND_EVENT;
            int64_t left = -1;
            if (end >= 0 && (left = end - clock_ns(CLOCK_MONOTONIC)) <= 0)
                return ATTEND_TIMEOUT;
            const int waited =
                lane_wait(lane, seen, left, vm->process.worker->looks ? LOOK : WAITER_SPIN);
            if (waited != LANE_DONE) {
                process_look(&vm->process);
                watch_raise_processor(vm);
            }
            signaled = waited == LANE_SIGNALED;
        }
        /* Also where the bell has rung for nothing, as it may do without end. */
        watch_count(vm);
        if (answer == LANE_DONE && watch_overdue(vm) != NULL)
            answer = LANE_GONE;
        else if (answer == LANE_DONE && until_event
                 && (signaled || vm->watch.last - began > LOOK_FOR_SIGNALS))
            return ATTEND_SIGNALED;
    }
    return lose(vm, answer, wrong);
}

enum attend_left attend_serve(struct pkhost_isolated *vm, int64_t end, bool until_event)
{
    struct lane *const lane = &vm->process.worker->lane;
    lane->idle = watch_idle;
    lane->context = vm;
    watch_start(vm);
    const enum attend_left left = serve(vm, end, until_event);
    if (left != ATTEND_FORKED)
        watch_count(vm); /* a run is made of many such waits */
    return left;
}

/* --------------------------------------------------------------------------- leaving */

/* With the lock: the run is over, and its outcome there. */
static void end_run(struct pkhost_isolated *vm)
{
    const pkhost_outcome *const o = &vm->result.outcome;
    if (vm->process.worker != NULL) {
        if (o->status == PKHOST_STATUS_CRASHED && vm->process.group == NULL) {
            /* What the engine has contained may have done more than it knows. */
            process_lose(&vm->process, "had to contain a failure of the engine");
        } else if (o->restored || vm->request.reset_after) {
            vm->process.restores++;
            vm->process.used = false;
        }
        /* Nobody runs anything in it any more, though somebody may keep a handle. */
        if (vm->closed && vm->process.group == NULL)
            (void)process_renew(&vm->process);
        if (vm->process.worker != NULL)
            atomic_store(&vm->process.worker->lane.words->wishes, 0);
    }
    atomic_store(&vm->run.paused, false);
    vm->run.attended = false;
    atomic_store(&vm->run.active, false);
}

void attend_leave(struct pkhost_isolated *vm, enum attend_left left)
{
    bool wake = false, gone = false;
    pthread_mutex_lock(&vm->lock);
    switch (left) {
    case ATTEND_LOST:
        if (atomic_load(&vm->run.stopping))
            isolated_outcome_interrupted(vm);
        else
            isolated_outcome_crashed(vm);
        /* fall through */
    case ATTEND_ENDED:
        end_run(vm);
        wake = events_count(&vm->events);
        gone = atomic_load(&vm->run.unwanted);
        break;
    case ATTEND_PAUSED:
        vm->run.attended = false;
        atomic_store(&vm->run.paused, true);
        /* Somebody may have asked for its end since. */
        if (atomic_load(&vm->run.stopping)
            && attend_resume(vm, MESSAGE_STOP, NULL, 0) != PKHOST_DONE)
            attend_cut_off(vm);
        wake = events_count(&vm->events);
        break;
    case ATTEND_EVENT:
    case ATTEND_TIMEOUT:
    case ATTEND_SIGNALED:
        vm->run.attended = false;
        wake = events_count(&vm->events); /* who waits too attends in its place */
        break;
    case ATTEND_FORKED: break;
    }
    pthread_mutex_unlock(&vm->lock);
    if (wake)
        events_wake(&vm->events);
    if (gone)
        isolated_end(vm);
}

int attend_resume(struct pkhost_isolated *vm, uint32_t type, const void *data, size_t size)
{
    struct pool_thread *attendant = NULL;
    const int answer = vm->run.by_client ? attendants_take(&attendant) : PKHOST_DONE;
    if (answer != PKHOST_DONE)
        return answer;
    struct lane *const lane = &vm->process.worker->lane;
    const struct lane_piece piece = { data, size };
    watch_message(vm, size);
    watch_start(vm);
    lane->idle = watch_idle;
    lane->context = vm;
    vm->run.unheard = lane_write(lane, type, 0, &piece, 1) != LANE_DONE; /* who attends ends it */
    vm->run.attended = attendant != NULL;
    atomic_store(&vm->run.paused, false);
    if (attendant != NULL)
        pool_give(attendant, vm);
    events_announce(&vm->events); /* to the threads that wait until it goes on */
    return PKHOST_DONE;
}

void attend_cut_off(struct pkhost_isolated *vm)
{
    process_lose(&vm->process, "was not wanted any more");
    isolated_outcome_interrupted(vm);
    end_run(vm);
    events_announce(&vm->events);
}

void attend_fail(struct pkhost_isolated *vm, const char *why)
{
    process_lose(&vm->process, why);
    isolated_outcome_crashed(vm);
    end_run(vm);
    events_announce(&vm->events);
}

/* ------------------------------------------------------- by a thread of the client's own */

static void attend_to_the_end(struct pkhost_isolated *vm)
{
    vm->run.left = (int)attend_serve(vm, -1, false);
}

static void leave(struct pkhost_isolated *vm) { attend_leave(vm, (enum attend_left)vm->run.left); }

void attend_prepare(void) { attendants_serve(attend_to_the_end, leave); }
