/* numerals.h -- numbers as text, and text as numbers, whatever the locale of the host. */
#ifndef PKHOST_LIBC_NUMERALS_H
#define PKHOST_LIBC_NUMERALS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

bool numerals_prepare(void); /* until it succeeds; false: the host has no memory left */

/* Its distance from 0, of the least int too. */
static inline uint64_t int_magnitude(int64_t a) { return a < 0 ? 0 - (uint64_t)a : (uint64_t)a; }
int digit_of(char c);                   /* its value, up to 35; else 99 */
enum { INT_TEXT = 21 };                 /* bytes that any int's text needs */
int int_write(char *to, int64_t value); /* its repr, and a NUL; the length */

enum { FLOAT_TEXT = 32 }; /* bytes that any float's text needs */
/* A double has no more digits than this behind the point; all beyond are 0. */
enum { FLOAT_DECIMALS_MOST = 1100 };
int float_write(char *to, double value); /* its repr, and a NUL; the length */
/* snprintf of `how`, which is %.*e, f or g. */
int float_print(char *to, size_t size, const char *how, int precision, double value);
double float_read(const char *text, char **end); /* strtod */

/* Around a call of the C library's that writes numbers. */
void *numerals_enter_locale(void);
void numerals_leave_locale(void *before);

#pragma GCC visibility pop

#endif
