/* group.c -- what group.h describes. */
#define _GNU_SOURCE
#include "worker/group.h"

#include "base/thread.h"
#include "run/workers.h"
#include "stop/faults.h"
#include "worker/serve.h"
#include "worker/server.h"
#include "worker/streams.h"
#include "worker/wishes.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    LOOK = 10000,       /* ns: how long a thread stays with a lane that says nothing */
    FOLLOWERS_MOST = 4, /* threads that have nothing to do; more of them end */
};

/* One VM of the group. */
struct seat {
    struct server server;
    atomic_bool served; /* a thread does */
};

static struct seat seats[LANES_IN_GROUP]; /* only those in use take up memory */
static struct lane group_lane;            /* the first, of the group itself */
static lane_bits *rung;
static uint64_t first_place;

/* Held by the leader.  Threads that wait for it are *followers*. */
static pthread_mutex_t leading = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int followers;

/* ----------------------------------------------------------------------- one lane */

static bool has_something(struct seat *seat)
{
    bool has;
    server_expect(lane_has_message(&seat->server.lane, &has));
    return has || wishes_have_interrupt(&seat->server);
}

/* Only by the leader, and before any other thread has to do with it. */
static void open_seat(struct server *s, uint32_t number)
{
    lane_open(&s->lane, LANE_OF_WORKER, lane_in_group((char *)group_lane.words, number),
              LANE_RING_IN_GROUP);
    s->in_group = true;
    s->place = first_place + number;
}

/* The leader: whether this thread is to serve it, now that the host has rung for it.  Of those
 * that are served, see to what the host wishes. */
static bool take(uint32_t number)
{
    struct seat *const seat = &seats[number];
    struct server *const s = &seat->server;
    if (s->lane.words == NULL)
        open_seat(s, number);
    if (!atomic_exchange(&seat->served, true))
        return true;
    wishes_tell(s);
    return false;
}

/* Whether there is nothing to do in it, so that this thread does not serve it any more.  The
 * host looks at LANE_UNSERVED when it has written, and the leader at `served` when it has
 * been rung for; so each is set before this looks once more.  From `served` on, another thread
 * may have the lane already, so this one looks at the words that are shared and nothing else. */
static bool leave(struct seat *seat)
{
    struct lane_words *const words = seat->server.lane.words;
    atomic_store(&words->worker.sleeps, LANE_UNSERVED);
    if (!has_something(seat)) {
        const uint64_t read = seat->server.lane.in_read;
        atomic_store(&seat->served, false);
        const bool more =
            atomic_load(&words->to_worker.written) != read || wishes_have_interrupt(&seat->server);
        if (!more || atomic_exchange(&seat->served, true))
            return true;
    }
    atomic_store(&words->worker.sleeps, 0);
    return false;
}

static void serve_seat(uint32_t number)
{
    struct seat *const seat = &seats[number];
    struct server *const s = &seat->server;
    atomic_store(&s->lane.words->worker.sleeps, 0);
    server_enter(s);
    do
        serve_messages(s, LOOK);
    while (!leave(seat));
    server_leave();
}

/* ------------------------------------------------------------------------ threads */

/* The leader: wait for a lane that this thread is to serve. */
static uint32_t find_lane(void)
{
    for (;;) {
        const uint32_t seen = lane_bell(&group_lane);
        for (uint32_t word = 0; word < LANES_IN_GROUP / 64; word++) {
            if (atomic_load_explicit(&(*rung)[word], memory_order_relaxed) == 0)
                continue;
            uint64_t bits = atomic_exchange(&(*rung)[word], 0);
            while (bits != 0) {
                const uint32_t number = word * 64 + (uint32_t)__builtin_ctzll(bits);
                bits &= bits - 1;
                if (number != 0 && take(number)) {
                    atomic_fetch_or(&(*rung)[word], bits); /* for the next leader */
                    return number;
                }
            }
        }
        (void)lane_wait(&group_lane, seen, -1, 0);
    }
}

static void *thread_main(void *nothing);

/* False: the system allows no more threads, or has no memory. */
static bool start_thread(void) { return thread_start(thread_main, NULL) == 0; }

/* On a thread that is counted as a follower.  If it does not stay for ever, it comes back when
 * there are others enough. */
static void lead_and_serve(bool stays)
{
    do {
        pthread_mutex_lock(&leading);
        atomic_fetch_sub(&followers, 1);
        const uint32_t number = find_lane();
        /* A follower that is on its way was counted when it was started, or went to wait. */
        if (atomic_load(&followers) == 0) {
            atomic_fetch_add(&followers, 1);
            if (!start_thread())
                atomic_fetch_sub(&followers, 1);
        }
        pthread_mutex_unlock(&leading);
        serve_seat(number);
    } while (atomic_fetch_add(&followers, 1) < FOLLOWERS_MOST || stays);
    atomic_fetch_sub(&followers, 1);
}

static void *thread_main(void *nothing)
{
    (void)nothing;
    if (workers_enlist() != PKHOST_DONE) { /* whoever serves leads when that is done */
        atomic_fetch_sub(&followers, 1);
        return NULL;
    }
    faults_enter(); /* for as long as it lives, so that each run finds its handlers in place */
    lead_and_serve(false);
    faults_leave();
    workers_retire();
    return NULL;
}

_Noreturn void serve_group(char *lanes, uint64_t places)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL); /* its threads are born so */
    (void)mallopt(M_ARENA_MAX, GROUP_ARENAS);
    first_place = places;
    lane_open(&group_lane, LANE_OF_WORKER, lanes, LANE_RING_IN_GROUP);
    rung = (lane_bits *)(lanes + LANE_WORDS);
    streams_prepare();
    if (workers_enlist() != PKHOST_DONE)
        _exit(SERVER_NOT_READY);
    atomic_store(&group_lane.words->state, LANE_READY);
    lane_alert(&group_lane);
    faults_enter();
    atomic_fetch_add(&followers, 1);
    for (;;)
        lead_and_serve(true);
}
