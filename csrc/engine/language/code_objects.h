/* code_objects.h -- code objects, as scripts see them: f.__code__, and the code of a frame. */
#ifndef PKHOST_LANGUAGE_CODE_OBJECTS_H
#define PKHOST_LANGUAGE_CODE_OBJECTS_H

#include "language/function.h"

#pragma GCC visibility push(hidden)

void code_object_of_function(py_OutRef out, const py_TValue *function);
/* Of a module, or of what exec() ran: what is known of it is a place in its source.  `name` may
 * be NULL: then it is "<module>". */
void code_object_of_place(py_OutRef out, SourceData_ source, const char *name, int first_line,
                          int line, code_columns columns);

/* Whether both are the code of one function: f.__code__ is f.__code__, though each is made when it is
 * wanted. */
bool code_objects_are_one(const py_TValue *a, const py_TValue *b);

#pragma GCC visibility pop

#endif
