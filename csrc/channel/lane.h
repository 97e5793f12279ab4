/* lane.h -- memory that a host and a worker share, and the messages through it.
 *
 * THEORY OF OPERATION
 *
 * A lane belongs to one VM of an isolated process (a *worker*).  It is a piece of
 * shared memory: a page of words, and two rings of bytes, one for each direction.
 *
 *     struct lane_words | ring to the worker | ring to the host
 *
 * Through the rings go messages: a head (struct message), then as many bytes as the
 * head says, filled up to a multiple of 8.  A message may be larger than its ring:
 * then its reader makes room while its writer writes.  What the messages are is in
 * messages.h.
 *
 * Each side has a *bell*, a word that the other one counts up when there is something
 * to see.  A side that waits looks at its bell for some microseconds and then sleeps on
 * it, as a futex.  Who counts up a bell makes a system call only if the other side says
 * that it sleeps.  The kernel is not asked for anything else, so that a round trip of
 * two sides that both look takes less than a microsecond.  What can wait to be read, as the
 * output that a host only collects, rings no bell until there is much of it.
 *
 * THE OTHER SIDE IS HOSTILE
 *
 * The worker may have been taken over, and write anything at any time into all of this,
 * while the host reads it.  So the host, and for the sake of one code the worker too,
 *
 *   - keeps its own place in both rings in memory that is not shared (struct lane);
 *   - reads each word of the other side once, into a variable, and checks that;
 *   - copies bytes out of a ring before it looks at them;
 *   - bounds the size of a message, by its type, before it makes room for it;
 *   - trusts no wake-up and no lack of one: it looks, and waits with an end.
 *
 * A word that cannot be right (more bytes than a ring has) is LANE_NONSENSE, after which
 * the host ends the worker.
 *
 * A struct lane is used by one thread at a time: who that is, is the matter of its
 * owner (attend.h of the client, serve.h of the worker).  lane_alert(), and what
 * reads or sets a word, may be called from any thread.
 */
#ifndef PKHOST_CHANNEL_LANE_H
#define PKHOST_CHANNEL_LANE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* ------------------------------------------------------------- the shared memory */

enum {
    LANE_WORDS = 4096,             /* bytes of the page of words */
    LANE_RING = 128 << 10,         /* bytes of each ring: of a worker with one lane, */
    LANE_RING_IN_GROUP = 32 << 10, /* and of one with many */
};

/* What the worker is doing: for the host's decisions about time only, as the worker may
 * write anything here. */
enum lane_state {
    LANE_STARTING = 0, /* not ready yet */
    LANE_READY,        /* waits for a message, or runs a script */
    LANE_STOPPING,     /* waits for a function of the host's, and its script is to stop */
};

/* What the host asks of a worker at any time: bits of `wishes`. */
enum lane_wish {
    LANE_WISH_INTERRUPT = 1, /* stop the run that `wished_run` names */
    LANE_WISH_PAUSE = 2,     /* pause it */
};

/* One direction.  Counted in bytes since the beginning; only ever grows. */
struct lane_ring {
    _Alignas(64) _Atomic uint64_t written; /* by its writer */
    _Alignas(64) _Atomic uint64_t read;    /* by its reader */
};

/* What one side has to say of itself, besides messages. */
struct lane_party {
    _Alignas(64) _Atomic uint32_t bell; /* futex: counted up by the other side */
    _Atomic uint32_t sleeps;            /* it is asleep on its bell, or about to be */
    _Atomic int32_t processor;          /* where it ran last: looking is of use only if the
                                         * two are on different ones */
};

struct lane_words {
    struct lane_ring to_worker, to_host;
    struct lane_party worker, host;
    _Alignas(64) _Atomic uint32_t state; /* enum lane_state, set by the worker */
    /* Bits of enum lane_wish, set by the host, which takes them back when a run has ended.
     * The worker takes back LANE_WISH_PAUSE when it sees it. */
    _Alignas(64) _Atomic uint64_t wishes;
    _Atomic uint64_t wished_run; /* the number of the run that they are about */
    /* By the zygote (channel/control.h), when the worker has ended: its wait status plus
     * LANE_ENDED.  0: it lives.  The host takes it for what it may be, a lie. */
    _Alignas(64) _Atomic uint32_t ended;
    /* By the zygote: counted up when it has changed the limit on the process's address space
     * (CONTROL_LIMIT), and has rung the host's bell.  As above. */
    _Atomic uint32_t limits;
};
enum { LANE_ENDED = 1 << 16 };

_Static_assert(sizeof(struct lane_words) <= LANE_WORDS, "the words fit their page");

/* How many bytes a lane takes up. */
static inline size_t lane_size(size_t ring) { return LANE_WORDS + 2 * ring; }

/* A worker of many VMs, a *group*, has a thread for a lane only while there is something to do
 * in it.  All its lanes lie one after the other in one piece of memory; of that, only what
 * is used takes up any.  The first one has no VM: its bell is the group's, and the memory of
 * its ring to the worker holds a bit for each lane, which the host sets before it rings.  For
 * a lane that no thread serves, the worker's `sleeps` is LANE_UNSERVED. */
enum { LANES_IN_GROUP = 4096, LANE_UNSERVED = 2 };

/* How many heaps of malloc()'s the threads of a group have, which take up to 128 MiB of
 * addresses each. */
enum { GROUP_ARENAS = 4 };

typedef _Atomic uint64_t lane_bits[LANES_IN_GROUP / 64];

/* Where lane number `number` of a group is. */
static inline char *lane_in_group(char *lanes, uint32_t number)
{
    return lanes + number * lane_size(LANE_RING_IN_GROUP);
}

/* ------------------------------------------------------------------ one side of it */

enum lane_side { LANE_OF_HOST, LANE_OF_WORKER };

/* What the functions below answer. */
enum lane_answer {
    LANE_DONE = 0,
    LANE_TIMEOUT,  /* the time is over; nothing was lost, call again */
    LANE_SIGNALED, /* the thread may have got a signal: see to it, call again */
    LANE_GONE,     /* the other side has ended */
    LANE_NONSENSE, /* the other side has written what cannot be */
};

/* The head of a message. */
struct message {
    uint32_t type;  /* enum message_type: messages.h */
    int32_t detail; /* by the type */
    uint64_t size;  /* bytes that follow */
};

/* One side's own memory: nothing of it is shared. */
struct lane {
    struct lane_words *words;
    char *in, *out; /* the rings */
    size_t ring;    /* bytes of each */
    enum lane_side side;
    uint64_t in_read;     /* places: bytes since the beginning */
    uint64_t in_given;    /* as far as the writer knows */
    uint64_t out_written; /* handed over so far, */
    uint64_t out_staged;  /* and written in all: lane_write_end() hands over the rest */
    uint64_t out_told;    /* handed over when the reader was last made to look */
    bool unhurried;       /* what is written now may wait: lane_write_unhurried() */
    uint64_t in_left;     /* bytes of the message that is being read, */
    uint32_t in_filling;  /* and what fills it up */
    /* Called, if not NULL, in the middle of a message, after each sleep and about every
     * 20 ms otherwise, however fast or slowly the other side goes on: 0, or one of
     * LANE_TIMEOUT, LANE_SIGNALED, LANE_GONE to give up.  So a writer that waits for room
     * can see to its interrupts, and a reader to its time. */
    int (*idle)(struct lane *lane);
    int64_t idle_due; /* when it is to be called next: CLOCK_MONOTONIC, ns */
    void *context;    /* the owner's */
    char *group;      /* of the host's side: the group's lanes, or NULL; */
    uint32_t number;  /* and which of them this is */
};

/* Make `lane` one side of shared memory, which is all zero when the first side does. */
void lane_open(struct lane *lane, enum lane_side side, void *memory, size_t ring);

/* ------------------------------------------------------------------------- reading */

/* Whether there is a message, or a part of one. */
int lane_has_message(struct lane *lane, bool *has);

/* Wait for a message, at most `timeout` ns (negative: for ever), and read its head.  Look
 * for it at first, for at most `look` ns, before sleeping.  LANE_TIMEOUT if there is none;
 * LANE_GONE if there is none and the other side has ended.  The host gets LANE_SIGNALED
 * after 20 ms at most, also from an other side that rings without end. */
int lane_read_head(struct lane *lane, struct message *message, int64_t timeout, int64_t look);

/* Read the next `size` bytes of the message, which has so many; all of them, whatever
 * that takes.  Gives LANE_GONE if the other side ends in the middle, and what `idle` does. */
int lane_read(struct lane *lane, void *to, size_t size);

/* Read the rest of the message, and forget it.  Its size is the other side's word: bound it
 * first. */
int lane_skip(struct lane *lane);

/* ------------------------------------------------------------------------- writing */

/* A piece of a message. */
struct lane_piece {
    const void *data;
    size_t size;
};

/* Write a message of some pieces, and ring the other side's bell.  Waits for room,
 * whatever that takes; what `idle` answers, and LANE_GONE, leave half a message behind,
 * after which the lane is of no more use. */
int lane_write(struct lane *lane, uint32_t type, int32_t detail, const struct lane_piece *pieces,
               size_t count);

/* The same, of what need not be read soon: the bell is not rung before half of the ring is full,
 * or something else is written.  So a reader that sleeps is not woken for each of many
 * messages.  Whether or not the bell rings, what is written is there to be read. */
int lane_write_unhurried(struct lane *lane, uint32_t type, int32_t detail,
                         const struct lane_piece *pieces, size_t count);

/* In parts: the head, then data of that size in all, then lane_write_end(). */
int lane_write_head(struct lane *lane, uint32_t type, int32_t detail, uint64_t size);
int lane_write_data(struct lane *lane, const void *data, size_t size);
int lane_write_end(struct lane *lane, uint64_t size); /* fills up, hands over, rings */

/* ------------------------------------------------------------------------- waiting */

/* The bell of this side, as it is now: to be read before looking for what it tells of. */
uint32_t lane_bell(const struct lane *lane);

/* Wait until this side's bell is not `seen` any more: look for `look` ns, then sleep, at
 * most `timeout` ns in all (negative: for ever, but it comes back as LANE_SIGNALED now and
 * then, as a signal that comes just before a sleep interrupts nothing). */
int lane_wait(struct lane *lane, uint32_t seen, int64_t timeout, int64_t look);

/* Ring the other side's bell: something has changed that it looks at. */
void lane_alert(struct lane *lane);

/* The same ahead of a message: so the other side wakes up while this one prepares that. */
void lane_rouse(struct lane *lane);

/* Let a group look at one of its lanes, whether or not a thread serves that. */
void lane_alert_group(char *lanes, uint32_t number);

/* The same, from the side that is named. */
void lane_ring_bell(struct lane_words *words, enum lane_side whose);

/* Whether the other side has ended: for the host, `words->ended`. */
bool lane_has_ended(const struct lane *lane);

#pragma GCC visibility pop

#endif
