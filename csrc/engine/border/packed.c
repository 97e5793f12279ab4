/* packed.c -- a look at what the host has packed, before it goes anywhere.
 *
 * The host's packer takes what must not enter a VM: integers of 64 bits that
 * are beyond the sign, floats that are not numbers, and values that are nested
 * more deeply than the engine follows.  To look at each value in Python costs
 * ten times what packing it does.
 */
#include "internal.h"

#include "base/big_endian.h"

#include <math.h>
#include <string.h>

/* The deepest nesting that can be asked about. */
enum { LEVELS_MOST = PKHOST_DEPTH_MOST + PKHOST_WRAPPING_MOST };

/* What comes between a tag and the next. */
typedef enum kind { NUMBER, BIG, FLOAT, TEXT, SHORT_TEXT, LIST, SHORT_LIST, EXTENSION } kind;

typedef struct form {
    unsigned char head; /* bytes behind the tag that are its own */
    unsigned char kind;
} form;

/* By the tags from 0xc0, those that stand for themselves left out; an
 * extension's contents are packed too, so only its head is passed over. */
static const form forms[0x20] = {
    [0x04] = { 1, TEXT },
    { 2, TEXT },
    { 4, TEXT },
    [0x07] = { 2, EXTENSION },
    { 3, EXTENSION },
    { 5, EXTENSION },
    [0x0a] = { 4, NUMBER },
    { 8, FLOAT },
    [0x0c] = { 1, NUMBER },
    { 2, NUMBER },
    { 4, NUMBER },
    { 8, BIG },
    [0x10] = { 1, NUMBER },
    { 2, NUMBER },
    { 4, NUMBER },
    { 8, NUMBER },
    [0x14] = { 1, EXTENSION },
    { 1, EXTENSION },
    { 1, EXTENSION },
    { 1, EXTENSION },
    [0x18] = { 1, EXTENSION },
    [0x19] = { 1, TEXT },
    { 2, TEXT },
    { 4, TEXT },
    [0x1c] = { 2, LIST },
    { 4, LIST },
    { 2, LIST },
    { 4, LIST },
};

static form form_of(unsigned tag)
{
    if (tag >= 0xc0 && tag < 0xe0)
        return forms[tag - 0xc0];
    if (tag < 0x80 || tag >= 0xe0)
        return (form){ 0, NUMBER };
    return (form){ 0, tag < 0xa0 ? SHORT_LIST : SHORT_TEXT };
}

/* The values that belong to a list, or to a map, which has twice as many. */
static uint64_t items_of(unsigned tag, const unsigned char *head, form f)
{
    const bool map = f.kind == LIST ? tag >= 0xde : tag < 0x90;
    const uint64_t n = f.kind == LIST ? get_big_endian(head, f.head) : tag & 15u;
    return map ? 2 * n : n;
}

static bool is_nan(const unsigned char *at)
{
    const uint64_t bits = get_big_endian(at, 8);
    double number;
    memcpy(&number, &bits, sizeof number);
    return isnan(number);
}

bool pkhost_packed_is_plain(const char *data, size_t size, size_t levels)
{
    const unsigned char *at = (const unsigned char *)data, *const end = at + size;
    uint64_t left[LEVELS_MOST + 1]; /* of each open list: the values to come */
    size_t depth = 0;
    if (levels > LEVELS_MOST)
        levels = LEVELS_MOST;
    left[0] = UINT64_MAX; /* nothing closes what is around all of it */
    while (at < end) {
        const unsigned tag = *at++;
        const form f = form_of(tag);
        const unsigned char *const head = at;
        uint64_t skip = 0, items = 0;
        if ((size_t)(end - at) < f.head)
            return false;
        at += f.head;
        switch (f.kind) {
        case BIG:
            if (head[0] >= 0x80)
                return false;
            break;
        case FLOAT:
            if (is_nan(head))
                return false;
            break;
        case TEXT: skip = get_big_endian(head, f.head); break;
        case SHORT_TEXT: skip = tag & 31u; break;
        case LIST:
        case SHORT_LIST:
            items = items_of(tag, head, f);
            if (depth == levels)
                return false;
            break;
        case EXTENSION:
            if (head[f.head - 1] != PKHOST_EXTENSION_ABSENT)
                continue; /* a tuple, a set: the list in it is the value */
            break;
        default: break;
        }
        if ((uint64_t)(end - at) < skip)
            return false;
        at += skip;
        if (items > 0) {
            left[++depth] = items;
            continue;
        }
        while (--left[depth] == 0)
            depth--;
    }
    return true;
}
