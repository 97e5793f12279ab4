/* patterns_find.c -- the first place of a text where a pattern matches: patterns.h.
 *
 * Places where the pattern's first operation does not match are passed over without a walk.  Most
 * patterns begin with a character or a set of them, which makes this the loop that most searches spend
 * their time in. */
#include "python/patterns.h"

/* Where a match could begin at all: what the pattern begins with. */
static size_t first_operation(pattern_search *s)
{
    size_t place = 0;
    if (pattern_at(s, place) == PATTERN_INFO)
        place += 1 + (size_t)pattern_at(s, place + 1);
    while (pattern_at(s, place) == PATTERN_MARK)
        place += 2;
    switch (pattern_at(s, place)) {
    case PATTERN_LITERAL:
    case PATTERN_IN: return place;
    case PATTERN_REPEAT_ONE: return pattern_at(s, place + 2) > 0 ? place + 4 : PATTERN_NOWHERE;
    default: return PATTERN_NOWHERE;
    }
}

int pattern_find(pattern_search *s, size_t at, size_t *found)
{
    const size_t first = first_operation(s);
    const size_t last_end = s->must_advance;
    for (; at <= s->end; at++) {
        if (first != PATTERN_NOWHERE) {
            const size_t begin = at;
            while (at < s->end && !pattern_one_matches(s, first, pattern_character(&s->text, at)))
                at++;
            pattern_charge(s, at - begin);
            if (at >= s->end)
                return 0;
        }
        /* No match of no length where the last one ended. */
        s->must_advance = at == last_end ? last_end : PATTERN_NOWHERE;
        const int matched = pattern_match(s, at);
        if (matched != 0) {
            *found = at;
            return matched;
        }
    }
    return s->is_broken ? (RuntimeError("invalid SRE code"), -1) : 0;
}
