/* unicode_database.h -- characters and their properties, as Unicode 14 has them (CPython 3.11's).
 *
 * The tables are made by scripts/unicode_database.py and kept in the repository, so that scripts
 * get the same answers whichever Python built the engine.
 */
#ifndef PKHOST_BASE_UNICODE_DATABASE_H
#define PKHOST_BASE_UNICODE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* What str.isalpha() and its like ask. */
enum unicode_property {
    UNICODE_ALPHABETIC = 1,
    UNICODE_DECIMAL = 2,
    UNICODE_DIGIT = 4,
    UNICODE_NUMERIC = 8,
    UNICODE_SPACE = 16,
    UNICODE_PRINTABLE = 32,
    UNICODE_UPPER = 64,
    UNICODE_LOWER = 128,
    UNICODE_TITLE = 256,
    UNICODE_NAME_START = 512, /* XID_Start; the underscore is not among them */
    UNICODE_NAME_PART = 1024, /* XID_Continue */
};

/* No character has this number. */
enum { UNICODE_NONE = 0x110000 };

typedef struct unicode_record {
    uint16_t properties;
    uint8_t category;        /* index of unicode_categories */
    uint8_t combining_class; /* unicodedata.combining() */
    int8_t digit;            /* of a decimal or a digit; -1: none */
} unicode_record;

extern const char unicode_categories[30][3]; /* "Lu", … */

const unicode_record *unicode_record_of(uint32_t character); /* of any number */
static inline bool unicode_has(uint32_t character, uint32_t property)
{
    return (unicode_record_of(character)->properties & property) != 0;
}

/* The character at *at, which is moved on; `end` is beyond it.  What is no UTF-8 is read byte by
 * byte, each as itself. */
uint32_t unicode_decode(const char **at, const char *end);
int unicode_encode(uint32_t character, char *to); /* its bytes, at most 4; surrogates too */

enum unicode_form { UNICODE_NFC, UNICODE_NFD, UNICODE_NFKC, UNICODE_NFKD };

/* How many characters a text has when it is decomposed; no normal form of it has more. */
size_t unicode_decomposed_count(enum unicode_form form, const char *text, size_t size);
/* Writes the normal form; its size.  `to` has 4 bytes for each of these characters, `scratch` two
 * places. */
size_t unicode_normalize(enum unicode_form form, const char *text, size_t size, char *to,
                         uint32_t *scratch);
/* The decomposition of one character, a step of it: how many characters; 0: it has none. */
int unicode_decomposition(uint32_t character, const uint32_t **into, bool *is_compatible);
/* Which of those that have one it is, in the order of their numbers; -1: it has none. */
int unicode_decomposition_place(uint32_t character);

#pragma GCC visibility pop

#endif
