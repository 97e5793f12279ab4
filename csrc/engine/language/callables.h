/* callables.h -- what calls have in common. */
#ifndef PKHOST_LANGUAGE_CALLABLES_H
#define PKHOST_LANGUAGE_CALLABLES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* What CPython calls it in messages: "f()", "module.f()", "'int' object". */
void call_write_name(c11_sbuf *text, const py_TValue *callable);

enum { VALUES_LEFT = 1024 }; /* places on the value stack that every frame finds behind its own */
/* Raises RecursionError if so many values more, besides what every function needs, do not fit the
 * value stack. */
bool call_has_room(VM *vm, const py_TValue *from, int values);

/* A method that was found in a type: with what it makes of `self`, argv[0], as the loop calls it,
 * and with the others.  Functions get all; what is none says by its __get__ what is called with the
 * others alone. */
bool call_special(py_Ref method, int argc, py_Ref argv);
/* Calls what the class of `of` has by this name, with at most three arguments: 1 called, 0 there is
 * none, -1 raised. */
int call_special_of(const py_TValue *of, py_Name name, int argc, const py_TValue *argv);

#pragma GCC visibility pop

#endif
