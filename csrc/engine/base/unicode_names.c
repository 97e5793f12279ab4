/* unicode_names.c -- characters by their names, as in "\N{…}".
 *
 * The table has the names in their order, in blocks.  Each name is written as
 *
 *     two letters   how many characters it has in common with the name before, in base 26
 *     the rest      capital letters, digits, spaces and hyphens
 *     ;             and the character's number, four digits of base 36
 *
 * The first of a block is written in full, so the block is found by halves, and then read from its
 * beginning.  Ideographs are named by their numbers, and Hangul by its sounds: those are computed.
 */
#include "base/unicode_names.h"

#include "base/unicode_database.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    NAME_MOST = UNICODE_NAME_MOST,
    HANGUL = 0xac00,
    LEADING = 19,
    VOWELS = 21,
    TRAILING = 28,
};

typedef struct numbered {
    uint32_t first, last;
    const char *prefix; /* a hyphen and the number follow */
} numbered;

#include "base/unicode_names_table.h"

/* ------------------------------------------------------------------ names that are computed */

/* `exact`: as it is written it has capitals alone.  CPython wants that of what it computes itself. */
static uint32_t by_number(const char *name, bool exact)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const size_t size = strlen(ranges[i].prefix);
        const bool computed = strcmp(ranges[i].prefix, "CJK UNIFIED IDEOGRAPH") == 0;
        if (strncmp(name, ranges[i].prefix, size) != 0 || name[size] != '-' || (computed && !exact))
            continue;
        uint32_t code = 0;
        const char *at = name + size + 1;
        for (; code < 0x110000 && ((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'F')); at++)
            code = code * 16 + (uint32_t)(*at <= '9' ? *at - '0' : *at - 'A' + 10);
        /* CPython computes these of four or five digits; others are as they stand in its table. */
        const size_t digits = (size_t)(at - (name + size + 1));
        char canonical[8];
        snprintf(canonical, sizeof canonical, "%X", code);
        const bool well_written =
            computed ? digits == 4 || digits == 5 : strcmp(canonical, name + size + 1) == 0;
        if (*at == '\0' && well_written && code >= ranges[i].first && code <= ranges[i].last)
            return code;
    }
    return UNICODE_NONE;
}

/* The sounds of Hangul, which make up the names of its syllables. */
static const char of_hangul[] = "HANGUL SYLLABLE ";
static const char *const leading[LEADING] = { "G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                              "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H" };
static const char *const vowels[VOWELS] = { "A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                            "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                            "WEO", "WE", "WI", "YU",  "EU", "YI", "I" };
static const char *const trailing[TRAILING] = { "",   "G",  "GG", "GS", "N",  "NJ", "NH",
                                                "D",  "L",  "LG", "LM", "LB", "LS", "LT",
                                                "LP", "LH", "M",  "B",  "BS", "S",  "SS",
                                                "NG", "J",  "C",  "K",  "T",  "P",  "H" };

/* The longest of the sounds that *at begins with, which it is moved past; -1: none. */
static int take_sound(const char **at, const char *const *sounds, int count)
{
    int found = -1;
    size_t longest = 0;
    for (int i = 0; i < count; i++) {
        const size_t size = strlen(sounds[i]);
        if (strncmp(*at, sounds[i], size) != 0 || (found >= 0 && size <= longest))
            continue;
        found = i;
        longest = size;
    }
    *at += longest;
    return found;
}

static uint32_t by_sounds(const char *name)
{
    if (strncmp(name, of_hangul, sizeof of_hangul - 1) != 0)
        return UNICODE_NONE;
    const char *at = name + sizeof of_hangul - 1;
    const int first = take_sound(&at, leading, LEADING);
    const int vowel = take_sound(&at, vowels, VOWELS);
    const int last = vowel < 0 ? -1 : take_sound(&at, trailing, TRAILING);
    if (last < 0 || *at != '\0')
        return UNICODE_NONE;
    return (uint32_t)(HANGUL + (first * VOWELS + vowel) * TRAILING + last);
}

/* ------------------------------------------------------------------ names of the table */

/* The name at `at`, into `name`, which has the one before; the number after it; the next name. */
static const char *read_name(const char *at, char *name, uint32_t *code)
{
    const int common = (at[0] - 'a') * 26 + (at[1] - 'a');
    const char *const end = strchr(at, ';');
    const size_t size = (size_t)(end - (at + 2));
    memcpy(name + common, at + 2, size);
    name[(size_t)common + size] = '\0';
    *code = 0;
    for (int i = 1; i <= 4; i++)
        *code = *code * 36 + (uint32_t)(end[i] <= '9' ? end[i] - '0' : end[i] - 'a' + 10);
    return end + 5;
}

static uint32_t by_table(const char *name)
{
    char read[NAME_MOST];
    uint32_t code;
    int low = 0, high = BLOCKS; /* the block is one of these */
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        read_name(blocks[middle], read, &code);
        if (strcmp(read, name) <= 0)
            low = middle;
        else
            high = middle;
    }
    for (const char *at = blocks[low]; *at != '\0';) {
        at = read_name(at, read, &code);
        const int order = strcmp(read, name);
        if (order == 0)
            return code;
        if (order > 0)
            break;
    }
    return UNICODE_NONE;
}

uint32_t unicode_by_name(const char *name, size_t size)
{
    char capitals[NAME_MOST];
    if (size >= sizeof capitals)
        return UNICODE_NONE;
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)name[i] >= 0x80 || name[i] == '\0')
            return UNICODE_NONE;
        capitals[i] = (char)(name[i] >= 'a' && name[i] <= 'z' ? name[i] - 'a' + 'A' : name[i]);
    }
    capitals[size] = '\0';
    const bool exact = memcmp(capitals, name, size) == 0;
    uint32_t found = by_number(capitals, exact);
    if (found == UNICODE_NONE && exact)
        found = by_sounds(capitals);
    return found != UNICODE_NONE ? found : by_table(capitals);
}

/* ------------------------------------------------------------------ the name of a character */

bool unicode_name_of(uint32_t character, char *name)
{
    enum { BLOCK_BITS = 7 };
    if (character >= UNICODE_NONE)
        return false;
    const uint32_t syllable = character - HANGUL;
    if (syllable < LEADING * VOWELS * TRAILING) {
        snprintf(name, NAME_MOST, "%s%s%s%s", of_hangul, leading[syllable / (VOWELS * TRAILING)],
                 vowels[syllable % (VOWELS * TRAILING) / TRAILING], trailing[syllable % TRAILING]);
        return true;
    }
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (character >= ranges[i].first && character <= ranges[i].last) {
            snprintf(name, NAME_MOST, "%s-%X", ranges[i].prefix, (unsigned)character);
            return true;
        }
    const uint32_t block = place_blocks[character >> BLOCK_BITS];
    const int place = place_of[block << BLOCK_BITS | (character & ((1u << BLOCK_BITS) - 1))];
    if (place == 0)
        return false;
    uint32_t code;
    const char *at = blocks[(place - 1) / BLOCK];
    for (int i = 0; i <= (place - 1) % BLOCK; i++)
        at = read_name(at, name, &code);
    return true;
}
