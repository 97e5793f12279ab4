/* binding.h -- from the arguments of a call to the variables of a function. */
#ifndef PKHOST_LANGUAGE_BINDING_H
#define PKHOST_LANGUAGE_BINDING_H

#include "language/function.h"

#pragma GCC visibility push(hidden)

/* The arguments of a call as they lie on the value stack: the positional ones, then pairs of a
 * name (an int, as PocketPy has them) and a value. */
typedef struct arguments {
    py_TValue *positional;
    int count;
    py_TValue *keywords;
    int keyword_count;
} arguments;

/* The function's slots in vm->vectorcall_buffer, nlocals of them, nil where the function has
 * variables that are no parameters.  False: a TypeError in CPython's words. */
bool binding_fill(VM *vm, const py_TValue *function, const code_details *details,
                  const arguments *given);

#pragma GCC visibility pop

#endif
