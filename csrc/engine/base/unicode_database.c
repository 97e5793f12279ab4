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
    DECOMPOSED_MOST = 32, /* characters that one becomes: U+FDFA becomes 18 */
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

static int class_of(uint32_t character) { return unicode_record_of(character)->combining_class; }

/* Marks by their classes, of which there are 255: those of one class keep their order.  A few are put
 * where they belong one by one. */
static void sort_marks(uint32_t *marks, size_t count, uint32_t *spare)
{
    enum { FEW = 16, CLASSES = 256 };
    if (count > FEW) {
        size_t place[CLASSES + 1] = { 0 };
        for (size_t i = 0; i < count; i++)
            place[class_of(marks[i]) + 1]++;
        for (int class = 0; class < CLASSES; class ++)
            place[class + 1] += place[class];
        for (size_t i = 0; i < count; i++)
            spare[place[class_of(marks[i])]++] = marks[i];
        memcpy(marks, spare, count * sizeof *marks);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        const uint32_t mark = marks[i];
        const int class = class_of(mark);
        size_t at = i;
        for (; at > 0 && class_of(marks[at - 1]) > class; at--)
            marks[at] = marks[at - 1];
        marks[at] = mark;
    }
}

/* Marks behind a base character are put in the order of their classes; `spare` has as many places. */
static void put_in_order(uint32_t *text, size_t count, uint32_t *spare)
{
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && class_of(text[end]) != 0)
            end++;
        if (end > i + 1)
            sort_marks(text + i, end - i, spare);
        i = end + 1;
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

static bool is_compatible(enum unicode_form form)
{
    return form == UNICODE_NFKC || form == UNICODE_NFKD;
}

size_t unicode_decomposed_count(enum unicode_form form, const char *text, size_t size)
{
    uint32_t one[DECOMPOSED_MOST];
    size_t count = 0;
    for (const char *p = text, *end = text + size; p < end;)
        count += decompose(unicode_decode(&p, end), is_compatible(form), one);
    return count;
}

size_t unicode_normalize(enum unicode_form form, const char *text, size_t size, char *to,
                         uint32_t *scratch)
{
    size_t count = 0;
    for (const char *p = text, *end = text + size; p < end;)
        count += decompose(unicode_decode(&p, end), is_compatible(form), scratch + count);
    put_in_order(scratch, count, scratch + count);
    if (form == UNICODE_NFC || form == UNICODE_NFKC)
        count = compose(scratch, count);
    char *out = to;
    for (size_t i = 0; i < count; i++)
        out += unicode_encode(scratch[i], out);
    return (size_t)(out - to);
}
