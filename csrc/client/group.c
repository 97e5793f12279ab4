/* group.c -- what group.h describes. */
#define _GNU_SOURCE
#include "client/group.h"

#include "base/clock.h"
#include "base/page.h"
#include "base/stack.h"
#include "channel/messages.h"
#include "client/stock.h"
#include "pkhost.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    THREADS_RESERVE = 64, /* stacks of threads that serve nobody at the moment */
    SEAT_RESERVE = 8 << 20,
};

/* Address space of a group that has no VM, beside its lanes and the heaps of malloc()'s, which
 * the zygote counts (worker/making.c). */
static const uint64_t PROCESS_RESERVE =
    THREADS_RESERVE * (STACK_SIZE + STACK_GUARD_SIZE) + WORKER_RESERVE;

/* In such steps its limit is raised, for which a VM has to wait; and lowered. */
static const uint64_t ADDRESSES_STEP = 1 << 30;

/* One process of a group. */
struct group_process {
    struct worker *worker; /* as worker_take() gave it: all the lanes, and the first of them */
    unsigned holders;      /* the group, and each seat */
    bool lost;             /* it has failed, and was killed: it may not have ended yet */
    int64_t raised;        /* CLOCK_MONOTONIC, s, when its processor time was; 0: never */
    uint64_t addresses;    /* bytes of address space that its seats may use, in all, */
    uint64_t granted;      /* and that it was given beside what the zygote counts */
    struct lane lanes[LANES_IN_GROUP]; /* of seats that nobody has, as they were left */
};

struct group {
    struct group *next;
    struct group_process *process; /* NULL: none yet, or it has ended */
    unsigned holders;
    bool taken[LANES_IN_GROUP];
    char name[];
};

/* Guards the list, what is in it, and the processes.  The order of locks is in vm.h. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct group *all;

void groups_before_fork(void) { pthread_mutex_lock(&lock); }
void groups_after_fork(void) { pthread_mutex_unlock(&lock); }

/* --------------------------------------------------------------------------- groups */

static struct group *find(const char *name)
{
    struct group *group = all;
    while (group != NULL && strcmp(group->name, name) != 0)
        group = group->next;
    if (group != NULL)
        return group;
    group = calloc(1, sizeof *group + strlen(name) + 1);
    if (group == NULL)
        return NULL;
    strcpy(group->name, name);
    group->next = all;
    all = group;
    return group;
}

/* With the lock. */
static void drop_process(struct group_process **owner)
{
    struct group_process *const process = *owner;
    *owner = NULL;
    if (process == NULL || --process->holders != 0)
        return;
    worker_end(&process->worker);
    free(process);
}

struct group *group_join(const char *name, uint32_t *seat, char *message, size_t size)
{
    uint32_t free_seat = 1; /* the first lane is the group's own */
    pthread_mutex_lock(&lock);
    struct group *group = find(name);
    while (group != NULL && free_seat < LANES_IN_GROUP && group->taken[free_seat])
        free_seat++;
    if (group == NULL) {
        snprintf(message, size, "the host has no memory left");
    } else if (free_seat == LANES_IN_GROUP) {
        snprintf(message, size,
                 "group %.80s has %d VMs, and no process can have more; close some, "
                 "or make two groups of it",
                 name, LANES_IN_GROUP - 1);
        group = NULL;
    } else {
        group->taken[free_seat] = true;
        group->holders++;
        *seat = free_seat;
    }
    pthread_mutex_unlock(&lock);
    return group;
}

void group_leave(struct group **owner, uint32_t seat)
{
    struct group *const group = *owner;
    *owner = NULL;
    if (group == NULL)
        return;
    pthread_mutex_lock(&lock);
    group->taken[seat] = false;
    if (--group->holders == 0) {
        struct group **at = &all;
        while (*at != group)
            at = &(*at)->next;
        *at = group->next;
        drop_process(&group->process);
        free(group);
    }
    pthread_mutex_unlock(&lock);
}

/* ---------------------------------------------------------------------------- seats */

static int64_t seconds(void) { return clock_ns(CLOCK_MONOTONIC) / 1000000000; }

/* With the lock. */
static bool lives(const struct group_process *process)
{
    if (process == NULL || process->lost || !worker_is_ours(process->worker))
        return false;
    worker_look(process->worker);
    return !lane_has_ended(&process->worker->lane);
}

/* With the lock.  Its seats are in it until each has found out; the next one is in another. */
static void fail(struct group_process *process)
{
    if (!process->lost && worker_is_ours(process->worker))
        worker_kill(process->worker);
    process->lost = true;
}

/* With the lock. */
static void limit_addresses(struct group_process *process)
{
    const uint64_t need = process->addresses + PROCESS_RESERVE;
    const bool lack = need > process->granted;
    if (!lack && process->granted - need < 2 * ADDRESSES_STEP)
        return;
    process->granted = round_up(need, ADDRESSES_STEP);
    if (lack)
        worker_limit_addresses(process->worker, process->granted);
    else
        worker_limit(process->worker, RLIMIT_AS, process->granted);
}

/* Processor time is the process's, whose threads are as many as it has runs. */
static void limit_processor(struct group_process *process)
{
    static long processors;
    if (processors == 0)
        processors = sysconf(_SC_NPROCESSORS_CONF);
    const int64_t now = seconds();
    if (process->raised != 0 && now - process->raised < WORKER_CPU_TIME / 2)
        return;
    process->raised = now;
    worker_limit(process->worker, LIMIT_CPU_MORE,
                 WORKER_CPU_TIME * (uint64_t)(processors > 1 ? processors : 1));
}

static int start(struct group *group, char *message, size_t size)
{
    struct kind *kind = kind_of_groups();
    struct group_process *const process = calloc(1, sizeof *process);
    int code = PKHOST_NO_MEMORY;
    snprintf(message, size, "the host has no memory left");
    if (kind != NULL && process != NULL)
        code = worker_take(&process->worker, kind, NULL, message, size);
    kind_free(&kind);
    if (code != PKHOST_DONE) {
        free(process);
        return code;
    }
    process->holders = 1;
    group->process = process;
    return PKHOST_DONE;
}

/* What a VM and its runs may need: the region, an image of it, a stack of a thread's and one of
 * a paused run's. */
static uint64_t need_of(const struct kind *kind)
{
    return 2 * (uint64_t)kind->memory + 2 * (STACK_SIZE + STACK_GUARD_SIZE) + SEAT_RESERVE;
}

/* With the lock. */
static struct worker *sit_down(struct group_process *process, uint32_t seat, struct kind *kind)
{
    struct worker *const of_process = process->worker;
    struct worker *const worker = calloc(1, sizeof *worker);
    struct lane *const lane = &process->lanes[seat];
    if (worker == NULL)
        return NULL;
    if (lane->words == NULL) {
        char *const lanes = of_process->memory.start;
        lane_open(lane, LANE_OF_HOST, lane_in_group(lanes, seat), LANE_RING_IN_GROUP);
        lane->group = lanes;
        lane->number = seat;
        atomic_store(&lane->words->worker.sleeps, LANE_UNSERVED);
    }
    client_lock();
    worker->number = zygote_number();
    worker->zygote = of_process->zygote;
    zygote_hold(worker->zygote);
    client_unlock();
    worker->connection = of_process->connection;
    worker->kind = kind_share(kind);
    worker->lane = *lane;
    worker->process = process;
    worker->seat = seat;
    worker->addresses = need_of(kind);
    process->holders++;
    process->addresses += worker->addresses;
    limit_addresses(process);
    limit_processor(process);
    return worker;
}

int group_take(struct worker **worker, struct group *group, uint32_t seat, struct kind *kind,
               char *message, size_t size)
{
    int code = PKHOST_DONE;
    pthread_mutex_lock(&lock);
    if (!lives(group->process)) {
        drop_process(&group->process);
        code = start(group, message, size);
    }
    *worker = code == PKHOST_DONE ? sit_down(group->process, seat, kind) : NULL;
    if (code == PKHOST_DONE && *worker == NULL) {
        snprintf(message, size, "the host has no memory left");
        code = PKHOST_NO_MEMORY;
    }
    pthread_mutex_unlock(&lock);
    return code;
}

/* With the lock. */
static void stand_up(struct worker *worker)
{
    struct group_process *process = worker->process;
    process->lanes[worker->seat] = worker->lane;
    process->addresses -= worker->addresses;
    if (lives(process))
        limit_addresses(process);
    client_lock();
    zygote_drop(worker->zygote);
    client_unlock();
    kind_free(&worker->kind);
    free(worker);
    drop_process(&process);
}

/* Called where there is no room for a message, and it would wait. */
static int give_up(struct lane *lane)
{
    (void)lane;
    return LANE_TIMEOUT;
}

void group_end(struct worker **owner)
{
    struct worker *const worker = *owner;
    *owner = NULL;
    if (worker == NULL)
        return;
    pthread_mutex_lock(&lock);
    if (lives(worker->process)) {
        /* It has read all before, so there is room.  Where that is not so, it has failed. */
        worker->lane.idle = give_up;
        worker->lane.idle_due = 0;
        if (lane_write(&worker->lane, MESSAGE_END, 0, NULL, 0) != LANE_DONE)
            fail(worker->process);
        worker->lane.idle = NULL;
    }
    stand_up(worker);
    pthread_mutex_unlock(&lock);
}

void group_fail(struct worker **owner)
{
    struct worker *const worker = *owner;
    *owner = NULL;
    if (worker == NULL)
        return;
    pthread_mutex_lock(&lock);
    fail(worker->process);
    stand_up(worker);
    pthread_mutex_unlock(&lock);
}

void group_signal(const struct worker *worker)
{
    if (worker_is_ours(worker))
        lane_alert_group(worker->lane.group, worker->seat);
}

void group_limit(struct worker *worker, unsigned resource, uint64_t value)
{
    (void)value;
    pthread_mutex_lock(&lock);
    if (resource == LIMIT_CPU_MORE)
        limit_processor(worker->process);
    pthread_mutex_unlock(&lock);
}

void group_give_addresses(struct worker *worker, uint64_t bytes)
{
    struct group_process *const process = worker->process;
    const uint64_t need = need_of(worker->kind) + bytes;
    pthread_mutex_lock(&lock);
    if (need > worker->addresses && lives(process)) {
        process->addresses += need - worker->addresses;
        worker->addresses = need;
        limit_addresses(process);
    }
    pthread_mutex_unlock(&lock);
}

int64_t group_grace(const struct worker *worker)
{
    enum { TURN = 5000000 }; /* ns: what each of them has of a processor before the next one */
    pthread_mutex_lock(&lock);
    const unsigned vms = worker->process->holders - 1;
    pthread_mutex_unlock(&lock);
    return (int64_t)vms * TURN;
}

/* The zygote says in the first lane that the process has ended. */
void group_look(const struct worker *worker)
{
    const struct worker *const of_process = worker->process->worker;
    worker_look(of_process);
    if (lane_has_ended(&of_process->lane))
        atomic_store(&worker->lane.words->ended, atomic_load(&of_process->lane.words->ended));
}
