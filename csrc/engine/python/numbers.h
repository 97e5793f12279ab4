/* numbers.h -- operators of two numbers, without PocketPy's search for a method. */
#ifndef PKHOST_PYTHON_NUMBERS_H
#define PKHOST_PYTHON_NUMBERS_H

#include "memory/region.h"

#pragma GCC visibility push(hidden)

void numbers_prepare(void); /* once, when names can be made */
/* While a VM is built, when int and float have their methods. */
void numbers_note(region *r);

/* For two numbers whose type the script has not given a method of its own: 0 or 1.
 * Else -1. */
int numbers_less(const region *r, const py_TValue *a, const py_TValue *b);
int numbers_equal(const region *r, const py_TValue *a, const py_TValue *b);
bool numbers_hash_int(const region *r); /* whether an int is its own hash */

#pragma GCC visibility pop

#endif
