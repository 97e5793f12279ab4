/* values_check.c -- checks what the host has packed, before it enters a VM.
 *
 * The host's packer accepts what must not enter a VM: integers of 64 bits that
 * are beyond the sign, floats that are not numbers, extension types that are not ours,
 * and values that are nested more deeply than the engine follows.  Checking each value in Python
 * would take ten times as long as packing it does.
 */
#include "base/messagepack.h"
#include "base/pocketpy.h"

#include "pkhost.h"

#include <math.h>

/* The deepest nesting that can be asked about. */
enum { LEVELS_MOST = PKHOST_DEPTH_MOST + PKHOST_WRAPPING_MOST };

bool pkhost_packed_is_plain(const char *data, size_t size, size_t levels)
{
    const unsigned char *const start = (const unsigned char *)data;
    messagepack_reader in = { start, start + size };
    messagepack_item item;
    uint64_t left[LEVELS_MOST + 1]; /* of each open array or map: the items to come */
    size_t depth = 0;
    if (levels > LEVELS_MOST)
        levels = LEVELS_MOST;
    left[0] = UINT64_MAX; /* the message itself ends with its bytes */
    while (in.at < in.end) {
        const messagepack_kind kind = messagepack_read(&in, &item);
        uint64_t items = 0;
        switch (kind) {
        case MESSAGEPACK_IS_MALFORMED:
        case MESSAGEPACK_IS_LARGE_INT: return false;
        case MESSAGEPACK_IS_FLOAT:
            if (isnan(item.number))
                return false;
            break;
        case MESSAGEPACK_IS_ARRAY:
        case MESSAGEPACK_IS_MAP:
            if (depth == levels)
                return false;
            items = kind == MESSAGEPACK_IS_MAP ? 2 * (uint64_t)item.size : item.size;
            break;
        case MESSAGEPACK_IS_EXT:
            if (item.extension == PKHOST_EXTENSION_ABSENT)
                break;
            if (item.extension != PKHOST_EXTENSION_TUPLE && item.extension != PKHOST_EXTENSION_SET)
                return false;
            in.at = item.data; /* a tuple or a set: the array in it is the value */
            continue;
        default: break;
        }
        if (items > 0) {
            left[++depth] = items;
            continue;
        }
        while (--left[depth] == 0)
            depth--;
    }
    return depth == 0;
}
