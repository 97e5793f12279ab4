/* patterns_classes.c -- which characters the classes of regular expressions have. */
#include "base/unicode_database.h"
#include "interpose/characters.h"
#include "python/patterns.h"

/* As in CPython's Lib/re/_constants.py: CHCODES, ATCODES. */
enum category {
    DIGIT,
    NOT_DIGIT,
    SPACE,
    NOT_SPACE,
    WORD,
    NOT_WORD,
    LINEBREAK,
    NOT_LINEBREAK,
    LOC_WORD,
    LOC_NOT_WORD,
    UNI_DIGIT,
    UNI_NOT_DIGIT,
    UNI_SPACE,
    UNI_NOT_SPACE,
    UNI_WORD,
    UNI_NOT_WORD,
    UNI_LINEBREAK,
    UNI_NOT_LINEBREAK,
};
enum place {
    AT_BEGINNING,
    AT_BEGINNING_LINE,
    AT_BEGINNING_STRING,
    AT_BOUNDARY,
    AT_NON_BOUNDARY,
    AT_END,
    AT_END_LINE,
    AT_END_STRING,
    AT_LOC_BOUNDARY,
    AT_LOC_NON_BOUNDARY,
    AT_UNI_BOUNDARY,
    AT_UNI_NON_BOUNDARY,
};

static bool is_digit(uint32_t c) { return c - '0' < 10; }
static bool is_space(uint32_t c) { return c == ' ' || c - '\t' < 5; }
static bool is_word(uint32_t c) { return is_digit(c) || (c | 32) - 'a' < 26 || c == '_'; }
static bool is_unicode_word(uint32_t c)
{
    if (c < 128)
        return is_word(c);
    return unicode_has(c, UNICODE_ALPHABETIC | UNICODE_DECIMAL | UNICODE_DIGIT | UNICODE_NUMERIC);
}
static bool is_unicode_space(uint32_t c)
{
    return c < 128 ? is_space(c) || c - 0x1c < 4 : unicode_has(c, UNICODE_SPACE);
}
static bool is_linebreak(uint32_t c)
{
    return c - '\n' < 4 || c - 0x1c < 3 || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool category_has(uint32_t category, uint32_t c)
{
    switch ((enum category)category) {
    case DIGIT: return is_digit(c);
    case NOT_DIGIT: return !is_digit(c);
    case SPACE: return is_space(c);
    case NOT_SPACE: return !is_space(c);
    case WORD:
    case LOC_WORD: return is_word(c);
    case NOT_WORD:
    case LOC_NOT_WORD: return !is_word(c);
    case LINEBREAK: return c == '\n';
    case NOT_LINEBREAK: return c != '\n';
    case UNI_DIGIT: return c < 128 ? is_digit(c) : unicode_has(c, UNICODE_DECIMAL);
    case UNI_NOT_DIGIT: return !(c < 128 ? is_digit(c) : unicode_has(c, UNICODE_DECIMAL));
    case UNI_SPACE: return is_unicode_space(c);
    case UNI_NOT_SPACE: return !is_unicode_space(c);
    case UNI_WORD: return is_unicode_word(c);
    case UNI_NOT_WORD: return !is_unicode_word(c);
    case UNI_LINEBREAK: return is_linebreak(c);
    case UNI_NOT_LINEBREAK: return !is_linebreak(c);
    }
    return false;
}

uint32_t pattern_lower_ascii(uint32_t c) { return c - 'A' < 26 ? c + 32 : c; }

uint32_t pattern_lower(uint32_t c)
{
    char text[8], lower[16];
    if (c < 128)
        return pattern_lower_ascii(c);
    if (c >= UNICODE_NONE)
        return c;
    const c11_sv one = { text, unicode_encode(c, text) };
    const int64_t size = characters_change_case(one, false, NULL);
    if (size > (int64_t)sizeof lower)
        return c;
    characters_change_case(one, false, lower);
    const char *at = lower;
    const uint32_t found = unicode_decode(&at, lower + size);
    return at == lower + size ? found : c;
}

static bool in_bitmap(pattern_search *s, size_t place, uint32_t bit)
{
    return (pattern_at(s, place + bit / 32) >> bit % 32 & 1) != 0;
}

/* 256 bytes that say which bitmap a character's is, then the bitmaps. */
static bool in_bitmaps(pattern_search *s, size_t place, uint32_t c)
{
    if (c > 0xffff)
        return false;
    const uint32_t four = pattern_at(s, place + (c >> 8) / 4);
    const uint32_t block = four >> (c >> 8) % 4 * 8 & 0xff;
    return in_bitmap(s, place + 64 + (size_t)block * 8, c & 0xff);
}

/* Whether a character is in the set that begins at a place. */
static bool set_has(pattern_search *s, size_t place, uint32_t c)
{
    bool answer = true;
    for (;;) {
        const uint32_t first = pattern_at(s, place + 1);
        switch ((enum pattern_operation)pattern_at(s, place)) {
        case PATTERN_LITERAL:
            if (c == first)
                return answer;
            place += 2;
            break;
        case PATTERN_CATEGORY:
            if (category_has(first, c))
                return answer;
            place += 2;
            break;
        case PATTERN_CHARSET:
            if (c < 256 && in_bitmap(s, place + 1, c))
                return answer;
            place += 1 + 8;
            break;
        case PATTERN_BIGCHARSET:
            if (in_bitmaps(s, place + 2, c))
                return answer;
            place += 2 + 64 + (size_t)first * 8;
            break;
        case PATTERN_RANGE:
            if (first <= c && c <= pattern_at(s, place + 2))
                return answer;
            place += 3;
            break;
        case PATTERN_RANGE_UNI_IGNORE: {
            /* The pattern's range may be of letters in either case. */
            const uint32_t last = pattern_at(s, place + 2);
            if (first <= c && c <= last)
                return answer;
            char text[8], upper[16];
            const c11_sv one = { text, unicode_encode(c < UNICODE_NONE ? c : 0, text) };
            const int64_t size = characters_change_case(one, true, NULL);
            if (size <= (int64_t)sizeof upper) {
                characters_change_case(one, true, upper);
                const char *at = upper;
                const uint32_t other = unicode_decode(&at, upper + size);
                if (at == upper + size && first <= other && other <= last)
                    return answer;
            }
            place += 3;
            break;
        }
        case PATTERN_NEGATE:
            answer = !answer;
            place += 1;
            break;
        case PATTERN_FAILURE: return !answer;
        default: s->is_broken = true; return false;
        }
    }
}

static bool is_boundary(const pattern_search *s, size_t at, bool (*in_word)(uint32_t))
{
    const bool before = at > 0 && in_word(pattern_character(&s->text, at - 1));
    const bool after = at < s->end && in_word(pattern_character(&s->text, at));
    return before != after;
}

bool pattern_is_at(const pattern_search *s, uint32_t where, size_t at)
{
    const bool has_next = at < s->end;
    /* CPython's says of a text of no length that it has no place of any kind. */
    switch ((enum place)where) {
    case AT_BEGINNING:
    case AT_BEGINNING_STRING: return at == 0;
    case AT_BEGINNING_LINE: return at == 0 || pattern_character(&s->text, at - 1) == '\n';
    case AT_END: return !has_next || (at + 1 == s->end && pattern_character(&s->text, at) == '\n');
    case AT_END_LINE: return !has_next || pattern_character(&s->text, at) == '\n';
    case AT_END_STRING: return !has_next;
    case AT_BOUNDARY:
    case AT_LOC_BOUNDARY: return s->end > 0 && is_boundary(s, at, is_word);
    case AT_NON_BOUNDARY:
    case AT_LOC_NON_BOUNDARY: return s->end > 0 && !is_boundary(s, at, is_word);
    case AT_UNI_BOUNDARY: return s->end > 0 && is_boundary(s, at, is_unicode_word);
    case AT_UNI_NON_BOUNDARY: return s->end > 0 && !is_boundary(s, at, is_unicode_word);
    }
    return false;
}

bool pattern_one_matches(pattern_search *s, size_t place, uint32_t c)
{
    const uint32_t operand = pattern_at(s, place + 1);
    switch ((enum pattern_operation)pattern_at(s, place)) {
    case PATTERN_ANY: return c != '\n';
    case PATTERN_ANY_ALL: return true;
    case PATTERN_LITERAL: return c == operand;
    case PATTERN_NOT_LITERAL: return c != operand;
    case PATTERN_IN: return set_has(s, place + 2, c);
    case PATTERN_CATEGORY: return category_has(operand, c);
    case PATTERN_LITERAL_IGNORE:
    case PATTERN_LITERAL_LOC_IGNORE: return pattern_lower_ascii(c) == operand;
    case PATTERN_NOT_LITERAL_IGNORE:
    case PATTERN_NOT_LITERAL_LOC_IGNORE: return pattern_lower_ascii(c) != operand;
    case PATTERN_IN_IGNORE:
    case PATTERN_IN_LOC_IGNORE: return set_has(s, place + 2, pattern_lower_ascii(c));
    case PATTERN_LITERAL_UNI_IGNORE: return pattern_lower(c) == operand;
    case PATTERN_NOT_LITERAL_UNI_IGNORE: return pattern_lower(c) != operand;
    case PATTERN_IN_UNI_IGNORE: return set_has(s, place + 2, pattern_lower(c));
    default: s->is_broken = true; return false;
    }
}
