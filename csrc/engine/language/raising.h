/* raising.h -- exceptions as the operations need them, beyond exceptions.h. */
#ifndef PKHOST_LANGUAGE_RAISING_H
#define PKHOST_LANGUAGE_RAISING_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* In the place of the exception that is set: as `raise … from` it.  Always false. */
bool raise_in_place(py_Type type, const char *format, const char *what);

/* Whether a StopIteration is set: then it is none any more, its value is in last_retval, and the
 * value stack is as it was `before`. */
bool raise_take_stop_iteration(VM *vm, py_StackRef before);
/* The same of a StopAsyncIteration, which has no value, and of an AttributeError. */
bool raise_take_stop_async_iteration(py_StackRef before);
bool raise_take_attribute_error(py_StackRef before);

py_Type raise_generator_exit_type(void);
py_Type raise_stop_async_iteration_type(void);

#pragma GCC visibility pop

#endif
