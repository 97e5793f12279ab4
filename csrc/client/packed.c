/* packed.c -- checks of what a worker has packed. */
#include "client/packed.h"

#include "base/messagepack.h"
#include "interpose/unicode.h"
#include "pkhost.h"

#include <math.h>
#include <string.h>

static bool is_text(const void *data, size_t size)
{
    int missing;
    return unicode_valid(data, size, &missing) == size;
}

/* Where one value may stand. */
enum place { ANYWHERE, IN_KEY };

/* It calls itself as deep as `levels` at most.  `room`: bytes that are left for what items
 * are charged with. */
static bool check(messagepack_reader *in, size_t levels, enum place place, int64_t *room)
{
    messagepack_item item;
    uint64_t items = 0;
    if (*room <= 0)
        return false;
    *room -= MESSAGEPACK_CHARGE;
    switch (messagepack_read(in, &item)) {
    case MESSAGEPACK_IS_NIL:
    case MESSAGEPACK_IS_BOOL:
    case MESSAGEPACK_IS_INT:
    case MESSAGEPACK_IS_BIN: return true;
    case MESSAGEPACK_IS_FLOAT: return !isnan(item.number);
    case MESSAGEPACK_IS_STR: return is_text(item.data, item.size);
    case MESSAGEPACK_IS_ARRAY:
        if (place == IN_KEY || levels == 0)
            return false;
        for (items = item.size; items > 0; items--)
            if (!check(in, levels - 1, ANYWHERE, room))
                return false;
        return true;
    case MESSAGEPACK_IS_MAP:
        if (place == IN_KEY || levels == 0)
            return false;
        for (items = item.size; items > 0; items--)
            if (!check(in, levels - 1, IN_KEY, room) || !check(in, levels - 1, ANYWHERE, room))
                return false;
        return true;
    case MESSAGEPACK_IS_EXT: break;
    default: return false;
    }
    /* Of the extensions, a key's tuple stands where a key does, and the others nowhere
     * there: how it is unpacked is safe for its place only. */
    enum place inside = ANYWHERE;
    switch (item.extension) {
    case PKHOST_EXTENSION_ABSENT: return item.size == 0;
    case PKHOST_EXTENSION_INT: return place != IN_KEY && item.size > 0;
    case PKHOST_EXTENSION_INT_KEY: return place == IN_KEY && item.size > 0;
    case PKHOST_EXTENSION_TUPLE:
        if (place == IN_KEY)
            return false;
        break;
    case PKHOST_EXTENSION_SET:
        if (place == IN_KEY)
            return false;
        inside = IN_KEY;
        break;
    case PKHOST_EXTENSION_KEY:
        if (place != IN_KEY)
            return false;
        inside = IN_KEY;
        break;
    default: return false;
    }
    /* It holds one array, and nothing else. */
    messagepack_reader within = { item.data, item.data + item.size };
    if (levels == 0 || messagepack_read(&within, &item) != MESSAGEPACK_IS_ARRAY)
        return false;
    for (items = item.size; items > 0; items--)
        if (!check(&within, levels - 1, inside, room))
            return false;
    return within.at == within.end;
}

static messagepack_reader reader_of(const char *data, size_t size)
{
    const unsigned char *const start = (const unsigned char *)data;
    return (messagepack_reader){ start, start + size };
}

static bool is_value(const char *data, size_t size, size_t levels, uint64_t most)
{
    messagepack_reader in = reader_of(data, size);
    /* The engine looks before it writes an item; and an array around some is none of them. */
    int64_t room = most > INT64_MAX / 2 ? INT64_MAX / 2 : (int64_t)most + 2 * MESSAGEPACK_CHARGE;
    return check(&in, levels, ANYWHERE, &room) && in.at == in.end;
}

bool packed_value(const char *data, size_t size, uint64_t memory)
{
    return is_value(data, size, PKHOST_DEPTH_MOST, memory);
}

bool packed_arguments(const char *data, size_t size, uint64_t memory)
{
    messagepack_reader in = reader_of(data, size);
    messagepack_item item;
    return messagepack_read(&in, &item) == MESSAGEPACK_IS_ARRAY
           && is_value(data, size, PKHOST_DEPTH_MOST + 1, memory);
}

bool packed_files(const char *data, size_t size, size_t most)
{
    messagepack_reader in = reader_of(data, size);
    messagepack_item map, name, content;
    if (size == 0)
        return true;
    if (messagepack_read(&in, &map) != MESSAGEPACK_IS_MAP)
        return false;
    size_t bytes = 0;
    while (map.size-- > 0) {
        if (messagepack_read(&in, &name) != MESSAGEPACK_IS_STR || name.size > PKHOST_FILE_NAME_MOST
            || messagepack_read(&in, &content) != MESSAGEPACK_IS_BIN)
            return false;
        bytes += name.size + content.size;
    }
    return in.at == in.end && bytes <= most;
}

bool packed_variables(const char *data, size_t size)
{
    enum { VARIABLE_MOST = 1 << 20 };
    messagepack_reader in = reader_of(data, size);
    messagepack_item item;
    if (messagepack_read(&in, &item) != MESSAGEPACK_IS_ARRAY)
        return false;
    for (uint32_t left = item.size; left > 0; left--) {
        if (messagepack_read(&in, &item) != MESSAGEPACK_IS_ARRAY || item.size != 3
            || messagepack_read(&in, &item) != MESSAGEPACK_IS_BIN
            || messagepack_read(&in, &item) != MESSAGEPACK_IS_BIN)
            return false;
        const messagepack_kind kind = messagepack_read(&in, &item);
        if (kind != MESSAGEPACK_IS_NIL
            && (kind != MESSAGEPACK_IS_BIN
                || !packed_value((const char *)item.data, item.size, item.size + VARIABLE_MOST)))
            return false;
    }
    return in.at == in.end;
}

/* ------------------------------------------------------------------------ no packing */

static bool is_number(const char *data, size_t size)
{
    enum { DIGITS_MOST = 10 };
    if (size == 0 || size > DIGITS_MOST)
        return false;
    for (size_t i = 0; i < size; i++)
        if (data[i] < '0' || data[i] > '9')
            return false;
    return true;
}

bool packed_traceback(const char *data, size_t size)
{
    enum { FIELDS = 6 };
    static const bool is_a_number[FIELDS] = { false, true, true, false, true, false };
    const char *at = data, *const end = data + size;
    while (at < end) {
        for (int field = 0; field < FIELDS; field++) {
            const char last = field < FIELDS - 1 ? PKHOST_FIELD_END : PKHOST_RECORD_END;
            const char *const start = at;
            while (at < end && *at != PKHOST_FIELD_END && *at != PKHOST_RECORD_END)
                at++;
            if (at == end || *at != last
                || (is_a_number[field] && !is_number(start, (size_t)(at - start))))
                return false;
            at++;
        }
    }
    return true;
}
