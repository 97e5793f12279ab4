/* lane.c -- what lane.h describes. */
#define _GNU_SOURCE
#include "channel/lane.h"

#include "base/clock.h"
#include "base/futex.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    /* A signal that came after a host's thread last looked for one, and before it sleeps,
     * interrupts nothing: it is to look now and then. */
    LOOK_AGAIN = 20000000, /* ns */
    /* How long to look before sleeping in the middle of a message, whose other side is at
     * work on it. */
    LOOK_WITHIN = 20000,
    UNIT = 8, /* messages take up a multiple of so many bytes */
    /* A long message goes through the ring in parts of which so many fill it: then one side
     * copies in while the other one copies out. */
    PARTS = 4,
    /* How many pieces of a message are copied between two looks at the time. */
    TURNS = 256,
};

static int64_t now(void) { return clock_ns(CLOCK_MONOTONIC); }

/* That long after `from`; never past the end of time. */
static int64_t later(int64_t from, int64_t by)
{
    return by > INT64_MAX - from ? INT64_MAX : from + by;
}

/* ------------------------------------------------------------------------- parties */

static struct lane_party *party(struct lane_words *words, enum lane_side side)
{
    return side == LANE_OF_HOST ? &words->host : &words->worker;
}

static struct lane_party *own(const struct lane *lane) { return party(lane->words, lane->side); }

static struct lane_party *other(const struct lane *lane)
{
    return party(lane->words, lane->side == LANE_OF_HOST ? LANE_OF_WORKER : LANE_OF_HOST);
}

static struct lane_ring *in_ring(const struct lane *lane)
{
    return lane->side == LANE_OF_HOST ? &lane->words->to_host : &lane->words->to_worker;
}

static struct lane_ring *out_ring(const struct lane *lane)
{
    return lane->side == LANE_OF_HOST ? &lane->words->to_worker : &lane->words->to_host;
}

void lane_open(struct lane *lane, enum lane_side side, void *memory, size_t ring)
{
    char *const to_worker = (char *)memory + LANE_WORDS, *const to_host = to_worker + ring;
    memset(lane, 0, sizeof *lane);
    lane->words = memory;
    lane->ring = ring;
    lane->side = side;
    lane->in = side == LANE_OF_HOST ? to_host : to_worker;
    lane->out = side == LANE_OF_HOST ? to_worker : to_host;
}

bool lane_has_ended(const struct lane *lane)
{
    return lane->side == LANE_OF_HOST && atomic_load(&lane->words->ended) != 0;
}

/* --------------------------------------------------------------------------- bells */

void lane_ring_bell(struct lane_words *words, enum lane_side whose)
{
    struct lane_party *p = party(words, whose);
    atomic_fetch_add(&p->bell, 1);
    if (atomic_load(&p->sleeps) != 0)
        syscall(SYS_futex, &p->bell, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void lane_alert_group(char *lanes, uint32_t number)
{
    lane_bits *const rung = (lane_bits *)(lanes + LANE_WORDS);
    atomic_fetch_or(&(*rung)[number / 64], (uint64_t)1 << number % 64);
    lane_ring_bell((struct lane_words *)lanes, LANE_OF_WORKER);
}

void lane_alert(struct lane *lane)
{
    lane_ring_bell(lane->words, lane->side == LANE_OF_HOST ? LANE_OF_WORKER : LANE_OF_HOST);
    if (lane->group != NULL && atomic_load(&lane->words->worker.sleeps) == LANE_UNSERVED)
        lane_alert_group(lane->group, lane->number);
}

void lane_rouse(struct lane *lane)
{
    atomic_store_explicit(&own(lane)->processor, sched_getcpu(), memory_order_relaxed);
    lane_alert(lane);
}

uint32_t lane_bell(const struct lane *lane) { return atomic_load(&own(lane)->bell); }

/* Whether the word changes from `seen` within so long. */
static bool look_for_change(const struct lane *lane, const _Atomic uint32_t *word, uint32_t seen,
                            int64_t most)
{
    const int here = sched_getcpu();
    atomic_store_explicit(&own(lane)->processor, here, memory_order_relaxed);
    if (most <= 0 || !can_spin()
        || atomic_load_explicit(&other(lane)->processor, memory_order_relaxed) == here)
        return atomic_load(word) != seen;
    const int64_t end = now() + most;
    do {
        for (int i = 0; i < 50; i++) {
            if (atomic_load_explicit(word, memory_order_acquire) != seen)
                return true;
            pause_briefly();
        }
        /* Whoever else wants this processor may be what the other side waits for. */
        if (lane->side == LANE_OF_HOST)
            sched_yield();
    } while (now() < end);
    return false;
}

int lane_wait(struct lane *lane, uint32_t seen, int64_t timeout, int64_t look)
{
    struct lane_party *const me = own(lane);
    if (look_for_change(lane, &me->bell, seen, timeout >= 0 && timeout < look ? timeout : look))
        return LANE_DONE;
    if (timeout == 0)
        return LANE_TIMEOUT;
    const bool brief = lane->side == LANE_OF_HOST && (timeout < 0 || timeout > LOOK_AGAIN);
    const int64_t most = brief ? LOOK_AGAIN : timeout;
    const struct timespec limit = { most / 1000000000, most % 1000000000 };
    int error = 0;
    atomic_store(&me->sleeps, 1);
    if (atomic_load(&me->bell) == seen && !lane_has_ended(lane)
        && syscall(SYS_futex, &me->bell, FUTEX_WAIT, seen, most < 0 ? NULL : &limit, NULL, 0) != 0)
        error = errno;
    atomic_store(&me->sleeps, 0);
    if (atomic_load(&me->bell) != seen || lane_has_ended(lane))
        return LANE_DONE;
    return error == ETIMEDOUT && !brief ? LANE_TIMEOUT : LANE_SIGNALED;
}

/* ------------------------------------------------------------------ waiting within */

/* Ask the owner, if it is time again.  An other side that moves on by a few bytes now and then
 * lets no wait end in a sleep, so the time decides and not the sleeps. */
static int ask_owner(struct lane *lane, int64_t when)
{
    if (lane->idle == NULL || when < lane->idle_due)
        return LANE_DONE;
    lane->idle_due = when + LOOK_AGAIN;
    return lane->idle(lane);
}

/* In the middle of a message: until the other side has moved `place` on from `seen`. */
static int wait_for_place(struct lane *lane, const _Atomic uint64_t *place, uint64_t seen)
{
    const int64_t begin = now(), end = begin + (can_spin() ? LOOK_WITHIN : 0);
    const int answer = ask_owner(lane, begin);
    if (answer != LANE_DONE)
        return answer;
    do {
        for (int i = 0; i < 50; i++) {
            if (atomic_load_explicit(place, memory_order_acquire) != seen)
                return LANE_DONE;
            pause_briefly();
        }
    } while (now() < end);

    struct lane_party *const me = own(lane);
    const struct timespec limit = { 0, LOOK_AGAIN };
    atomic_store(&me->sleeps, 1);
    const uint32_t bell = atomic_load(&me->bell);
    if (atomic_load(place) == seen && !lane_has_ended(lane))
        syscall(SYS_futex, &me->bell, FUTEX_WAIT, bell, &limit, NULL, 0);
    atomic_store(&me->sleeps, 0);
    if (atomic_load(place) != seen)
        return LANE_DONE;
    if (lane_has_ended(lane))
        return LANE_GONE;
    lane->idle_due = 0; /* a sleep may have ended by a signal */
    return ask_owner(lane, now());
}

/* ------------------------------------------------------------------------- reading */

/* How many bytes there are to read. */
static int available(const struct lane *lane, uint64_t *written, uint64_t *bytes)
{
    *written = atomic_load(&in_ring(lane)->written); /* after give_room(): see hand_over() */
    *bytes = *written - lane->in_read;
    return *bytes > lane->ring || *written % UNIT != 0 ? LANE_NONSENSE : LANE_DONE;
}

/* Copy out of the ring, where there is so much. */
static void take(struct lane *lane, char *to, size_t size)
{
    const size_t at = lane->in_read % lane->ring;
    const size_t first = size < lane->ring - at ? size : lane->ring - at;
    if (to != NULL) {
        memcpy(to, lane->in + at, first);
        memcpy(to + first, lane->in, size - first);
    }
    lane->in_read += size;
}

/* Say how far it was read, to a writer that may wait for room: not for each bit of it, as it
 * would sleep again after each. */
static void give_room(struct lane *lane)
{
    struct lane_ring *const ring = in_ring(lane);
    lane->in_given = lane->in_read;
    atomic_store(&ring->read, lane->in_read);
    struct lane_party *const writer = other(lane);
    if (atomic_load(&writer->sleeps) != 0
        && atomic_load(&ring->written) - lane->in_read <= lane->ring / 2)
        lane_alert(lane);
}

/* The next `size` bytes; NULL: forget them. */
static int take_all(struct lane *lane, char *to, uint64_t size)
{
    for (uint32_t turn = 1; size > 0; turn++) {
        uint64_t written, bytes;
        int answer = available(lane, &written, &bytes);
        if (answer == LANE_DONE && turn % TURNS == 0)
            answer = ask_owner(lane, now());
        if (answer != LANE_DONE)
            return answer;
        if (bytes == 0) {
            give_room(lane);
            answer = wait_for_place(lane, &in_ring(lane)->written, written);
            if (answer != LANE_DONE)
                return answer;
            continue;
        }
        const size_t part = lane->ring / PARTS;
        size_t now_taken = bytes < size ? bytes : size;
        if (now_taken > part)
            now_taken = part;
        take(lane, to, now_taken);
        if (to != NULL)
            to += now_taken;
        size -= now_taken;
        if (lane->in_read - lane->in_given >= part)
            give_room(lane);
    }
    return LANE_DONE;
}

int lane_has_message(struct lane *lane, bool *has)
{
    uint64_t written, bytes;
    const int answer = available(lane, &written, &bytes);
    *has = answer == LANE_DONE && bytes >= sizeof(struct message);
    return answer;
}

int lane_read_head(struct lane *lane, struct message *message, int64_t timeout, int64_t look)
{
    int64_t begin = 0, end = 0;
    for (bool first = true;; first = false) {
        bool has;
        const uint32_t seen = lane_bell(lane);
        const bool ended = lane_has_ended(lane); /* before looking: all it wrote is there then */
        int answer = lane_has_message(lane, &has);
        if (answer != LANE_DONE)
            return answer;
        if (has)
            break;
        if (ended)
            return LANE_GONE;
        const int64_t t = now();
        if (first) {
            begin = t;
            end = timeout < 0 ? INT64_MAX : later(begin, timeout);
        } else {
            /* The bell rang for nothing, and may go on doing that. */
            if (t >= end)
                return LANE_TIMEOUT;
            if (lane->side == LANE_OF_HOST && t - begin >= LOOK_AGAIN)
                return LANE_SIGNALED;
        }
        answer = lane_wait(lane, seen, timeout < 0 ? -1 : end - t, look);
        if (answer != LANE_DONE)
            return answer;
    }
    take(lane, (char *)message, sizeof *message);
    lane->in_left = message->size;
    lane->in_filling = (uint32_t)(-message->size % UNIT);
    if (lane->in_left == 0)
        give_room(lane);
    return LANE_DONE;
}

static int end_reading(struct lane *lane)
{
    const int answer = take_all(lane, NULL, lane->in_filling);
    lane->in_filling = 0;
    give_room(lane);
    return answer;
}

int lane_read(struct lane *lane, void *to, size_t size)
{
    if (size > lane->in_left)
        return LANE_NONSENSE;
    const int answer = take_all(lane, to, size);
    lane->in_left -= size;
    if (answer != LANE_DONE)
        return answer;
    return lane->in_left == 0 && size != 0 ? end_reading(lane) : LANE_DONE;
}

int lane_skip(struct lane *lane)
{
    if (lane->in_left == 0)
        return LANE_DONE;
    const int answer = take_all(lane, NULL, lane->in_left);
    lane->in_left = 0;
    return answer != LANE_DONE ? answer : end_reading(lane);
}

/* ------------------------------------------------------------------------- writing */

/* In whole units.  Ring the bell only if the reader may have seen all that it was told of: one
 * that has not looks again before it sleeps.  It says how far it has read, and then looks how
 * far there is something; here it is the other way round, so one of the two sees the other. */
static void hand_over(struct lane *lane)
{
    if (lane->out_written == lane->out_staged - lane->out_staged % UNIT)
        return;
    lane->out_written = lane->out_staged - lane->out_staged % UNIT;
    atomic_store(&out_ring(lane)->written, lane->out_written);
    const uint64_t read = atomic_load(&out_ring(lane)->read);
    /* Less than a head is nothing to a reader. */
    const bool may_sleep = read + sizeof(struct message) > lane->out_told;
    if (may_sleep && lane->unhurried && lane->out_written - read < lane->ring / 2)
        return;
    lane->out_told = lane->out_written;
    if (may_sleep)
        lane_alert(lane);
}

int lane_write_data(struct lane *lane, const void *data, size_t size)
{
    const char *from = data;
    for (uint32_t turn = 1; size > 0; turn++) {
        const uint64_t read = atomic_load_explicit(&out_ring(lane)->read, memory_order_acquire);
        const uint64_t used = lane->out_staged - read;
        if (used > lane->ring)
            return LANE_NONSENSE;
        if (turn % TURNS == 0) {
            const int answer = ask_owner(lane, now());
            if (answer != LANE_DONE)
                return answer;
        }
        const size_t room = lane->ring - used;
        if (room == 0) {
            hand_over(lane);
            const int answer = wait_for_place(lane, &out_ring(lane)->read, read);
            if (answer != LANE_DONE)
                return answer;
            continue;
        }
        size_t part = size < room ? size : room;
        if (part > lane->ring / PARTS)
            part = lane->ring / PARTS;
        const size_t at = lane->out_staged % lane->ring;
        const size_t first = part < lane->ring - at ? part : lane->ring - at;
        memcpy(lane->out + at, from, first);
        memcpy(lane->out, from + first, part - first);
        lane->out_staged += part;
        from += part;
        size -= part;
        if (lane->out_staged - lane->out_written >= lane->ring / PARTS)
            hand_over(lane);
    }
    return LANE_DONE;
}

int lane_write_head(struct lane *lane, uint32_t type, int32_t detail, uint64_t size)
{
    const struct message head = { type, detail, size };
    return lane_write_data(lane, &head, sizeof head);
}

int lane_write_end(struct lane *lane, uint64_t size)
{
    static const char nothing[UNIT];
    const int answer = lane_write_data(lane, nothing, (size_t)(-size % UNIT));
    if (answer == LANE_DONE)
        hand_over(lane);
    return answer;
}

int lane_write(struct lane *lane, uint32_t type, int32_t detail, const struct lane_piece *pieces,
               size_t count)
{
    uint64_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += pieces[i].size;
    int answer = lane_write_head(lane, type, detail, size);
    for (size_t i = 0; i < count && answer == LANE_DONE; i++)
        answer = lane_write_data(lane, pieces[i].data, pieces[i].size);
    return answer == LANE_DONE ? lane_write_end(lane, size) : answer;
}

int lane_write_unhurried(struct lane *lane, uint32_t type, int32_t detail,
                         const struct lane_piece *pieces, size_t count)
{
    lane->unhurried = true;
    const int answer = lane_write(lane, type, detail, pieces, count);
    lane->unhurried = false;
    return answer;
}
