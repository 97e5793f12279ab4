/* generator_methods.h -- what the methods of generators and of asynchronous ones have in common. */
#ifndef PKHOST_LANGUAGE_GENERATOR_METHODS_H
#define PKHOST_LANGUAGE_GENERATOR_METHODS_H

#include "language/generators.h"

#pragma GCC visibility push(hidden)

/* The StopIteration (or whatever `type`) that says what was returned, raised; false. */
bool generator_raise_return(py_Type type, const py_TValue *value);
/* What throw() was given, as an exception in py_retval(). */
bool generator_exception(int argc, py_Ref argv);
/* The next value of what is waited for, with a value for it: both lie on the value stack, the value
 * behind the iterator. */
enum generator_event generator_send(VM *vm, py_StackRef iterator);

/* The attributes that all have, by the names that this type has for them. */
void generator_bind_common(py_Type type, const char *running, const char *suspended,
                           const char *frame, const char *code, const char *awaited);

#pragma GCC visibility pop

#endif
