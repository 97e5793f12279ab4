/* unicode_details.c -- what unicodedata says of characters besides unicode_database.h. */
#include "base/unicode_details.h"

#include "base/unicode_database.h"

typedef struct detail {
    uint8_t bidirectional, width, is_mirrored;
    uint8_t number; /* its place among `numbers`, and 1 more; 0: it is none */
} detail;

#include "base/unicode_details_table.h"

enum { BLOCK_BITS = 7 };

static const detail *detail_at(uint32_t character)
{
    if (character >= UNICODE_NONE)
        character = 0xffff; /* unassigned */
    const uint32_t block = detail_blocks[character >> BLOCK_BITS];
    return &details[detail_of[block << BLOCK_BITS | (character & ((1u << BLOCK_BITS) - 1))]];
}

const char *unicode_bidirectional(uint32_t character)
{
    static const char *const classes[] = { "",    "L",   "R",   "AL",  "EN",  "ES",  "ET",  "AN",
                                           "CS",  "NSM", "BN",  "B",   "S",   "WS",  "ON",  "LRE",
                                           "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI" };
    return classes[detail_at(character)->bidirectional];
}

const char *unicode_width(uint32_t character)
{
    static const char *const widths[] = { "F", "H", "W", "Na", "A", "N" };
    return widths[detail_at(character)->width];
}

bool unicode_is_mirrored(uint32_t character) { return detail_at(character)->is_mirrored != 0; }

bool unicode_numeric(uint32_t character, double *out)
{
    const detail *const d = detail_at(character);
    if (d->number == 0)
        return false;
    *out = numbers[d->number - 1];
    return true;
}

const char *unicode_decomposition_tag(uint32_t character)
{
    const int place = unicode_decomposition_place(character);
    return place < 0 ? "" : tags[tag_of[place]];
}
