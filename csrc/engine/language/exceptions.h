/* exceptions.h -- the exceptions of dialect "python": their making. */
#ifndef PKHOST_LANGUAGE_EXCEPTIONS_H
#define PKHOST_LANGUAGE_EXCEPTIONS_H

#include "language/exception_types.h"

#pragma GCC visibility push(hidden)

bool exceptions_install(void); /* while a VM is built: the classes, before any exception is made */
bool exceptions_finish(void);  /* … and what has to come after the guards of native methods */

/* Makes one with these arguments, without calling anything of a script's. */
exception *exception_new(py_OutRef out, py_Type type, int argc, const py_TValue *argv);

/* Raise one with the attributes that CPython's has.  Always false. */
bool exception_raise_attribute_error(py_Ref object, py_Name name, const char *format, ...);
bool exception_raise_os_error(int number, py_Ref filename); /* NULL: no file's */
bool exception_raise_import_error(py_Ref message, py_Ref name, bool not_found); /* both str */

#pragma GCC visibility pop

#endif
