/* exception_attributes.h -- the attributes that exceptions have, each class its own. */
#ifndef PKHOST_LANGUAGE_EXCEPTION_ATTRIBUTES_H
#define PKHOST_LANGUAGE_EXCEPTION_ATTRIBUTES_H

#include "language/exception_types.h"

#pragma GCC visibility push(hidden)

bool attributes_install(void);
/* Sets the fields by what the class was called with, as far as that makes sense. */
void attributes_of_arguments(exception *e, int argc, const py_TValue *argv);
/* What __init__ does besides: false for arguments that the class does not take. */
bool attributes_initialise(py_Ref self, int argc, py_Ref argv);
/* Those that the class takes by name (a dict); the others are nobody's, or an error. */
bool attributes_of_keywords(exception *e, py_Ref keywords);
bool attributes_take_keywords(py_Ref self, py_Ref keywords);
/* What the C library says of an error number, in English. */
const char *attributes_error_text(int number);

#pragma GCC visibility pop

#endif
