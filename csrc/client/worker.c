/* worker.c -- what worker.h describes. */
#define _GNU_SOURCE
#include "client/worker.h"

#include "base/clock.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Asked for, in the order in which the zygote answers; of several zygotes only for as long
 * as it takes to say that all but one have died.  Guarded by the client's lock. */
static struct worker *asked, **asked_end = &asked;
static unsigned asked_count, count;
static struct worker *to_replace; /* or NULL */

static bool send_to(const struct worker *worker, uint32_t type, unsigned resource, uint64_t value)
{
    const struct to_worker message = { type, resource, worker->number, value };
    return worker_is_ours(worker) && zygote_send(worker->zygote, &message, sizeof message, -1);
}

bool worker_is_ours(const struct worker *worker)
{
    return worker->connection == worker->zygote->connection;
}

void worker_signal(const struct worker *worker)
{
    client_lock();
    send_to(worker, CONTROL_SIGNAL, 0, 0);
    client_unlock();
}

void worker_limit(const struct worker *worker, unsigned resource, uint64_t value)
{
    client_lock();
    send_to(worker, CONTROL_LIMIT, resource, value);
    client_unlock();
}

void worker_limit_addresses(struct worker *worker, uint64_t value)
{
    static const int64_t WITHIN = 2000000000; /* ns: what follows may fail then */
    enum { LOOK = 50000 };                    /* ns: most limits are changed sooner */
    struct lane *const lane = &worker->lane;
    const uint32_t before = atomic_load(&lane->words->limits);
    const int64_t end = clock_ns(CLOCK_MONOTONIC) + WITHIN;

    worker_limit(worker, RLIMIT_AS, value);
    for (;;) {
        const uint32_t seen = lane_bell(lane);
        const int64_t left = end - clock_ns(CLOCK_MONOTONIC);
        if (atomic_load(&lane->words->limits) != before || lane_has_ended(lane) || left <= 0)
            return;
        if (lane_wait(lane, seen, left, LOOK) != LANE_DONE)
            worker_look(worker);
    }
}

void worker_kill(const struct worker *worker)
{
    client_lock();
    send_to(worker, CONTROL_KILL, 0, 0);
    client_unlock();
}

void worker_look(const struct worker *worker)
{
    client_lock();
    zygote_look(worker->zygote);
    client_unlock();
}

/* Those that a process ends by, or is likely to be sent. */
static const char *signal_name(int number)
{
    static const char *const names[] = {
        [SIGHUP] = "SIGHUP",   [SIGINT] = "SIGINT",   [SIGQUIT] = "SIGQUIT", [SIGILL] = "SIGILL",
        [SIGTRAP] = "SIGTRAP", [SIGABRT] = "SIGABRT", [SIGBUS] = "SIGBUS",   [SIGFPE] = "SIGFPE",
        [SIGKILL] = "SIGKILL", [SIGUSR1] = "SIGUSR1", [SIGSEGV] = "SIGSEGV", [SIGUSR2] = "SIGUSR2",
        [SIGPIPE] = "SIGPIPE", [SIGALRM] = "SIGALRM", [SIGTERM] = "SIGTERM", [SIGXCPU] = "SIGXCPU",
        [SIGXFSZ] = "SIGXFSZ", [SIGSYS] = "SIGSYS",
    };
    const bool known = number > 0 && (size_t)number < sizeof names / sizeof *names;
    return known && names[number] != NULL ? names[number] : "which has no name";
}

void worker_describe_end(const struct worker *worker, char *text, size_t size)
{
    const int status = (int)(atomic_load(&worker->lane.words->ended) & ~(uint32_t)LANE_ENDED);
    if (WIFSIGNALED(status))
        snprintf(text, size, "was killed by signal %d (%s)", WTERMSIG(status),
                 signal_name(WTERMSIG(status)));
    else if (WIFEXITED(status))
        snprintf(text, size, "ended with exit code %d", WEXITSTATUS(status));
    else
        snprintf(text, size, "ended in a way that cannot be");
}

/* ------------------------------------------------------------------------ the end */

static void release(struct worker *worker)
{
    zygote_unmap(&worker->memory);
    zygote_drop(worker->zygote);
    kind_free(&worker->kind);
    free(worker);
}

static void forget(struct worker *worker)
{
    release(worker);
    count--;
}

static struct worker *discarded; /* the last one, or NULL */

void workers_tidy(void)
{
    if (discarded != NULL)
        release(discarded);
    discarded = NULL;
}

void worker_to_replace(struct worker *worker) { to_replace = worker; }

void worker_discard(struct worker *worker)
{
    if (to_replace == worker)
        to_replace = NULL;
    if (!worker->killed)
        send_to(worker, CONTROL_KILL, 0, 0);
    workers_tidy();
    discarded = worker;
    count--;
}

/* --------------------------------------------------------------------- the making */

static bool send_make(struct worker *worker, const struct saved *image)
{
    const struct kind *const kind = worker->kind;
    struct worker *const replaced =
        to_replace != NULL && to_replace->connection == worker->connection ? to_replace : NULL;
    union {
        struct make make;
        char bytes[sizeof(struct make) + POLICY_IN_MAKE_MOST];
    } message;

    message.make = (struct make){
        .type = CONTROL_MAKE,
        .lanes = kind->group ? LANES_IN_GROUP : 1,
        .worker = worker->number,
        .image = image == NULL ? 0 : image->number,
        .killed = replaced == NULL ? 0 : replaced->number,
        .memory = kind->memory,
        .dialect = kind->dialect,
        .reserve = kind->memory + WORKER_RESERVE,
        .cpu_time = WORKER_CPU_TIME,
        .policy_size = (uint32_t)kind->policy_size,
    };
    if (kind->policy_size != 0)
        memcpy(message.make.policy, kind->policy, kind->policy_size);
    if (!zygote_send(worker->zygote, &message, sizeof message.make + kind->policy_size, -1))
        return false;
    if (replaced != NULL) {
        replaced->killed = true;
        to_replace = NULL;
    }
    return true;
}

bool worker_ask(struct zygote *zygote, struct kind *kind, struct saved *image, const void *owner,
                bool ahead)
{
    if (asked_count >= WORKERS_ASKED_MOST) {
        errno = EAGAIN;
        return false;
    }
    if (kind->policy_size > POLICY_IN_MAKE_MOST) {
        errno = E2BIG;
        return false;
    }
    if (image != NULL && !saved_register(image, zygote))
        return false;
    struct worker *const worker = calloc(1, sizeof *worker);
    if (worker == NULL)
        return false;
    worker->number = zygote_number();
    worker->kind = kind_share(kind);
    worker->zygote = zygote;
    zygote_hold(zygote);
    worker->connection = zygote->connection;
    worker->owner = owner;
    worker->ahead = ahead;
    count++;
    if (!send_make(worker, image)) {
        const int error = errno;
        forget(worker);
        errno = error;
        return false;
    }
    *asked_end = worker;
    asked_end = &worker->next;
    asked_count++;
    return true;
}

static struct worker *take_first(void)
{
    struct worker *const worker = asked;
    asked = worker->next;
    if (asked == NULL)
        asked_end = &asked;
    worker->next = NULL;
    asked_count--;
    return worker;
}

/* The zygote answers in the order of the requests. */
struct worker *worker_arrived(struct zygote *zygote)
{
    struct made made;
    int descriptor = -1;

    if (asked != NULL && asked->zygote == zygote && !zygote->dead
        && zygote_receive(zygote, &made, sizeof made, &descriptor)) {
        struct worker *const worker = take_first();
        made.message[GREETING_TEXT - 1] = 0;
        worker->made = made;
        if (made.worker != worker->number) {
            if (descriptor >= 0)
                close(descriptor);
            worker->made.error = EPROTO;
            zygote_give_up(zygote);
        } else if (made.error == 0 && descriptor < 0) {
            /* The kernel has thrown it away, as there was no number for it. */
            worker->made.error = EMFILE;
        } else if (made.error == 0) {
            const size_t ring = worker->kind->group ? LANE_RING_IN_GROUP : LANE_RING;
            const size_t lanes = worker->kind->group ? LANES_IN_GROUP : 1;
            if (zygote_map(zygote, &worker->memory, descriptor, lanes * lane_size(ring)))
                lane_open(&worker->lane, LANE_OF_HOST, worker->memory.start, ring);
            else
                worker->made.error = errno;
        }
        return worker;
    }
    if (asked == NULL || !asked->zygote->dead)
        return NULL;
    struct worker *const worker = take_first();
    worker->made = (struct made){ .worker = worker->number, .error = EPIPE };
    return worker;
}

unsigned workers_count(void) { return count; }

void workers_after_fork_in_child(void)
{
    while (asked != NULL)
        forget(take_first());
    workers_tidy();
}
