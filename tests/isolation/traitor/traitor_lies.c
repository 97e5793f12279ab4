/* traitor_lies.c - what a worker that was taken over writes into its lane. */
#define _GNU_SOURCE
#include "traitor.h"

#include <string.h>
#include <time.h>

static char much[1 << 16];

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

static void message(uint32_t type, int32_t detail, const void *data, size_t size)
{
    const struct lane_piece piece = { data, size };
    lane_write(&lane, type, detail, &piece, 1);
}

/* A head that announces so many bytes, of which there come as many as fit. */
static void announce(uint32_t type, int32_t detail, uint64_t size, uint64_t come)
{
    lane_write_head(&lane, type, detail, size);
    while (come > 0) {
        const uint64_t part = come < sizeof much ? come : sizeof much;
        lane_write_data(&lane, much, part);
        come -= part;
    }
    lane_write_end(&lane, 0);
}

static void for_ever(void)
{
    for (;;)
        nanosleep(&(struct timespec){ 1000, 0 }, NULL);
}

/* The truth about a run, for the lies to begin with. */
static struct ended_message truth(void)
{
    return (struct ended_message){
        .steps = 7,
        .wall_time = 1000,
        .cpu_time = 1000,
        .peak_memory = 1 << 20,
        .stdout_total = said,
        .memory = 1 << 20,
        .status = PKHOST_STATUS_OK,
    };
}

/* ENDED with one word of its struct replaced: by its place, in bytes, and by what. */
static void end_forged(void)
{
    struct ended_message ended = truth();
    const size_t size = (size_t)numbers[1] & 7 ? (size_t)numbers[1] : 8;
    memcpy((char *)&ended + numbers[0], &numbers[2], size);
    end_with(&ended, NULL, 0);
}

/* ENDED with a text, of which number: bytes that are no text, or no MessagePack. */
static void end_with_text(void)
{
    static const char garbage[] = "\xff\xfe\xc1\x00\x1e\x1f\xdd\xff\xff\xff\xff\xc7";
    struct ended_message ended = truth();
    uint64_t *const sizes = &ended.value;
    const size_t size = numbers[1] != 0 ? (size_t)numbers[1] : sizeof garbage - 1;
    sizes[numbers[0]] = size;
    ended.has_value = numbers[0] == 0;
    if (numbers[0] > 2)
        ended.status = PKHOST_STATUS_ERROR;
    memset(much, numbers[2] != 0 ? (int)numbers[2] : 0xff, sizeof much);
    memcpy(much, garbage, numbers[2] != 0 ? 0 : sizeof garbage - 1);
    end_with(&ended, &(struct lane_piece){ much, size }, 1);
}

/* Whatever it finds to write, everywhere, until it is stopped. */
static void write_garbage(void)
{
    uint64_t state = (uint64_t)numbers[0] * 2654435761u + 1;
    struct lane_words *const words = lane.words;
    volatile uint64_t *const all = (volatile uint64_t *)words;
    const int64_t end = now() + numbers[1] * 1000000;
    while (now() < end) {
        const uint64_t r = next_random(&state), s = next_random(&state);
        switch (r % 8) {
        case 0: all[(r >> 8) % (sizeof *words / 8)] = s >> s % 64; break;
        case 1: all[(r >> 8) % (lane_size(lane.ring) / 8)] = s >> s % 64; break;
        case 2: atomic_fetch_add(&words->to_host.written, s % 1024 * 8); break;
        case 3: lane_ring_bell(words, LANE_OF_HOST); break;
        default: { /* heads that look right, where the host reads */
            const uint64_t at = atomic_load(&words->to_host.read) % lane.ring;
            const struct message head = {
                (uint32_t)(MESSAGE_OUTPUT + (s >> 8) % 7),
                (int32_t)(s >> 16) % 4,
                (s >> 40) % (r & 8 ? 64 : 300000),
            };
            if (at + sizeof head <= lane.ring)
                memcpy(lane.out + at, &head, sizeof head);
            atomic_store(&words->to_host.written,
                         atomic_load(&words->to_host.read) + 16 + (s >> 20) % 64 * 8);
        }
        }
    }
    for_ever();
}

/* A message that is changed all the time while the host reads it. */
static void flip(void)
{
    static char text[4096];
    memset(text, 'x', sizeof text);
    for (int i = 0; i < 2000; i++) {
        const uint64_t at = lane.out_staged % lane.ring;
        message(MESSAGE_OUTPUT, PKHOST_STDOUT, text, 1 + (size_t)i % 64);
        for (int k = 0; k < 200; k++)
            lane.out[(at + (uint64_t)k % 16) % lane.ring] ^= (char)(1 << k % 8);
    }
    end_well();
}

bool do_lies(void)
{
    memset(much, 'x', sizeof much);
    if (strcmp(order, "type") == 0) { /* a message of a type that there is not, or not now */
        message((uint32_t)numbers[0], (int32_t)numbers[1], much, (size_t)numbers[2]);
        end_well();
    } else if (strcmp(order, "announce") == 0) {
        announce((uint32_t)numbers[0], (int32_t)numbers[1], (uint64_t)numbers[2],
                 (uint64_t)numbers[3]);
        for_ever();
    } else if (strcmp(order, "trickle") == 0) { /* 8 bytes at a time of a long message */
        lane_write_head(&lane, (uint32_t)numbers[0], PKHOST_STDOUT, (uint64_t)numbers[1]);
        for (;;) {
            lane_write_data(&lane, much, 8);
            lane_write_end(&lane, 0);
            const int64_t until = now() + 10000;
            while (now() < until)
                continue;
        }
    } else if (strcmp(order, "flood") == 0) { /* of messages without end */
        for (;;)
            message((uint32_t)numbers[0], (int32_t)numbers[1], much, (size_t)numbers[2]);
    } else if (strcmp(order, "output") == 0) { /* so many bytes, and then it ends well */
        for (int64_t left = numbers[0]; left > 0; left -= (int64_t)sizeof much)
            message(MESSAGE_OUTPUT, PKHOST_STDOUT, much,
                    left < (int64_t)sizeof much ? (size_t)left : sizeof much);
        said = (uint64_t)numbers[0];
        end_well();
    } else if (strcmp(order, "call") == 0) { /* a function, with an array of so many levels */
        memset(much, 0x91, sizeof much);
        message(MESSAGE_CALL, (int32_t)numbers[0], much, (size_t)numbers[1]);
        struct message reply;
        read_message(&reply);
        lane_skip(&lane);
        say("reply %d\n", (int)reply.type);
        end_well();
    } else if (strcmp(order, "call_bytes") == 0) { /* a function, with these 8 bytes */
        message(MESSAGE_CALL, (int32_t)numbers[0], &numbers[1], (size_t)numbers[2]);
        struct message reply;
        read_message(&reply);
        lane_skip(&lane);
        say("reply %d\n", (int)reply.type);
        end_well();
    } else if (strcmp(order, "ended_twice") == 0) {
        end_well();
        end_well();
    } else if (strcmp(order, "ended_forged") == 0) {
        end_forged();
    } else if (strcmp(order, "ended_text") == 0) {
        end_with_text();
    } else if (strcmp(order, "ended_short") == 0) {
        message(MESSAGE_ENDED, 0, much, (size_t)numbers[0]);
    } else if (strcmp(order, "unasked") == 0) { /* an answer before there is a question */
        end_well();
        answer(much, (size_t)numbers[0]);
    } else if (strcmp(order, "place") == 0) { /* what its places say is wrong by so much */
        atomic_fetch_add(&lane.words->to_host.written, (uint64_t)numbers[0]);
        atomic_fetch_add(&lane.words->to_worker.read, (uint64_t)numbers[1]);
        lane_alert(&lane);
        for_ever();
    } else if (strcmp(order, "word_ended") == 0) { /* says that it has ended, and has not */
        atomic_store(&lane.words->ended, (uint32_t)numbers[0]);
        lane_alert(&lane);
        for_ever();
    } else if (strcmp(order, "bells") == 0) {
        for (;;)
            atomic_fetch_add(&lane.words->host.bell, 1);
    } else if (strcmp(order, "garbage") == 0) {
        write_garbage();
    } else if (strcmp(order, "flip") == 0) {
        flip();
    } else {
        return false;
    }
    return true;
}
