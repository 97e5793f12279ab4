/* messagepack.h -- MessagePack: its formats by name, a reader, and a writer.
 *
 * Values cross between a VM and its host as MessagePack, in one pass and without
 * objects in between.  This header is all that the engine knows of its bytes: each
 * file that reads or writes some does it with the functions below.  It is code of
 * our own because the C libraries that are packaged (msgpack-c, libmpack) build
 * trees or keep parsers of their own, and each would have to be there, in the right
 * version, wherever pkhost is built.
 *
 * A message is a sequence of items.  An item is
 *
 *     a first byte, which names its format,
 *     then the bytes of its number or size, most significant byte first,
 *     then, of text, bytes and extensions, its contents.
 *
 * The items of an array, and the keys and values of a map, are simply the items
 * that follow.  So a message of any depth is read with calls of one function.
 *
 * The header depends on nothing but C: it is used both where PocketPy's headers
 * are included and where Python's are.
 *
 * Which extension types there are, and what they hold, is in enum
 * pkhost_extension of pkhost.h, which the Python side uses too.
 */
#ifndef PKHOST_MESSAGEPACK_H
#define PKHOST_MESSAGEPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* ------------------------------------------------------------------------ formats */

/* The first bytes, by the names that MessagePack's specification gives them.  The
 * "fix" formats hold a small number in the byte itself: FIXMAP | 3 begins a map
 * of three pairs.  A byte from 0x00 to 0x7f, and from 0xe0 to 0xff as a negative
 * number, is an integer that stands for itself. */
enum messagepack_format {
    MESSAGEPACK_FIXMAP = 0x80,   /* up to 15 pairs */
    MESSAGEPACK_FIXARRAY = 0x90, /* up to 15 items */
    MESSAGEPACK_FIXSTR = 0xa0,   /* up to 31 bytes */
    MESSAGEPACK_NIL = 0xc0,
    MESSAGEPACK_NEVER_USED = 0xc1,
    MESSAGEPACK_FALSE = 0xc2,
    MESSAGEPACK_TRUE = 0xc3,
    MESSAGEPACK_BIN8 = 0xc4,
    MESSAGEPACK_BIN16 = 0xc5,
    MESSAGEPACK_BIN32 = 0xc6,
    MESSAGEPACK_EXT8 = 0xc7,
    MESSAGEPACK_EXT16 = 0xc8,
    MESSAGEPACK_EXT32 = 0xc9,
    MESSAGEPACK_FLOAT32 = 0xca,
    MESSAGEPACK_FLOAT64 = 0xcb,
    MESSAGEPACK_UINT8 = 0xcc,
    MESSAGEPACK_UINT16 = 0xcd,
    MESSAGEPACK_UINT32 = 0xce,
    MESSAGEPACK_UINT64 = 0xcf,
    MESSAGEPACK_INT8 = 0xd0,
    MESSAGEPACK_INT16 = 0xd1,
    MESSAGEPACK_INT32 = 0xd2,
    MESSAGEPACK_INT64 = 0xd3,
    MESSAGEPACK_FIXEXT1 = 0xd4, /* and FIXEXT2, 4, 8 and 16, by powers of two */
    MESSAGEPACK_FIXEXT16 = 0xd8,
    MESSAGEPACK_STR8 = 0xd9,
    MESSAGEPACK_STR16 = 0xda,
    MESSAGEPACK_STR32 = 0xdb,
    MESSAGEPACK_ARRAY16 = 0xdc,
    MESSAGEPACK_ARRAY32 = 0xdd,
    MESSAGEPACK_MAP16 = 0xde,
    MESSAGEPACK_MAP32 = 0xdf,
};

/* What fits the byte of a "fix" format. */
enum {
    MESSAGEPACK_FIXINT_LEAST = -32,
    MESSAGEPACK_FIXINT_MOST = 127,
    MESSAGEPACK_FIXARRAY_MOST = 15, /* of maps too */
    MESSAGEPACK_FIXSTR_MOST = 31,
};

/* Numbers of 2, 4 and 8 bytes, most significant first, at any address. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define MESSAGEPACK_SWAP(bits, number) __builtin_bswap##bits(number)
#else
#define MESSAGEPACK_SWAP(bits, number) (number)
#endif
#define MESSAGEPACK_NUMBERS(bits)                                             \
    static inline uint##bits##_t messagepack_get##bits(const void *from)      \
    {                                                                         \
        uint##bits##_t number;                                                \
        memcpy(&number, from, sizeof number);                                 \
        return MESSAGEPACK_SWAP(bits, number);                                \
    }                                                                         \
    static inline void messagepack_set##bits(void *to, uint##bits##_t number) \
    {                                                                         \
        number = MESSAGEPACK_SWAP(bits, number);                              \
        memcpy(to, &number, sizeof number);                                   \
    }
MESSAGEPACK_NUMBERS(16)
MESSAGEPACK_NUMBERS(32)
MESSAGEPACK_NUMBERS(64)
#undef MESSAGEPACK_NUMBERS
#undef MESSAGEPACK_SWAP

/* ------------------------------------------------------------------------- reader */

/* What is left of a message.  To read one, set both ends. */
typedef struct messagepack_reader {
    const unsigned char *at, *end;
} messagepack_reader;

/* What an item is; the formats of one kind differ in nothing but their sizes. */
typedef enum messagepack_kind {
    MESSAGEPACK_IS_MALFORMED, /* cut off, or no MessagePack */
    MESSAGEPACK_IS_NIL,
    MESSAGEPACK_IS_BOOL,      /* boolean */
    MESSAGEPACK_IS_INT,       /* integer: of any format, if 64 bits with a sign hold it */
    MESSAGEPACK_IS_LARGE_INT, /* one that they do not hold: from 2**63 to 2**64 - 1 */
    MESSAGEPACK_IS_FLOAT,     /* number: of either width */
    MESSAGEPACK_IS_STR,       /* data, size: UTF-8, if the writer kept to the rules */
    MESSAGEPACK_IS_BIN,       /* data, size */
    MESSAGEPACK_IS_ARRAY,     /* size: how many items follow */
    MESSAGEPACK_IS_MAP,       /* size: how many pairs of items follow */
    MESSAGEPACK_IS_EXT,       /* extension, data, size */
} messagepack_kind;

typedef struct messagepack_item {
    uint32_t size;             /* bytes, items, or pairs */
    const unsigned char *data; /* contents, within the message */
    int extension;             /* its type, -128 to 127 */
    bool boolean;
    int64_t integer;
    double number;
} messagepack_item;

/* Whether so many bytes are left. */
static inline bool messagepack_has(const messagepack_reader *r, uint64_t bytes)
{
    return bytes <= (uint64_t)(r->end - r->at);
}

/* Read a size of 1, 2 or 4 bytes. */
static inline bool messagepack_read_size(messagepack_reader *r, unsigned bytes, uint32_t *size)
{
    if (!messagepack_has(r, bytes))
        return false;
    *size = bytes == 1 ? *r->at : bytes == 2 ? messagepack_get16(r->at) : messagepack_get32(r->at);
    r->at += bytes;
    return true;
}

static inline messagepack_kind messagepack_read_contents(messagepack_reader *r,
                                                         messagepack_kind kind,
                                                         messagepack_item *item)
{
    if (!messagepack_has(r, item->size))
        return MESSAGEPACK_IS_MALFORMED;
    item->data = r->at;
    r->at += item->size;
    return kind;
}

static inline messagepack_kind messagepack_read_extension(messagepack_reader *r,
                                                          messagepack_item *item)
{
    if (!messagepack_has(r, 1))
        return MESSAGEPACK_IS_MALFORMED;
    item->extension = (signed char)*r->at++;
    return messagepack_read_contents(r, MESSAGEPACK_IS_EXT, item);
}

/* An item is a byte at least, so nobody needs to make room for what cannot come. */
static inline messagepack_kind messagepack_check_count(const messagepack_reader *r,
                                                       messagepack_kind kind,
                                                       const messagepack_item *item)
{
    const uint64_t least = kind == MESSAGEPACK_IS_MAP ? 2 * (uint64_t)item->size : item->size;
    return messagepack_has(r, least) ? kind : MESSAGEPACK_IS_MALFORMED;
}

/* Numbers, from FLOAT32 to INT64. */
static inline messagepack_kind messagepack_read_number(messagepack_reader *r, unsigned format,
                                                       messagepack_item *item)
{
    static const unsigned char widths[] = { 4, 8, 1, 2, 4, 8, 1, 2, 4, 8 };
    const unsigned width = widths[format - MESSAGEPACK_FLOAT32];
    const unsigned char *const from = r->at;
    uint64_t bits;
    uint32_t narrow;
    float single;

    if (!messagepack_has(r, width))
        return MESSAGEPACK_IS_MALFORMED;
    r->at += width;
    switch (format) {
    case MESSAGEPACK_FLOAT32:
        narrow = messagepack_get32(from);
        memcpy(&single, &narrow, sizeof single);
        item->number = (double)single;
        return MESSAGEPACK_IS_FLOAT;
    case MESSAGEPACK_FLOAT64:
        bits = messagepack_get64(from);
        memcpy(&item->number, &bits, sizeof bits);
        return MESSAGEPACK_IS_FLOAT;
    case MESSAGEPACK_UINT8: item->integer = *from; return MESSAGEPACK_IS_INT;
    case MESSAGEPACK_UINT16: item->integer = messagepack_get16(from); return MESSAGEPACK_IS_INT;
    case MESSAGEPACK_UINT32: item->integer = messagepack_get32(from); return MESSAGEPACK_IS_INT;
    case MESSAGEPACK_INT8: item->integer = (int8_t)*from; return MESSAGEPACK_IS_INT;
    case MESSAGEPACK_INT16:
        item->integer = (int16_t)messagepack_get16(from);
        return MESSAGEPACK_IS_INT;
    case MESSAGEPACK_INT32:
        item->integer = (int32_t)messagepack_get32(from);
        return MESSAGEPACK_IS_INT;
    default:
        item->integer = (int64_t)messagepack_get64(from);
        return format == MESSAGEPACK_UINT64 && item->integer < 0 ? MESSAGEPACK_IS_LARGE_INT
                                                                 : MESSAGEPACK_IS_INT;
    }
}

/* Read the next item: returns what it is, and fills the fields of `item` that
 * belong to that (see messagepack_kind); the others are left as they are.  The
 * reader then stands behind the item: behind contents, if it has some, and before
 * the first of an array's or a map's items.  It never passes the message's end.
 * What is malformed leaves the reader anywhere before that.
 *
 * An extension's contents may be MessagePack too: make a reader of `data` and
 * `size` for them. */
static inline messagepack_kind messagepack_read(messagepack_reader *r, messagepack_item *item)
{
    if (!messagepack_has(r, 1))
        return MESSAGEPACK_IS_MALFORMED;
    const unsigned format = *r->at++;
    if (format < MESSAGEPACK_FIXMAP || format > MESSAGEPACK_MAP32) {
        item->integer = (signed char)format;
        return MESSAGEPACK_IS_INT;
    }
    if (format < MESSAGEPACK_FIXARRAY) {
        item->size = format & MESSAGEPACK_FIXARRAY_MOST;
        return messagepack_check_count(r, MESSAGEPACK_IS_MAP, item);
    }
    if (format < MESSAGEPACK_FIXSTR) {
        item->size = format & MESSAGEPACK_FIXARRAY_MOST;
        return messagepack_check_count(r, MESSAGEPACK_IS_ARRAY, item);
    }
    if (format < MESSAGEPACK_NIL) {
        item->size = format & MESSAGEPACK_FIXSTR_MOST;
        return messagepack_read_contents(r, MESSAGEPACK_IS_STR, item);
    }
    if (format >= MESSAGEPACK_FLOAT32 && format <= MESSAGEPACK_INT64)
        return messagepack_read_number(r, format, item);
    switch (format) {
    case MESSAGEPACK_NIL: return MESSAGEPACK_IS_NIL;
    case MESSAGEPACK_FALSE:
    case MESSAGEPACK_TRUE: item->boolean = format == MESSAGEPACK_TRUE; return MESSAGEPACK_IS_BOOL;
    case MESSAGEPACK_BIN8:
    case MESSAGEPACK_BIN16:
    case MESSAGEPACK_BIN32:
        return messagepack_read_size(r, 1u << (format - MESSAGEPACK_BIN8), &item->size)
                   ? messagepack_read_contents(r, MESSAGEPACK_IS_BIN, item)
                   : MESSAGEPACK_IS_MALFORMED;
    case MESSAGEPACK_EXT8:
    case MESSAGEPACK_EXT16:
    case MESSAGEPACK_EXT32:
        return messagepack_read_size(r, 1u << (format - MESSAGEPACK_EXT8), &item->size)
                   ? messagepack_read_extension(r, item)
                   : MESSAGEPACK_IS_MALFORMED;
    case MESSAGEPACK_STR8:
    case MESSAGEPACK_STR16:
    case MESSAGEPACK_STR32:
        return messagepack_read_size(r, 1u << (format - MESSAGEPACK_STR8), &item->size)
                   ? messagepack_read_contents(r, MESSAGEPACK_IS_STR, item)
                   : MESSAGEPACK_IS_MALFORMED;
    case MESSAGEPACK_ARRAY16:
    case MESSAGEPACK_ARRAY32:
        return messagepack_read_size(r, 2u << (format - MESSAGEPACK_ARRAY16), &item->size)
                   ? messagepack_check_count(r, MESSAGEPACK_IS_ARRAY, item)
                   : MESSAGEPACK_IS_MALFORMED;
    case MESSAGEPACK_MAP16:
    case MESSAGEPACK_MAP32:
        return messagepack_read_size(r, 2u << (format - MESSAGEPACK_MAP16), &item->size)
                   ? messagepack_check_count(r, MESSAGEPACK_IS_MAP, item)
                   : MESSAGEPACK_IS_MALFORMED;
    case MESSAGEPACK_NEVER_USED: return MESSAGEPACK_IS_MALFORMED;
    default: /* FIXEXT1 to FIXEXT16 */
        item->size = 1u << (format - MESSAGEPACK_FIXEXT1);
        return messagepack_read_extension(r, item);
    }
}

/* ------------------------------------------------------------------------- writer */

/* Writes to a buffer of the caller's.  When the buffer has not room enough, `flush`
 * is called: it takes the bytes from `start` to `at`, to wherever they shall go, and
 * returns whether it could; the writer goes on at `start`.  Without `flush` the
 * buffer is all the room that there is.
 *
 * Once something could not be kept, `failed` is set and stays so.  Writing goes on
 * and harms nothing, so it is enough to look at `failed` in the end.
 *
 * After the head of an array or a map, write as many items as it announces.
 * Each item is written in the smallest format that holds it. */
typedef struct messagepack_writer {
    unsigned char *start, *at, *end; /* the buffer, of MESSAGEPACK_HEAD_MOST bytes at least */
    bool (*flush)(struct messagepack_writer *writer);
    bool failed;
} messagepack_writer;

enum { MESSAGEPACK_HEAD_MOST = 9 }; /* bytes of an item before its contents */

/* Bytes that each item of a value is charged with, besides its own, when the value leaves a
 * VM.  For the host it is an object and a reference to it, also where a script that has one
 * small list has put it a million times into another. */
enum { MESSAGEPACK_CHARGE = 15 };

static inline messagepack_writer messagepack_writer_to(void *buffer, size_t size,
                                                       bool (*flush)(messagepack_writer *))
{
    unsigned char *const start = buffer;
    return (messagepack_writer){ start, start, start + size, flush, false };
}

/* Empty the buffer.  In the end the caller does, if it has given a `flush`. */
static inline void messagepack_flush(messagepack_writer *w)
{
    if (w->flush == NULL || !w->flush(w))
        w->failed = true;
    w->at = w->start;
}

/* So many bytes of room, of HEAD_MOST at most. */
static inline unsigned char *messagepack_room(messagepack_writer *w, size_t bytes)
{
    if (__builtin_expect((size_t)(w->end - w->at) < bytes, 0))
        messagepack_flush(w);
    unsigned char *const room = w->at;
    w->at += bytes;
    return room;
}

/* Contents, or items that are packed already. */
static inline void messagepack_write_raw(messagepack_writer *w, const void *data, size_t size)
{
    const unsigned char *from = data;
    size_t room = (size_t)(w->end - w->at);
    while (__builtin_expect(size > room, 0)) {
        memcpy(w->at, from, room);
        w->at += room;
        from += room;
        size -= room;
        messagepack_flush(w);
        if (w->failed)
            return;
        room = (size_t)(w->end - w->at);
    }
    if (size > 0) { /* `data` may be NULL if there is none */
        memcpy(w->at, from, size);
        w->at += size;
    }
}

static inline void messagepack_write_byte(messagepack_writer *w, unsigned byte)
{
    *messagepack_room(w, 1) = (unsigned char)byte;
}

/* A format with a number of 1, 2, 4 or 8 bytes. */
static inline void messagepack_write8(messagepack_writer *w, unsigned format, uint8_t number)
{
    unsigned char *const to = messagepack_room(w, 2);
    to[0] = (unsigned char)format;
    to[1] = number;
}
static inline void messagepack_write16(messagepack_writer *w, unsigned format, uint16_t number)
{
    unsigned char *const to = messagepack_room(w, 3);
    to[0] = (unsigned char)format;
    messagepack_set16(to + 1, number);
}
static inline void messagepack_write32(messagepack_writer *w, unsigned format, uint32_t number)
{
    unsigned char *const to = messagepack_room(w, 5);
    to[0] = (unsigned char)format;
    messagepack_set32(to + 1, number);
}
static inline void messagepack_write64(messagepack_writer *w, unsigned format, uint64_t number)
{
    unsigned char *const to = messagepack_room(w, 9);
    to[0] = (unsigned char)format;
    messagepack_set64(to + 1, number);
}

static inline void messagepack_write_nil(messagepack_writer *w)
{
    messagepack_write_byte(w, MESSAGEPACK_NIL);
}

static inline void messagepack_write_bool(messagepack_writer *w, bool value)
{
    messagepack_write_byte(w, value ? MESSAGEPACK_TRUE : MESSAGEPACK_FALSE);
}

static inline void messagepack_write_int(messagepack_writer *w, int64_t n)
{
    if (n >= MESSAGEPACK_FIXINT_LEAST && n <= MESSAGEPACK_FIXINT_MOST)
        messagepack_write_byte(w, (unsigned char)n);
    else if (n == (int8_t)n)
        messagepack_write8(w, MESSAGEPACK_INT8, (uint8_t)n);
    else if (n == (int16_t)n)
        messagepack_write16(w, MESSAGEPACK_INT16, (uint16_t)n);
    else if (n == (int32_t)n)
        messagepack_write32(w, MESSAGEPACK_INT32, (uint32_t)n);
    else
        messagepack_write64(w, MESSAGEPACK_INT64, (uint64_t)n);
}

static inline void messagepack_write_float(messagepack_writer *w, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    messagepack_write64(w, MESSAGEPACK_FLOAT64, bits);
}

/* A size in the smallest of three formats that follow each other. */
static inline void messagepack_write_size(messagepack_writer *w, unsigned format8, uint32_t size)
{
    if (size <= UINT8_MAX)
        messagepack_write8(w, format8, (uint8_t)size);
    else if (size <= UINT16_MAX)
        messagepack_write16(w, format8 + 1, (uint16_t)size);
    else
        messagepack_write32(w, format8 + 2, size);
}

/* Text; whether it is UTF-8 is for the caller to see to. */
static inline void messagepack_write_str(messagepack_writer *w, const void *data, uint32_t size)
{
    if (size <= MESSAGEPACK_FIXSTR_MOST)
        messagepack_write_byte(w, MESSAGEPACK_FIXSTR | size);
    else
        messagepack_write_size(w, MESSAGEPACK_STR8, size);
    messagepack_write_raw(w, data, size);
}

static inline void messagepack_write_bin(messagepack_writer *w, const void *data, uint32_t size)
{
    messagepack_write_size(w, MESSAGEPACK_BIN8, size);
    messagepack_write_raw(w, data, size);
}

/* Arrays and maps have no format with a size of one byte. */
static inline void messagepack_write_count(messagepack_writer *w, unsigned fix, unsigned format16,
                                           uint32_t count)
{
    if (count <= MESSAGEPACK_FIXARRAY_MOST)
        messagepack_write_byte(w, fix | count);
    else if (count <= UINT16_MAX)
        messagepack_write16(w, format16, (uint16_t)count);
    else
        messagepack_write32(w, format16 + 1, count);
}

/* `count` items follow. */
static inline void messagepack_write_array(messagepack_writer *w, uint32_t count)
{
    messagepack_write_count(w, MESSAGEPACK_FIXARRAY, MESSAGEPACK_ARRAY16, count);
}

/* `count` pairs of items follow. */
static inline void messagepack_write_map(messagepack_writer *w, uint32_t count)
{
    messagepack_write_count(w, MESSAGEPACK_FIXMAP, MESSAGEPACK_MAP16, count);
}

/* The head of an extension whose contents follow, `size` bytes of them.  If that is
 * not known yet, messagepack_set_extension_size() fills it in afterwards, where the
 * head has gone to: so this head is never shorter than the longest. */
enum { MESSAGEPACK_EXTENSION_HEAD = 6 };
static inline void messagepack_write_extension(messagepack_writer *w, int type, uint32_t size)
{
    unsigned char *const to = messagepack_room(w, MESSAGEPACK_EXTENSION_HEAD);
    to[0] = MESSAGEPACK_EXT32;
    messagepack_set32(to + 1, size);
    to[5] = (unsigned char)type;
}
static inline void messagepack_set_extension_size(void *head, uint32_t size)
{
    messagepack_set32((unsigned char *)head + 1, size);
}

#endif
