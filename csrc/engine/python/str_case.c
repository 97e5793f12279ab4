/* str_case.c -- methods of str about what its characters are: isalpha(), islower() ..., and those that
 * change their case: title(), casefold() ...  Dialect "python"; bytes_case.c has those of bytes. */
#include "base/answers.h"
#include "base/macros.h"
#include "base/unicode_database.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "python/install.h"

#include <string.h>

#include "base/unicode_titles.h"

static bool give(const char *data, int64_t size)
{
    memcpy(characters_new(size), data, (size_t)size);
    return true;
}

/* -------------------------------------------------------------- what the characters are */

/* Whether all have the property, and there is one. */
static bool all_have(int argc, py_Ref argv, uint32_t property)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    const c11_sv text = py_tosv(argv);
    const char *at = text.data, *const end = text.data + text.size;
    while (at < end)
        if (!unicode_has(unicode_decode(&at, end), property))
            return give_bool(false);
    return give_bool(text.size > 0);
}

static bool str_isalpha(int argc, py_Ref argv) { return all_have(argc, argv, UNICODE_ALPHABETIC); }
static bool str_isdecimal(int argc, py_Ref argv) { return all_have(argc, argv, UNICODE_DECIMAL); }
static bool str_isdigit(int argc, py_Ref argv) { return all_have(argc, argv, UNICODE_DIGIT); }
static bool str_isnumeric(int argc, py_Ref argv) { return all_have(argc, argv, UNICODE_NUMERIC); }
static bool str_isspace(int argc, py_Ref argv) { return all_have(argc, argv, UNICODE_SPACE); }
static bool str_isalnum(int argc, py_Ref argv)
{
    return all_have(argc, argv,
                    UNICODE_ALPHABETIC | UNICODE_DECIMAL | UNICODE_DIGIT | UNICODE_NUMERIC);
}

static bool str_isprintable(int argc, py_Ref argv)
{
    if (argc == 1 && py_tosv(argv).size == 0)
        return give_bool(true);
    return all_have(argc, argv, UNICODE_PRINTABLE);
}

static bool str_isascii(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && give_bool(characters_are_ascii(py_tosv(argv)));
}

static bool str_isidentifier(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    const c11_sv text = py_tosv(argv);
    const char *at = text.data, *const end = text.data + text.size;
    while (at < end) {
        const uint32_t wanted = at == text.data ? UNICODE_NAME_START : UNICODE_NAME_PART;
        const uint32_t c = unicode_decode(&at, end);
        if (c != '_' && !unicode_has(c, wanted))
            return give_bool(false);
    }
    return give_bool(text.size > 0);
}

/* islower(), isupper(): no character of the other case, and one of this. */
static bool all_cased(int argc, py_Ref argv, uint32_t wanted, uint32_t other)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    const c11_sv text = py_tosv(argv);
    const char *at = text.data, *const end = text.data + text.size;
    bool any = false;
    while (at < end) {
        const uint16_t has = unicode_record_of(unicode_decode(&at, end))->properties;
        if ((has & (other | UNICODE_TITLE)) != 0)
            return give_bool(false);
        any |= (has & wanted) != 0;
    }
    return give_bool(any);
}

static bool str_islower(int argc, py_Ref argv)
{
    return all_cased(argc, argv, UNICODE_LOWER, UNICODE_UPPER);
}
static bool str_isupper(int argc, py_Ref argv)
{
    return all_cased(argc, argv, UNICODE_UPPER, UNICODE_LOWER);
}

static bool str_istitle(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    const c11_sv text = py_tosv(argv);
    const char *at = text.data, *const end = text.data + text.size;
    bool any = false, in_word = false;
    while (at < end) {
        const uint16_t has = unicode_record_of(unicode_decode(&at, end))->properties;
        const bool is_upper = (has & (UNICODE_UPPER | UNICODE_TITLE)) != 0;
        const bool is_lower = (has & UNICODE_LOWER) != 0;
        if ((is_upper && in_word) || (is_lower && !in_word))
            return give_bool(false);
        in_word = is_upper || is_lower;
        any |= in_word;
    }
    return give_bool(any);
}

/* ------------------------------------------------------------------------------- case */

enum letter_case { UPPER, LOWER, TITLE, FOLD, AS_IT_IS };

/* Rows of four, in their order. */
static const uint32_t *row_of(const uint32_t *rows, size_t count, uint32_t c)
{
    size_t low = 0, high = count / 4;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (rows[middle * 4] < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count / 4 && rows[low * 4] == c ? &rows[low * 4 + 1] : NULL;
}

/* The bytes that one character becomes in a case, at most 12; its size. */
static int change(c11_sv character, uint32_t c, enum letter_case into, char *to)
{
    const uint32_t *row = NULL;
    if (into == TITLE)
        row = row_of(titles, COUNT(titles), c);
    else if (into == FOLD)
        row = row_of(folds, COUNT(folds), c);
    if (row == NULL)
        return (int)characters_change_case(character, into == UPPER || into == TITLE, to);
    int size = 0;
    for (int i = 0; i < 3 && row[i] != 0; i++)
        size += unicode_encode(row[i], to + size);
    return size;
}

enum { SIGMA = 0x3a3, FINAL_SIGMA = 0x3c2 };

static bool is_cased(uint32_t c)
{
    return unicode_has(c, UNICODE_UPPER | UNICODE_LOWER | UNICODE_TITLE);
}

/* What stands between letters without ending a word, for the final sigma. */
static bool is_ignorable(uint32_t c)
{
    static const char *const categories[] = { "Mn", "Me", "Cf", "Lm", "Sk" };
    const char *const category = unicode_categories[unicode_record_of(c)->category];
    for (size_t i = 0; i < COUNT(categories); i++)
        if (memcmp(category, categories[i], 2) == 0)
            return true;
    return c == '\'' || c == '.' || c == ':' || c == 0xb7 || c == 0x387 || c == 0x2018
           || c == 0x2019;
}

static bool is_final_sigma(c11_sv text, const char *at)
{
    const char *const end = text.data + text.size;
    const char *before = at;
    uint32_t c = 0;
    do {
        if (before == text.data)
            return false;
        before -= characters_width_before(text.data, before);
        const char *p = before;
        c = unicode_decode(&p, end);
    } while (is_ignorable(c));
    if (!is_cased(c))
        return false;
    const char *after = at;
    unicode_decode(&after, end);
    while (after < end) {
        c = unicode_decode(&after, end);
        if (!is_ignorable(c))
            return !is_cased(c);
    }
    return true;
}

/* The case of the character at `at`, of which `in_word` says whether a letter stands before it. */
typedef enum letter_case chooser(uint32_t c, bool is_first, bool in_word);

static bool change_all(c11_sv text, chooser *choose)
{
    enum { GROWTH = 3 }; /* U+0390, of two bytes, becomes three characters of six */
    if (text.size > CHARACTERS_MOST / GROWTH)
        characters_new((int64_t)text.size * GROWTH); /* does not return: no VM has so much memory */
    char *const to = pkhost_libc_malloc((size_t)text.size * GROWTH + 16);
    const char *at = text.data, *const end = text.data + text.size;
    int64_t size = 0;
    bool in_word = false;
    while (at < end) {
        const char *const from = at;
        const uint32_t c = unicode_decode(&at, end);
        const enum letter_case into = choose(c, from == text.data, in_word);
        if (into == AS_IT_IS) {
            memcpy(to + size, from, (size_t)(at - from));
            size += at - from;
        } else if (c < 0x80) {
            const bool up = into == UPPER || into == TITLE;
            char letter = (char)c;
            if (up ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z')
                letter ^= 0x20;
            to[size++] = letter;
        } else if (c == SIGMA && into == LOWER && is_final_sigma(text, from)) {
            size += unicode_encode(FINAL_SIGMA, to + size);
        } else {
            size += change((c11_sv){ from, (int)(at - from) }, c, into, to + size);
        }
        in_word = is_cased(c);
    }
    give(to, size);
    pkhost_libc_free(to);
    return true;
}

static enum letter_case of_title(uint32_t c, bool is_first, bool in_word)
{
    (void)c, (void)is_first;
    return in_word ? LOWER : TITLE;
}

static enum letter_case of_capitalize(uint32_t c, bool is_first, bool in_word)
{
    (void)c, (void)in_word;
    return is_first ? TITLE : LOWER;
}

static enum letter_case of_swapcase(uint32_t c, bool is_first, bool in_word)
{
    (void)is_first, (void)in_word;
    return unicode_has(c, UNICODE_UPPER) ? LOWER : unicode_has(c, UNICODE_LOWER) ? UPPER : AS_IT_IS;
}

static enum letter_case of_casefold(uint32_t c, bool is_first, bool in_word)
{
    (void)c, (void)is_first, (void)in_word;
    return FOLD;
}

static enum letter_case of_lower(uint32_t c, bool is_first, bool in_word)
{
    (void)c, (void)is_first, (void)in_word;
    return LOWER;
}

#define CASE(name)                                                                      \
    static bool str_##name(int argc, py_Ref argv)                                       \
    {                                                                                   \
        return arguments_expected(argc - 1, 0) && change_all(py_tosv(argv), of_##name); \
    }
CASE(title)
CASE(capitalize)
CASE(swapcase)
CASE(casefold)
CASE(lower)

bool str_case_install(void)
{
    static const native methods[] = {
        { "isalpha", str_isalpha },
        { "isdecimal", str_isdecimal },
        { "isdigit", str_isdigit },
        { "isnumeric", str_isnumeric },
        { "isspace", str_isspace },
        { "isalnum", str_isalnum },
        { "isprintable", str_isprintable },
        { "isascii", str_isascii },
        { "isidentifier", str_isidentifier },
        { "islower", str_islower },
        { "isupper", str_isupper },
        { "istitle", str_istitle },
        { "title", str_title },
        { "capitalize", str_capitalize },
        { "swapcase", str_swapcase },
        { "casefold", str_casefold },
        { "lower", str_lower },
    };
    return natives_replace(py_tpobject(tp_str), methods, COUNT(methods));
}
