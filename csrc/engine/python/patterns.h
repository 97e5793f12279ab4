/* patterns.h -- regular expressions: what CPython's re compiles them to, and a walk through a text.
 *
 * CPython's re, in Python, turns a pattern into numbers: operations and their operands (Lib/re,
 * of 3.11).  Its own matcher in C calls itself and counts nothing.  This one keeps the ways that are
 * still open in an array in the VM's region, and takes steps: a pattern that would go through all
 * ways there are ends by the limits of its script.
 *
 * A script can get at these functions with numbers of its own making, so nothing is taken on trust:
 * each number is looked up by pattern_at(), each place and mark is compared with what there is.
 */
#ifndef PKHOST_PYTHON_PATTERNS_H
#define PKHOST_PYTHON_PATTERNS_H

#include "base/vm.h"

#include <string.h>

#pragma GCC visibility push(hidden)

/* As in CPython 3.11's Lib/re/_constants.py. */
enum pattern_operation {
    PATTERN_FAILURE,
    PATTERN_SUCCESS,
    PATTERN_ANY,
    PATTERN_ANY_ALL,
    PATTERN_ASSERT,
    PATTERN_ASSERT_NOT,
    PATTERN_AT,
    PATTERN_BRANCH,
    PATTERN_CATEGORY,
    PATTERN_CHARSET,
    PATTERN_BIGCHARSET,
    PATTERN_GROUPREF,
    PATTERN_GROUPREF_EXISTS,
    PATTERN_IN,
    PATTERN_INFO,
    PATTERN_JUMP,
    PATTERN_LITERAL,
    PATTERN_MARK,
    PATTERN_MAX_UNTIL,
    PATTERN_MIN_UNTIL,
    PATTERN_NOT_LITERAL,
    PATTERN_NEGATE,
    PATTERN_RANGE,
    PATTERN_REPEAT,
    PATTERN_REPEAT_ONE,
    PATTERN_SUBPATTERN,
    PATTERN_MIN_REPEAT_ONE,
    PATTERN_ATOMIC_GROUP,
    PATTERN_POSSESSIVE_REPEAT,
    PATTERN_POSSESSIVE_REPEAT_ONE,
    PATTERN_GROUPREF_IGNORE,
    PATTERN_IN_IGNORE,
    PATTERN_LITERAL_IGNORE,
    PATTERN_NOT_LITERAL_IGNORE,
    PATTERN_GROUPREF_LOC_IGNORE,
    PATTERN_IN_LOC_IGNORE,
    PATTERN_LITERAL_LOC_IGNORE,
    PATTERN_NOT_LITERAL_LOC_IGNORE,
    PATTERN_GROUPREF_UNI_IGNORE,
    PATTERN_IN_UNI_IGNORE,
    PATTERN_LITERAL_UNI_IGNORE,
    PATTERN_NOT_LITERAL_UNI_IGNORE,
    PATTERN_RANGE_UNI_IGNORE,
};
enum { PATTERN_REPEAT_MOST = -1 }; /* as a uint32_t: without end */

/* The text that is looked through: bytes, or characters of 32 bits if it has others than ASCII's. */
typedef struct pattern_text {
    const unsigned char *narrow;
    const uint32_t *wide; /* NULL: narrow */
    size_t length;
} pattern_text;

static inline uint32_t pattern_character(const pattern_text *text, size_t at)
{
    return text->wide != NULL ? text->wide[at] : text->narrow[at];
}

enum pattern_mode { PATTERN_SEARCH, PATTERN_MATCH, PATTERN_FULLMATCH };

/* A way that is open, or what is to be undone before an older one is gone: patterns_match.c. */
struct pattern_entry;

#define PATTERN_NOWHERE SIZE_MAX

/* A search.  What it allocates are objects on the value stack, so that nothing is left behind, however
 * it ends. */
typedef struct pattern_search {
    pkhost_vm *vm;
    const unsigned char *code; /* the pattern's numbers, four bytes each */
    size_t code_size;          /* numbers */
    bool is_broken;            /* the pattern was none of re's */
    pattern_text text;
    size_t end;          /* of what is looked at */
    size_t must_advance; /* a match that begins here is not empty; PATTERN_NOWHERE: it may be */
    bool whole;          /* a match ends at the end */
    size_t *marks;       /* two for each group; PATTERN_NOWHERE: it took no part */
    size_t mark_count, last_group;
    size_t stop; /* where the match ends */
    py_StackRef entries_object;
    struct pattern_entry *entries;
    size_t entry_count, entries_room;
    uint32_t budget; /* operations until a step is taken */
} pattern_search;

static inline uint32_t pattern_at(pattern_search *s, size_t place)
{
    uint32_t number;
    if (place >= s->code_size) {
        s->is_broken = true;
        return PATTERN_FAILURE;
    }
    memcpy(&number, s->code + place * sizeof number, sizeof number);
    return number;
}

/* Takes from the budget what passing over so many characters in one tight loop is worth: a quarter of
 * as many operations. */
static inline void pattern_charge(pattern_search *s, size_t characters)
{
    s->budget -= characters / 4 < s->budget ? (uint32_t)(characters / 4) : s->budget;
}

/* Whether a place of the text is as AT asks: the begin, the end of a line, ... */
bool pattern_is_at(const pattern_search *s, uint32_t where, size_t at);
uint32_t pattern_lower_ascii(uint32_t character);
uint32_t pattern_lower(uint32_t character); /* as Unicode has it, if that is one character */
/* Whether the one character that the operation at a place stands for is this one. */
bool pattern_one_matches(pattern_search *s, size_t place, uint32_t character);

/* The pattern at a place of the text: 1, 0, or -1 with an exception set. */
int pattern_match(pattern_search *s, size_t at);
/* The first place from `at` on where it matches, in *found: likewise (patterns_find.c). */
int pattern_find(pattern_search *s, size_t at, size_t *found);

bool patterns_install(void); /* the module _regular_expressions */

#pragma GCC visibility pop

#endif
