/* traitor_lies.c - what a worker that was taken over writes into its lane. */
#define _GNU_SOURCE
#include "traitor.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

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
    if (type == MESSAGE_OUTPUT && detail == PKHOST_STDOUT)
        said += size;
    if (type == MESSAGE_OUTPUT && detail == PKHOST_STDERR)
        said_of_errors += size;
    lane_write(lane, type, detail, &piece, 1);
}

/* A head that announces so many bytes, of which there come as many as fit. */
static void announce(uint32_t type, int32_t detail, uint64_t size, uint64_t come)
{
    lane_write_head(lane, type, detail, size);
    while (come > 0) {
        const uint64_t part = come < sizeof much ? come : sizeof much;
        lane_write_data(lane, much, part);
        come -= part;
    }
    lane_write_end(lane, 0);
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
    struct lane_words *const words = lane->words;
    volatile uint64_t *const all = (volatile uint64_t *)words;
    const int64_t end = now() + numbers[1] * 1000000;
    while (now() < end) {
        const uint64_t r = next_random(&state), s = next_random(&state);
        switch (r % 8) {
        case 0: all[(r >> 8) % (sizeof *words / 8)] = s >> s % 64; break;
        case 1: all[(r >> 8) % (lane_size(lane->ring) / 8)] = s >> s % 64; break;
        case 2: atomic_fetch_add(&words->to_host.written, s % 1024 * 8); break;
        case 3: lane_ring_bell(words, LANE_OF_HOST); break;
        default: { /* heads that look right, where the host reads */
            const uint64_t at = atomic_load(&words->to_host.read) % lane->ring;
            const struct message head = {
                (uint32_t)(MESSAGE_OUTPUT + (s >> 8) % 7),
                (int32_t)(s >> 16) % 4,
                (s >> 40) % (r & 8 ? 64 : 300000),
            };
            if (at + sizeof head <= lane->ring)
                memcpy(lane->out + at, &head, sizeof head);
            atomic_store(&words->to_host.written,
                         atomic_load(&words->to_host.read) + 16 + (s >> 20) % 64 * 8);
        }
        }
    }
    pause_for_ever();
}

/* A message that is changed all the time while the host reads it. */
static void flip(void)
{
    static char text[4096];
    memset(text, 'x', sizeof text);
    for (int i = 0; i < 2000; i++) {
        const uint64_t at = lane->out_staged % lane->ring;
        message(MESSAGE_OUTPUT, PKHOST_STDOUT, text, 1 + (size_t)i % 64);
        for (int k = 0; k < 200; k++)
            lane->out[(at + (uint64_t)k % 16) % lane->ring] ^= (char)(1 << k % 8);
    }
    end_well();
}

/* ---- a run of random messages, most of which look right ---- */

static _Thread_local uint64_t fuzz_state;

static uint64_t draw(uint64_t below) { return next_random(&fuzz_state) % below; }

static uint64_t draw_number(void)
{
    static const uint64_t edges[] = { 0,          1,          2,          127,      128,
                                      255,        65535,      65536,      1u << 31, UINT32_MAX,
                                      1ull << 32, 1ull << 63, UINT64_MAX, INT64_MAX };
    return draw(3) ? draw(100) : edges[draw(sizeof edges / sizeof *edges)] - draw(2);
}

static size_t put_byte(char *to, size_t at, size_t room, unsigned byte)
{
    if (at < room)
        to[at] = (char)byte;
    return at + 1;
}

/* A MessagePack value, which may claim to have more in it than it has. */
static size_t draw_value(char *to, size_t at, size_t room, int levels)
{
    static const unsigned char heads[] = { 0xc0, 0xc1, 0xc2, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9,
                                           0xca, 0xcb, 0xcc, 0xcf, 0xd0, 0xd3, 0xd4, 0xd5, 0xd6,
                                           0xd7, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf };
    const uint64_t count = draw(5);
    switch (draw(8)) {
    case 0: return put_byte(to, at, room, (unsigned)draw(256));
    case 1: /* a text */
        at = put_byte(to, at, room, 0xa0 | (unsigned)count);
        for (uint64_t i = draw(20) ? count : 0; i > 0; i--)
            at = put_byte(to, at, room, (unsigned)(draw(4) ? 'a' : draw(256)));
        return at;
    case 2:
    case 3: /* an array, a map */
        at = put_byte(to, at, room, (draw(2) ? 0x90 : 0x80) | (unsigned)count);
        for (uint64_t i = 0; i < count * (1 + draw(2)) && levels < 100; i++)
            at = draw_value(to, at, room, levels + 1);
        return at;
    case 4: /* nothing but levels */
        for (uint64_t i = draw(200); i > 0; i--)
            at = put_byte(to, at, room, 0x91);
        return draw(2) ? put_byte(to, at, room, 0xc0) : at;
    case 5: /* of a length that is written, and all lies */
        at = put_byte(to, at, room, heads[draw(sizeof heads)]);
        for (uint64_t i = draw(10); i > 0; i--)
            at = put_byte(to, at, room, (unsigned)(draw(2) ? draw(4) : draw(256)));
        return at;
    case 6: /* an extension type */
        at = put_byte(to, at, room, 0xd4);
        at = put_byte(to, at, room, (unsigned)-(int)draw(8));
        return put_byte(to, at, room, (unsigned)draw(256));
    default: return put_byte(to, at, room, (unsigned)draw(128));
    }
}

/* What is in the ring since `from` is changed while the host may be reading it. */
static void spoil(uint64_t from)
{
    const uint64_t size = lane->out_staged - from;
    for (uint64_t i = draw(40); i > 0 && size > 0; i--) {
        lane->out[(from + draw(size)) % lane->ring] ^= (char)(1 << draw(8));
        for (volatile uint64_t wait = draw(200); wait > 0; wait--)
            continue;
    }
}

static void draw_ended(void)
{
    struct ended_message ended = truth();
    static char texts[6][4096];
    struct lane_piece pieces[6];
    uint64_t *const sizes = &ended.value;
    for (int i = 0; i < 6; i++) {
        size_t size = draw(12) ? 0 : draw(sizeof texts[0]);
        if (i == 0 && draw(3) == 0)
            size = draw_value(texts[0], 0, sizeof texts[0], 0);
        else
            for (size_t k = 0; k < size; k++)
                texts[i][k] = (char)(draw(10) ? ' ' + draw(90) : draw(256));
        if (size > sizeof texts[0])
            size = sizeof texts[0];
        sizes[i] = size;
        pieces[i] = (struct lane_piece){ texts[i], size };
    }
    ended.has_value = ended.value != 0;
    ended.status = (int32_t)draw(9);
    ended.limit = (int32_t)draw(9);
    for (uint64_t i = draw(2) ? draw(3) : 0; i > 0; i--) { /* lies about any of it */
        const uint64_t number = draw_number();
        const size_t size = (size_t)1 << draw(4);
        memcpy((char *)&ended + draw(sizeof ended / size) * size, &number, size);
    }
    end_with(&ended, pieces, 6);
}

static void fuzz(void)
{
    static char data[1 << 13];
    fuzz_state = (uint64_t)numbers[0] * 2654435761u + 1;
    for (int i = 0; i < 4; i++)
        next_random(&fuzz_state);
    for (uint64_t i = draw(6); i > 0; i--) {
        const uint64_t from = lane->out_staged;
        size_t size = draw(4) ? draw(100) : draw(sizeof data);
        const uint64_t kind = draw(60);
        if (kind < 28) {
            if (draw(2)) { /* a good one */
                memcpy(data, "\x91\x91\x07", size = 3);
            } else {
                size = draw_value(data, put_byte(data, 0, sizeof data, 0x90 | (unsigned)draw(4)),
                                  sizeof data, 0);
            }
            message(MESSAGE_CALL, (int32_t)(draw(20) ? draw(2) : draw_number()), data,
                    size < sizeof data ? size : sizeof data);
        } else if (kind < 56) {
            for (size_t k = 0; k < size; k++)
                data[k] = (char)(draw(10) ? ' ' + draw(90) : draw(256));
            message(MESSAGE_OUTPUT, (int32_t)(draw(30) ? 1 + draw(2) : draw_number()), data, size);
        } else if (kind < 58) {
            message((uint32_t)(draw(3) ? 64 + draw(8) : draw_number()), (int32_t)draw_number(),
                    data, size);
        } else if (kind == 58) {
            announce((uint32_t)(64 + draw(6)), (int32_t)draw(3), draw_number(), size);
        } else {
            atomic_fetch_add(&lane->words->to_host.written, draw_number() * 8);
        }
        if (draw(6) == 0)
            spoil(from);
        struct message reply;
        if (kind < 28 && draw(8) && lane_read_head(lane, &reply, 20000000, 0) == LANE_DONE)
            lane_skip(lane);
    }
    const uint64_t from = lane->out_staged;
    switch (draw(12)) {
    case 0: pause_for_ever();
    case 1: _exit((int)draw(256));
    default:
        draw_ended();
        if (draw(2))
            spoil(from);
    }
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
        pause_for_ever();
    } else if (strcmp(order, "trickle") == 0) { /* 8 bytes at a time of a long message */
        lane_write_head(lane, (uint32_t)numbers[0], PKHOST_STDOUT, (uint64_t)numbers[1]);
        for (;;) {
            lane_write_data(lane, much, 8);
            lane_write_end(lane, 0);
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
        end_well();
    } else if (strcmp(order, "call") == 0) { /* a function, with an array of so many levels */
        memset(much, 0x91, sizeof much);
        message(MESSAGE_CALL, (int32_t)numbers[0], much, (size_t)numbers[1]);
        struct message reply;
        read_message(&reply);
        lane_skip(lane);
        say("reply %d\n", (int)reply.type);
        end_well();
    } else if (strcmp(order, "calls") == 0) { /* so many good ones, whose replies nobody reads */
        for (int64_t i = 0; i < numbers[0]; i++)
            message(MESSAGE_CALL, 0, "\x91\x90", 2);
        pause_for_ever();
    } else if (strcmp(order, "call_lists") == 0) { /* a function, with so many empty lists */
        const uint32_t count = (uint32_t)numbers[1];
        const unsigned char head[] = { 0x91,
                                       0xdd,
                                       (unsigned char)(count >> 24),
                                       (unsigned char)(count >> 16),
                                       (unsigned char)(count >> 8),
                                       (unsigned char)count };
        struct message reply;
        memset(much, 0x90, sizeof much);
        lane_write_head(lane, MESSAGE_CALL, (int32_t)numbers[0], sizeof head + count);
        lane_write_data(lane, head, sizeof head);
        for (uint64_t left = count; left > 0;) {
            const uint64_t part = left < sizeof much ? left : sizeof much;
            lane_write_data(lane, much, part);
            left -= part;
        }
        lane_write_end(lane, sizeof head + count);
        read_message(&reply);
        lane_skip(lane);
        end_well();
    } else if (strcmp(order, "call_bytes") == 0) { /* a function, with these 8 bytes */
        message(MESSAGE_CALL, (int32_t)numbers[0], &numbers[1], (size_t)numbers[2]);
        struct message reply;
        read_message(&reply);
        lane_skip(lane);
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
        atomic_fetch_add(&lane->words->to_host.written, (uint64_t)numbers[0]);
        atomic_fetch_add(&lane->words->to_worker.read, (uint64_t)numbers[1]);
        lane_alert(lane);
        pause_for_ever();
    } else if (strcmp(order, "word_ended") == 0) { /* says that it has ended, and has not */
        atomic_store(&lane->words->ended, (uint32_t)numbers[0]);
        lane_alert(lane);
        pause_for_ever();
    } else if (strcmp(order, "bells") == 0) {
        for (;;)
            atomic_fetch_add(&lane->words->host.bell, 1);
    } else if (strcmp(order, "garbage") == 0) {
        write_garbage();
    } else if (strcmp(order, "flip") == 0) {
        flip();
    } else if (strcmp(order, "fuzz") == 0) {
        fuzz();
    } else {
        return false;
    }
    return true;
}
