/* channel_garbage.c - a host that reads a lane which a hostile worker writes.
 *
 *     channel_garbage SEED SECONDS
 *
 * The writer, a thread, writes what it likes into all of the shared memory while the host reads:
 * random words, places of the rings next to those that are right, heads of messages that look right
 * with sizes that are not, and flips what it has just written.  The host is lane.c, used as lane.h
 * says: it bounds a message's size before it makes room.  No sanitizer may report anything, no call
 * may take longer than it was given, and no more memory be used than one message may have.  The
 * memory has inaccessible pages on both sides.
 *
 * Prints how often each answer came, so that the test sees that all of them did.
 */
#define _GNU_SOURCE
#include "channel/lane.h"
#include "channel/messages.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
    RING = 8192,
    MESSAGE_MOST = 1 << 16,
    GUARD = 1 << 16,     /* bytes on each side */
    CALL_MOST = 5000000, /* ns that a call may take by its arguments */
    /* What it may take on a machine whose processors have other work. */
    GRACE = 2000000000,
};

static _Atomic bool stop;
static int64_t call_began;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* ---- the worker ---- */

/* Numbers at which code goes wrong. */
static uint64_t crafted(uint64_t r)
{
    static const uint64_t edges[] = { 0,
                                      1,
                                      7,
                                      8,
                                      15,
                                      16,
                                      RING - 8,
                                      RING,
                                      RING + 8,
                                      INT32_MAX,
                                      1u << 31,
                                      UINT32_MAX,
                                      1ull << 32,
                                      1ull << 63,
                                      UINT64_MAX,
                                      UINT64_MAX - 7,
                                      INT64_MAX,
                                      MESSAGE_MOST,
                                      MESSAGE_MOST + 1 };
    const uint64_t edge = edges[r % (sizeof edges / sizeof *edges)];
    return r >> 60 == 0 ? r : edge + ((r >> 56) % 3 - 1) * (r >> 59 & 1);
}

static void *write_garbage(void *argument)
{
    char *const memory = argument;
    struct lane_words *const words = argument;
    char *const ring = memory + LANE_WORDS + RING; /* to the host */
    uint64_t state = (uintptr_t)call_began | 1;    /* the seed: see main() */
    while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
        const uint64_t r = next_random(&state), s = next_random(&state);
        /* Where the host reads, as far as it has said. */
        const uint64_t read = atomic_load(&words->to_host.read);
        switch (r % 16) {
        case 0: /* anything, anywhere in the words but what ends the test */
            ((volatile uint64_t *)memory)[(r >> 8) % (sizeof *words / 8)] = crafted(s);
            break;
        case 1: /* anything in the rings */
            ((volatile uint64_t *)(memory + LANE_WORDS))[(r >> 8) % (2 * RING / 8)] = crafted(s);
            break;
        case 2: atomic_store(&words->to_host.written, read + crafted(s)); break;
        case 3: atomic_store(&words->to_worker.read, crafted(s)); break;
        case 4: atomic_store(&words->to_worker.read, atomic_load(&words->to_worker.written)); break;
        case 5:
            if (s % 64 == 0)
                atomic_store(&words->ended, (uint32_t)crafted(s >> 8));
            break;
        case 6: atomic_fetch_add(&words->host.bell, 1); break;
        case 7: lane_ring_bell(words, LANE_OF_HOST); break;
        case 8: words->host.sleeps = words->worker.sleeps = (uint32_t)s; break;
        default: { /* a message that looks right, and is changed while it is read */
            struct message head = {
                .type = r % 3 ? MESSAGE_OUTPUT + (s >> 40) % 6 : (uint32_t)(s >> 32),
                .detail = (int32_t)crafted(s),
                .size = r & 32   ? (s >> 20) % 64
                        : r & 64 ? (s >> 20) % (2 * MESSAGE_MOST)
                                 : crafted(s),
            };
            char bytes[sizeof head];
            memcpy(bytes, &head, sizeof head);
            for (size_t i = 0; i < sizeof head; i++)
                ((volatile char *)ring)[(read + i) % RING] = bytes[i];
            const uint64_t size = head.size > RING - 16 ? RING - 16 : head.size;
            atomic_store(&words->ended, 0);
            atomic_store(&words->to_host.written, read + 16 + (size + 7) / 8 * 8);
            if (r & 128)
                lane_ring_bell(words, LANE_OF_HOST);
            for (uint64_t i = 0; i < (r >> 8) % 32; i++)
                ((volatile char *)ring)[(read + (r >> i) % 32) % RING] ^= (char)(1 << i % 8);
        }
        }
    }
    return NULL;
}

/* ---- the host ---- */

/* Answers, and sizes that were refused. */
enum { TOO_LARGE = LANE_NONSENSE + 1, ANSWERS };
static uint64_t answers[ANSWERS], read_whole;
static int64_t longest;

static int in_time(struct lane *lane)
{
    (void)lane;
    return now() - call_began > CALL_MOST ? LANE_TIMEOUT : LANE_DONE;
}

static int measured(int answer)
{
    const int64_t took = now() - call_began;
    if (took > longest)
        longest = took;
    if (answer < 0 || answer >= ANSWERS) {
        fprintf(stderr, "answer %d\n", answer);
        _exit(1);
    }
    answers[answer]++;
    return answer;
}

static int read_a_message(struct lane *lane, uint64_t *state)
{
    struct message message;
    const uint64_t r = next_random(state);
    bool has;
    call_began = now();
    if (r % 4 == 0)
        measured(lane_has_message(lane, &has));
    call_began = now();
    int answer = measured(lane_read_head(lane, &message, r % 2 ? CALL_MOST : 0, r % 3 ? 20000 : 0));
    if (answer != LANE_DONE)
        return answer;
    if (message.size > MESSAGE_MOST)
        return measured(TOO_LARGE);
    char *const data = malloc(message.size); /* of just that size, for the sanitizer */
    if (data == NULL && message.size != 0)
        abort();
    call_began = now();
    switch (r % 5) {
    case 0: answer = lane_skip(lane); break;
    case 1:
        answer = lane_read(lane, data, message.size / 2);
        if (answer == LANE_DONE)
            answer = lane_skip(lane);
        break;
    default: answer = lane_read(lane, data, message.size); break;
    }
    measured(answer);
    read_whole += answer == LANE_DONE;
    free(data);
    return answer;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    uint64_t state = strtoull(argv[1], NULL, 10) * 2654435761u + 1;
    const int64_t end = now() + strtoll(argv[2], NULL, 10) * 1000000000LL;
    char *const all =
        mmap(NULL, 2 * GUARD + lane_size(RING), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED)
        return 2;
    char *const memory = mmap(all + GUARD, lane_size(RING), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (memory == MAP_FAILED)
        return 2;
    call_began = (int64_t)next_random(&state);
    pthread_t thread;
    if (pthread_create(&thread, NULL, write_garbage, memory) != 0)
        return 2;
    static const char reply[3 * RING];
    while (now() < end) {
        struct lane lane;
        /* A new VM: places begin at 0 again, where the writer looks for them. */
        atomic_store(&((struct lane_words *)memory)->to_host.read, 0);
        atomic_store(&((struct lane_words *)memory)->to_host.written, 0);
        lane_open(&lane, LANE_OF_HOST, memory, RING);
        lane.idle = in_time;
        int answer = LANE_DONE;
        for (int i = 0;
             i < 1000 && answer != LANE_NONSENSE && answer != TOO_LARGE && answer != LANE_GONE;
             i++) {
            answer = read_a_message(&lane, &state);
            if (answer == LANE_DONE && i % 4 == 3) {
                call_began = now();
                const struct lane_piece piece = { reply, next_random(&state) % sizeof reply };
                answer = measured(lane_write(&lane, MESSAGE_REPLY, 0, &piece, 1));
            }
            if (answer == LANE_TIMEOUT && lane.in_left != 0)
                break; /* in the middle of a message */
        }
    }
    atomic_store(&stop, true);
    pthread_join(thread, NULL);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("done=%lu timeout=%lu signaled=%lu gone=%lu nonsense=%lu too_large=%lu whole=%lu "
           "longest_ms=%ld resident_kb=%ld\n",
           answers[LANE_DONE], answers[LANE_TIMEOUT], answers[LANE_SIGNALED], answers[LANE_GONE],
           answers[LANE_NONSENSE], answers[TOO_LARGE], read_whole, longest / 1000000,
           usage.ru_maxrss);
    return longest > CALL_MOST + GRACE;
}
