/* channel_sides.c - both sides of a lane, in two processes; test_isolation_channel.py runs it.
 *
 *     channel_sides messages SEED COUNT RING   COUNT messages of random sizes each way, checked
 *     channel_sides lone_reader                what a reader gets while nothing is written
 *     channel_sides flood                      ... while its bell is rung without end
 *     channel_sides trickle SIDE               ... and a writer, of a side that goes on by 8 bytes
 *     channel_sides stops                      ... when the other side ends, at every place
 *     channel_sides unhurried                  when a writer that is in no hurry rings the bell
 *
 * Prints nothing and exits with 0, or says what is wrong.
 */
#define _GNU_SOURCE
#include "channel/lane.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHECK(condition)                                                    \
    do {                                                                    \
        if (!(condition)) {                                                 \
            fprintf(stderr, "%s:%d: %s\n", __func__, __LINE__, #condition); \
            _exit(1);                                                       \
        }                                                                   \
    } while (0)

enum { MS = 1000000, LOOK = 20000 };

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static uint64_t random_state;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static void *shared(size_t ring)
{
    void *memory =
        mmap(NULL, lane_size(ring), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED);
    return memory;
}

/* ---- messages ---- */

enum { LARGEST = 300000 };

/* Small ones often, as large as many rings now and then. */
static uint64_t random_size(void)
{
    const uint64_t r = next_random();
    switch (r & 7) {
    case 0: return 0;
    case 1: return (r >> 8) % LARGEST;
    case 2: return (r >> 8) % 5000;
    default: return (r >> 8) % 40;
    }
}

static void fill(char *data, size_t size, uint64_t number)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (char)(number * 31 + i * 7 + (i >> 8));
}

static char data_out[LARGEST], data_in[LARGEST], expected[LARGEST];

static void write_one(struct lane *lane, uint64_t number, uint64_t size)
{
    fill(data_out, size, number);
    const size_t first = size / 3;
    if (number % 2) {
        const struct lane_piece pieces[] = {
            { data_out, first },
            { NULL, 0 },
            { data_out + first, size - first },
        };
        CHECK(lane_write(lane, (uint32_t)number, -(int32_t)number, pieces, 3) == LANE_DONE);
    } else {
        CHECK(lane_write_head(lane, (uint32_t)number, -(int32_t)number, size) == LANE_DONE);
        CHECK(lane_write_data(lane, data_out, size) == LANE_DONE);
        CHECK(lane_write_end(lane, size) == LANE_DONE);
    }
}

static void read_one(struct lane *lane, uint64_t number, uint64_t size)
{
    struct message message;
    int answer;
    do {
        answer = lane_read_head(lane, &message, -1, LOOK);
    } while (answer == LANE_SIGNALED);
    CHECK(answer == LANE_DONE);
    CHECK(message.type == (uint32_t)number);
    CHECK(message.detail == -(int32_t)number);
    CHECK(message.size == size);
    CHECK(lane_read(lane, data_in, size + 1) == LANE_NONSENSE); /* more than there is */
    const size_t first = number % 3 ? size / 2 : 0;
    CHECK(lane_read(lane, data_in, first) == LANE_DONE);
    if (number % 5 == 0) {
        CHECK(lane_skip(lane) == LANE_DONE);
        CHECK(lane_skip(lane) == LANE_DONE); /* of nothing */
        memset(data_in + first, 0, size - first);
    } else {
        CHECK(lane_read(lane, data_in + first, size - first) == LANE_DONE);
    }
    fill(expected, size, number);
    if (number % 5 == 0)
        memset(expected + first, 0, size - first);
    CHECK(memcmp(data_in, expected, size) == 0);
}

/* Let some time go by, now and then, so that the other side sleeps; the test does not depend
 * on how long. */
static void dawdle(void)
{
    if (next_random() % 16 == 0)
        usleep(next_random() % 200);
}

/* Both processes draw the same numbers, so that each knows what the other one sends. */
static void messages(uint64_t seed, uint64_t count, size_t ring)
{
    void *const memory = shared(ring);
    random_state = seed * 2654435761u + 1;
    uint64_t *const sizes = malloc(2 * count * sizeof *sizes);
    CHECK(sizes != NULL);
    for (uint64_t i = 0; i < 2 * count; i++)
        sizes[i] = random_size();
    const pid_t child = fork();
    CHECK(child >= 0);
    struct lane lane;
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        random_state ^= 0x9e3779b97f4a7c15;
        lane_open(&lane, LANE_OF_WORKER, memory, ring);
        for (uint64_t i = 0; i < count; i++) {
            read_one(&lane, 2 * i, sizes[2 * i]);
            dawdle();
            write_one(&lane, 2 * i + 1, sizes[2 * i + 1]);
        }
        _exit(0);
    }
    lane_open(&lane, LANE_OF_HOST, memory, ring);
    for (uint64_t i = 0; i < count; i++) {
        write_one(&lane, 2 * i, sizes[2 * i]);
        dawdle();
        read_one(&lane, 2 * i + 1, sizes[2 * i + 1]);
    }
    bool has = true;
    CHECK(lane_has_message(&lane, &has) == LANE_DONE && !has);
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    free(sizes);
}

/* ---- time ---- */

static void lone_reader(void)
{
    void *const memory = shared(4096);
    struct message message;
    struct lane host, worker;
    lane_open(&host, LANE_OF_HOST, memory, 4096);
    lane_open(&worker, LANE_OF_WORKER, memory, 4096);
    int64_t begin = now();
    CHECK(lane_read_head(&host, &message, 0, LOOK) == LANE_TIMEOUT);
    CHECK(lane_read_head(&host, &message, 5 * MS, LOOK) == LANE_TIMEOUT);
    CHECK(now() - begin >= 5 * MS);
    begin = now();
    CHECK(lane_read_head(&host, &message, -1, LOOK) == LANE_SIGNALED);
    CHECK(lane_read_head(&host, &message, INT64_MAX, LOOK) == LANE_SIGNALED);
    CHECK(now() - begin >= 20 * MS);
    CHECK(lane_read_head(&worker, &message, 50 * MS, 0) == LANE_TIMEOUT);
    atomic_store(&host.words->ended, LANE_ENDED);
    CHECK(lane_read_head(&host, &message, -1, LOOK) == LANE_GONE);
    CHECK(lane_read_head(&worker, &message, 0, LOOK) == LANE_TIMEOUT); /* the host's word only */
}

static _Atomic bool stop;

static void *ring_without_end(void *words)
{
    while (!atomic_load_explicit(&stop, memory_order_relaxed))
        atomic_fetch_add(&((struct lane_words *)words)->host.bell, 1);
    return NULL;
}

static void flood(void)
{
    void *const memory = shared(4096);
    struct lane host;
    struct message message;
    lane_open(&host, LANE_OF_HOST, memory, 4096);
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, ring_without_end, memory) == 0);
    const int64_t begin = now();
    CHECK(lane_read_head(&host, &message, 0, LOOK) == LANE_TIMEOUT);
    CHECK(lane_read_head(&host, &message, 5 * MS, LOOK) == LANE_TIMEOUT);
    CHECK(lane_read_head(&host, &message, -1, LOOK) == LANE_SIGNALED);
    CHECK(now() - begin < 2000LL * MS); /* 25 ms on a machine that has nothing else to do */
    atomic_store(&stop, true);
    pthread_join(thread, NULL);
}

/* A worker that goes on by 8 bytes each time, before the host would sleep. */
static void *trickle_read(void *words)
{
    struct lane_ring *const ring = &((struct lane_words *)words)->to_worker;
    while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
        const int64_t until = now() + 5000;
        while (now() < until)
            continue;
        if (atomic_load(&ring->written) > atomic_load(&ring->read))
            atomic_fetch_add(&ring->read, 8);
    }
    return NULL;
}

static void *trickle_written(void *words)
{
    struct lane_ring *const ring = &((struct lane_words *)words)->to_host;
    while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
        const int64_t until = now() + 5000;
        while (now() < until)
            continue;
        if (atomic_load(&ring->written) == atomic_load(&ring->read) || until % 3)
            atomic_fetch_add(&ring->written, 8);
    }
    return NULL;
}

static int64_t patience;

static int give_up_in_time(struct lane *lane)
{
    (void)lane;
    return now() > patience ? LANE_TIMEOUT : LANE_DONE;
}

static void trickle(bool of_writer)
{
    enum { RING = 1 << 17, MUCH = 64 << 20 }; /* which takes 40 s at that speed */
    void *const memory = shared(RING);
    char *const data = calloc(1, MUCH);
    CHECK(data != NULL);
    struct lane host;
    lane_open(&host, LANE_OF_HOST, memory, RING);
    host.idle = give_up_in_time;
    pthread_t thread;
    const int64_t begin = now();
    patience = begin + 200 * MS;
    int answer;
    if (of_writer) {
        host.in_left = MUCH; /* as after a head that says so */
        CHECK(pthread_create(&thread, NULL, trickle_written, memory) == 0);
        answer = lane_read(&host, data, MUCH);
    } else {
        CHECK(pthread_create(&thread, NULL, trickle_read, memory) == 0);
        answer = lane_write_data(&host, data, MUCH);
    }
    CHECK(answer == LANE_TIMEOUT);
    CHECK(now() - begin < 5000LL * MS);
    atomic_store(&stop, true);
    pthread_join(thread, NULL);
    free(data);
}

/* ---- ends ---- */

/* The worker ends after so many bytes of a message of 40 that goes through a ring of 32. */
static void stops(void)
{
    enum { RING = 32 };
    for (size_t sent = 0; sent <= 56; sent += 8) {
        void *const memory = shared(RING);
        struct lane host, worker;
        lane_open(&host, LANE_OF_HOST, memory, RING);
        lane_open(&worker, LANE_OF_WORKER, memory, RING);
        const pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            char data[56] = { 0 };
            memcpy(data, &(struct message){ 7, 8, 40 }, sizeof(struct message));
            for (size_t i = 0; i < sent; i += 8) {
                CHECK(lane_write_data(&worker, data + i, 8) == LANE_DONE);
                CHECK(lane_write_end(&worker, 0) == LANE_DONE); /* hands it over */
            }
            /* As the zygote does when a worker has ended. */
            atomic_store(&worker.words->ended, LANE_ENDED | 9);
            lane_ring_bell(worker.words, LANE_OF_HOST);
            _exit(0);
        }
        struct message message;
        char data[40];
        int answer;
        do {
            answer = lane_read_head(&host, &message, -1, LOOK);
        } while (answer == LANE_SIGNALED);
        CHECK(answer == (sent >= sizeof message ? LANE_DONE : LANE_GONE));
        if (answer == LANE_DONE) {
            CHECK(message.type == 7 && message.detail == 8 && message.size == 40);
            answer = lane_read(&host, data, sizeof data);
            CHECK(answer == (sent == 56 ? LANE_DONE : LANE_GONE));
        }
        /* Nobody reads any more, and there is no room for it. */
        const struct lane_piece piece = { data_out, 2 * RING };
        CHECK(lane_write(&host, 1, 0, &piece, 1) == LANE_GONE);
        int status;
        CHECK(waitpid(child, &status, 0) == child && status == 0);
    }
}

/* ---- bells ---- */

static void read_one_of(struct lane *lane, uint32_t type, uint64_t size)
{
    struct message message;
    CHECK(lane_read_head(lane, &message, 0, 0) == LANE_DONE);
    CHECK(message.type == type && message.size == size);
    CHECK(lane_read(lane, data_in, size) == LANE_DONE);
    CHECK(memcmp(data_in, data_out, size) == 0);
}

static void unhurried(void)
{
    enum { RING = 4096, SIZE = 496, EACH = SIZE + sizeof(struct message), QUIET = RING / 2 / EACH };
    void *const memory = shared(RING);
    struct lane host, worker;
    lane_open(&host, LANE_OF_HOST, memory, RING);
    lane_open(&worker, LANE_OF_WORKER, memory, RING);
    fill(data_out, SIZE, 1);
    const struct lane_piece piece = { data_out, SIZE };
    uint32_t rung = lane_bell(&host);
    struct message message;
    for (int round = 0; round < 10; round++) {
        /* Without the bell until half of the ring is full; but all of it is there. */
        int quiet = 0;
        for (; quiet < 100 && lane_bell(&host) == rung; quiet++)
            CHECK(lane_write_unhurried(&worker, 1, 0, &piece, 1) == LANE_DONE);
        CHECK(quiet == QUIET);
        rung = lane_bell(&host);
        /* A reader that has not read since then looks again before it sleeps. */
        CHECK(lane_write_unhurried(&worker, 1, 0, &piece, 1) == LANE_DONE);
        CHECK(lane_write(&worker, 2, 0, NULL, 0) == LANE_DONE);
        CHECK(lane_bell(&host) == rung);
        for (int i = 0; i < quiet + 1; i++)
            read_one_of(&host, 1, SIZE);
        read_one_of(&host, 2, 0);

        /* The next message in a hurry rings, whether or not the reader has come upon those
         * before it by itself. */
        CHECK(lane_write_unhurried(&worker, 1, 0, &piece, 1) == LANE_DONE);
        CHECK(lane_bell(&host) == rung);
        if (round % 2)
            read_one_of(&host, 1, SIZE);
        CHECK(lane_write(&worker, 2, 0, NULL, 0) == LANE_DONE);
        CHECK(lane_bell(&host) == ++rung);
        if (round % 2 == 0)
            read_one_of(&host, 1, SIZE);
        read_one_of(&host, 2, 0);
    }
    CHECK(lane_read_head(&host, &message, 0, 0) == LANE_TIMEOUT);
}

int main(int argc, char **argv)
{
    CHECK(argc >= 2);
    if (strcmp(argv[1], "messages") == 0 && argc == 5)
        messages(strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10),
                 strtoull(argv[4], NULL, 10));
    else if (strcmp(argv[1], "lone_reader") == 0)
        lone_reader();
    else if (strcmp(argv[1], "flood") == 0)
        flood();
    else if (strcmp(argv[1], "trickle") == 0 && argc == 3)
        trickle(strcmp(argv[2], "written") == 0);
    else if (strcmp(argv[1], "stops") == 0)
        stops();
    else if (strcmp(argv[1], "unhurried") == 0)
        unhurried();
    else
        return 2;
    return 0;
}
