/* literals.h -- what strings, numbers and names mean. */
#ifndef PKHOST_COMPILER_LITERALS_H
#define PKHOST_COMPILER_LITERALS_H

#include "compiler/arena.h"
#include "compiler/token.h"

#include <stdint.h>

#pragma GCC visibility push(hidden)

/* A str or bytes literal: the text between quotes, escapes replaced.  WTF-8 for lone surrogates.
 * False: *error, at `t`.  *is_bytes by the prefix. */
bool literal_string(arena *a, const token *t, const char **data, int *size, bool *is_bytes,
                    syntax_error *error);
/* A FSTRING_MIDDLE: escapes (unless raw), and doubled braces replaced. */
bool literal_fstring_middle(arena *a, const token *t, const char **data, int *size,
                            syntax_error *error);

enum number_kind { NUMBER_INT, NUMBER_BIG_INT, NUMBER_FLOAT, NUMBER_IMAGINARY };
typedef struct number {
    enum number_kind kind;
    int64_t integer;
    double real; /* of a float or an imaginary */
    /* Of an int beyond 64 bits: its digits without prefix and underscores, and their base, which is
     * 10 or 16 (2 and 8 become 16). */
    const char *digits;
    int digit_count, base;
} number;
void literal_number(arena *a, const token *t, number *out);

/* The NFKC form of an identifier, as CPython's names are: the text itself if it is ASCII. */
const char *identifier_normal(arena *a, const char *text, int size, int *normal_size);

#pragma GCC visibility pop

#endif
