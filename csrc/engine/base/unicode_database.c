/* unicode_database.c -- the properties of characters, and normal forms.
 *
 * Normal forms are those of Unicode's annex 15: a text is decomposed, marks are put in their
 * canonical order, and, for the composed forms, put together again.  Hangul syllables go by
 * arithmetic (the Unicode standard, 3.12). */
#include "base/unicode_database.h"

#include <string.h>

const char unicode_categories[30][3] = {
    "Lu", "Ll", "Lt", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs",
    "Co", "Cn", "Lm", "Lo", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
};

#include "base/unicode_decompositions.h"
#include "base/unicode_records.h"

enum { BLOCK_BITS = 7, COUNT = sizeof decomposed / sizeof *decomposed };

const unicode_record *unicode_record_of(uint32_t character)
{
    if (character >= UNICODE_NONE)
        character = 0xffff; /* unassigned */
    const uint32_t block = record_blocks[character >> BLOCK_BITS];
    return &records[record_of[block << BLOCK_BITS | (character & ((1u << BLOCK_BITS) - 1))]];
}

uint32_t unicode_decode(const char **at, const char *end)
{
    const unsigned char *p = (const unsigned char *)*at;
    const ptrdiff_t left = end - *at;
    const int size = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (size == 1 || p[0] < 0xc0 || left < size) {
        *at += 1;
        return p[0];
    }
    *at += size;
    if (size == 2)
        return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
    if (size == 3)
        return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

int unicode_encode(uint32_t character, char *to)
{
    if (character < 0x80) {
        to[0] = (char)character;
        return 1;
    }
    const int size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (int i = size - 1; i > 0; i--, character >>= 6)
        to[i] = (char)(0x80 | (character & 0x3f));
    to[0] = (char)((size == 2 ? 0xc0 : size == 3 ? 0xe0 : 0xf0) | character);
    return size;
}

/* -------------------------------------------------------------------- normal forms */

enum {
    HANGUL = 0xac00,
    HANGUL_COUNT = 11172,
    LEADING = 0x1100,
    LEADING_COUNT = 19,
    VOWEL = 0x1161,
    VOWEL_COUNT = 21,
    TRAILING = 0x11a7,
    TRAILING_COUNT = 28,
    /* The most that one character of two bytes or more becomes, in the compatible form: U+FDFA, of
     * three bytes, becomes 18 characters of 33 bytes. */
    GROWTH = 11,
};

int unicode_decomposition_place(uint32_t character)
{
    int low = 0, high = COUNT;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (decomposed[middle] < character)
            low = middle + 1;
        else
            high = middle;
    }
    return low == COUNT || decomposed[low] != character ? -1 : low;
}

int unicode_decomposition(uint32_t character, const uint32_t **into, bool *is_compatible)
{
    const int low = unicode_decomposition_place(character);
    if (low < 0)
        return 0;
    *is_compatible = (decomposition_start[low] & 1) != 0;
    *into = &decomposition[decomposition_start[low] >> 1];
    return (int)((decomposition_start[low + 1] >> 1) - (decomposition_start[low] >> 1));
}

/* Decompositions nest a few levels deep at most. */
static size_t decompose(uint32_t character, bool compatible, uint32_t *to)
{
    if (character < 0xa0) {
        *to = character;
        return 1;
    }
    if (character >= HANGUL && character < HANGUL + HANGUL_COUNT) {
        const uint32_t index = character - HANGUL;
        to[0] = LEADING + index / (VOWEL_COUNT * TRAILING_COUNT);
        to[1] = VOWEL + index % (VOWEL_COUNT * TRAILING_COUNT) / TRAILING_COUNT;
        to[2] = TRAILING + index % TRAILING_COUNT;
        return to[2] == TRAILING ? 2 : 3;
    }
    const uint32_t *into;
    bool only_compatible;
    const int count = unicode_decomposition(character, &into, &only_compatible);
    if (count == 0 || (only_compatible && !compatible)) {
        *to = character;
        return 1;
    }
    size_t written = 0;
    for (int i = 0; i < count; i++)
        written += decompose(into[i], compatible, to + written);
    return written;
}

/* Marks behind a base character, by their classes; those of one class keep their order. */
static void put_in_order(uint32_t *text, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const uint32_t character = text[i];
        const int class = unicode_record_of(character)->combining_class;
        if (class == 0)
            continue;
        size_t at = i;
        for (; at > 0 && unicode_record_of(text[at - 1])->combining_class > class; at--)
            text[at] = text[at - 1];
        text[at] = character;
    }
}

/* 0: they do not compose. */
static uint32_t composed(uint32_t first, uint32_t second)
{
    if (first - LEADING < LEADING_COUNT && second - VOWEL < VOWEL_COUNT)
        return HANGUL + ((first - LEADING) * VOWEL_COUNT + second - VOWEL) * TRAILING_COUNT;
    if (first - HANGUL < HANGUL_COUNT && (first - HANGUL) % TRAILING_COUNT == 0 && second > TRAILING
        && second - TRAILING < TRAILING_COUNT)
        return first + second - TRAILING;
    size_t low = 0, high = sizeof compositions / sizeof *compositions / 3;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const uint32_t *pair = &compositions[middle * 3];
        if (pair[0] == first && pair[1] == second)
            return pair[2];
        if (pair[0] < first || (pair[0] == first && pair[1] < second))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static size_t compose(uint32_t *text, size_t count)
{
    size_t written = 0, base = 0;
    bool has_base = false;
    int last_class = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t character = text[i];
        const int class = unicode_record_of(character)->combining_class;
        const bool is_next = has_base && written == base + 1;
        if (has_base && (is_next || (last_class < class && last_class != 0))) {
            const uint32_t one = composed(text[base], character);
            if (one != 0) {
                text[base] = one;
                continue;
            }
        }
        if (class == 0) {
            base = written;
            has_base = true;
        }
        last_class = class;
        text[written++] = character;
    }
    return written;
}

size_t unicode_normal_room(size_t size) { return size * GROWTH + 4; }

size_t unicode_normalize(enum unicode_form form, const char *text, size_t size, char *to,
                         uint32_t *scratch)
{
    size_t count = 0;
    const bool compatible = form == UNICODE_NFKC || form == UNICODE_NFKD;
    for (const char *p = text, *end = text + size; p < end;)
        count += decompose(unicode_decode(&p, end), compatible, scratch + count);
    put_in_order(scratch, count);
    if (form == UNICODE_NFC || form == UNICODE_NFKC)
        count = compose(scratch, count);
    char *out = to;
    for (size_t i = 0; i < count; i++)
        out += unicode_encode(scratch[i], out);
    return (size_t)(out - to);
}
