/* json_text.c -- JSON as it is written: the text that grows, and strings in it. */
#include "python/json_text.h"

#include "base/current.h"
#include "base/macros.h"
#include "stop/zone.h"

#include <string.h>

void json_put(json_text *w, const char *data, size_t size)
{
    enum { FIRST = 256 };

    if (UNLIKELY(w->size + size > w->capacity)) {
        size_t capacity = w->capacity == 0 ? FIRST : w->capacity * 2;
        while (capacity < w->size + size)
            capacity *= 2;
        if (capacity > INT32_MAX) /* more than any text can have */
            stop_abandon(pkhost_here, STOP_MEMORY);
        w->data = pkhost_libc_realloc(w->data, capacity);
        w->capacity = capacity;
    }
    memcpy(w->data + w->size, data, size);
    w->size += size;
}

static void put_code(json_text *w, uint32_t unit)
{
    static const char HEX[] = "0123456789abcdef";
    const char escape[] = {
        '\\', 'u', HEX[unit >> 12], HEX[unit >> 8 & 15], HEX[unit >> 4 & 15], HEX[unit & 15]
    };
    json_put(w, escape, sizeof escape);
}

/* The character at `c`, which is not ASCII. */
static int put_character(json_text *w, const char *c, const char *end)
{
    const int size = c11__u8_header((unsigned char)*c, true);

    if (size < 2 || end - c < size) { /* no UTF-8: as one that is unknown */
        put_code(w, 0xFFFD);
        return 1;
    }
    const uint32_t code = (uint32_t)c11__u8_value(size, c);
    if (code < 0x10000) {
        put_code(w, code);
    } else {
        put_code(w, 0xD800 + ((code - 0x10000) >> 10));
        put_code(w, 0xDC00 + ((code - 0x10000) & 0x3FF));
    }
    return size;
}

void json_put_string(json_text *w, c11_sv text, bool ascii)
{
    const char *c = text.data, *const end = text.data + text.size, *plain = c;

    json_put(w, "\"", 1);
    while (c < end) {
        const unsigned char byte = (unsigned char)*c;
        if (byte >= 0x20 && byte != '"' && byte != '\\' && (byte < 0x7F || !ascii)) {
            c++;
            continue;
        }
        json_put(w, plain, (size_t)(c - plain));
        switch (byte) {
        case '"': json_put(w, "\\\"", 2); break;
        case '\\': json_put(w, "\\\\", 2); break;
        case '\n': json_put(w, "\\n", 2); break;
        case '\r': json_put(w, "\\r", 2); break;
        case '\t': json_put(w, "\\t", 2); break;
        case '\f': json_put(w, "\\f", 2); break;
        case '\b': json_put(w, "\\b", 2); break;
        default:
            if (byte >= 0x80) {
                plain = c += put_character(w, c, end);
                continue;
            }
            put_code(w, byte);
        }
        plain = ++c;
    }
    json_put(w, plain, (size_t)(c - plain));
    json_put(w, "\"", 1);
}
