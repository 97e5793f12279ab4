/* characters.c -- the characters of a text, which is UTF-8.
 *
 * No function here reads past the end of a text, even if the text is not valid UTF-8.
 */
#define _GNU_SOURCE
#include "interpose/characters.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/unicode_case.h"
#include "stop/zone.h"

#include <string.h>

char *characters_new(int64_t size)
{
    if (size > CHARACTERS_MOST)
        stop_abandon(pkhost_here, STOP_MEMORY);
    return py_newstrn(py_retval(), (int)size);
}

bool characters_are_ascii(c11_sv text)
{
    uint64_t all = 0, eight;
    int i = 0;
    for (; i + 8 <= text.size; i += 8) {
        memcpy(&eight, text.data + i, sizeof eight);
        all |= eight;
    }
    for (; i < text.size; i++)
        all |= (unsigned char)text.data[i];
    return (all & 0x8080808080808080) == 0;
}

int characters_count(c11_sv text)
{
    enum { MOST = 255 }; /* so many that a byte of `each` does not overflow */
    const uint64_t ones = 0x0101010101010101, low = 0x00ff00ff00ff00ff;
    int continued = 0, i = 0;
    while (i + 8 <= text.size) {
        uint64_t each = 0, eight;
        const int end = text.size - i > 8 * MOST ? i + 8 * MOST : text.size - 7;
        for (; i < end; i += 8) {
            memcpy(&eight, text.data + i, sizeof eight);
            /* A byte with bit 7 and without bit 6 continues a character. */
            each += (eight >> 7) & ~(eight >> 6) & ones;
        }
        each = (each & low) + (each >> 8 & low);
        continued += (int)(each * 0x0001000100010001 >> 48);
    }
    for (; i < text.size; i++)
        continued += characters_continues(text.data[i]);
    return text.size - continued;
}

int characters_width(const char *at, const char *end)
{
    const char *next = at + 1;
    while (next < end && characters_continues(*next))
        next++;
    return (int)(next - at);
}

int characters_width_before(const char *begin, const char *end)
{
    const char *at = end - 1;
    while (at > begin && characters_continues(*at))
        at--;
    return (int)(end - at);
}

int characters_offset(c11_sv text, int64_t characters)
{
    const char *at = text.data, *end = at + text.size;
    for (; characters > 0 && at < end; characters--)
        at += characters_width(at, end);
    return (int)(at - text.data);
}

const char *characters_move(c11_sv text, const char *at, int64_t characters)
{
    const char *end = text.data + text.size;
    for (; characters > 0 && at < end; characters--)
        at += characters_width(at, end);
    for (; characters < 0 && at > text.data; characters++)
        at -= characters_width_before(text.data, at);
    return at;
}

char *characters_repeat(char *to, c11_sv one, int64_t times)
{
    if (one.size == 1) {
        memset(to, one.data[0], (size_t)times);
        return to + times;
    }
    for (; times > 0; times--)
        to = mempcpy(to, one.data, (size_t)one.size);
    return to;
}

/* The character at `at`, whose bytes are `width`; U+FFFD if it cannot have so many. */
static uint32_t decode(const char *at, int width)
{
    const unsigned char first = (unsigned char)*at;
    if (width == 1)
        return first;
    if (width > 4)
        return 0xfffd;
    uint32_t character = first & (0xffu >> (width + 1));
    for (int i = 1; i < width; i++)
        character = character << 6 | ((unsigned char)at[i] & 0x3f);
    return character;
}

/* ------------------------------------------------------------------- space */

static bool is_space(uint32_t c)
{
    if (c < 0x80)
        return (c >= 9 && c <= 13) || (c >= 28 && c <= 32);
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028
           || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

int characters_space(const char *at, const char *end)
{
    if (LIKELY((signed char)*at >= 0))
        return is_space((unsigned char)*at);
    if (characters_continues(*at))
        return 0;
    const int width = characters_width(at, end);
    return is_space(decode(at, width)) ? width : 0;
}

int characters_space_before(const char *begin, const char *end)
{
    const int width = characters_width_before(begin, end);
    return is_space(decode(end - width, width)) ? width : 0;
}

c11_sv characters_stripped(c11_sv text)
{
    const char *begin = text.data, *end = begin + text.size;
    int width;

    while (begin < end && (width = characters_space(begin, end)) > 0)
        begin += width;
    while (begin < end && (width = characters_space_before(begin, end)) > 0)
        end -= width;
    return (c11_sv){ begin, (int)(end - begin) };
}

/* -------------------------------------------------------------------- case */

static uint32_t shifted(const struct case_range *ranges, size_t count, uint32_t c)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const struct case_range *r = &ranges[middle];
        if (c < r->first)
            high = middle;
        else if (c > r->last)
            low = middle + 1;
        else
            return (c - r->first) % r->every == 0 ? (uint32_t)((int64_t)c + r->distance) : c;
    }
    return c;
}

static const struct case_expansion *expansion(const struct case_expansion *list, size_t count,
                                              uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].character == c)
            return &list[i];
    return NULL;
}

int64_t characters_change_case(c11_sv text, bool upper, char *to)
{
    const char *end = text.data + text.size;
    int64_t size = 0;
    for (const char *at = text.data; at < end;) {
        const int width = characters_width(at, end);
        const uint32_t c = decode(at, width);
        const struct case_expansion *more =
            c < 0x80 ? NULL
            : upper  ? expansion(upper_expansions, COUNT(upper_expansions), c)
                     : expansion(lower_expansions, COUNT(lower_expansions), c);
        char bytes[4];
        for (int i = 0; i < (more == NULL ? 1 : 3); i++) {
            const uint32_t one = more != NULL ? more->becomes[i]
                                 : upper      ? shifted(upper_ranges, COUNT(upper_ranges), c)
                                              : shifted(lower_ranges, COUNT(lower_ranges), c);
            if (more != NULL && one == 0)
                break;
            const int made = c11__u32_to_u8(one, bytes);
            if (to != NULL)
                memcpy(to + size, bytes, (size_t)made);
            size += made;
        }
        at += width;
    }
    return size;
}

int characters_within(const char *text, int size, int most)
{
    if (size <= most)
        return size;
    while (most > 0 && characters_continues(text[most]))
        most--;
    return most;
}
