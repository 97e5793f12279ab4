/* traceback_text.h -- an exception as CPython 3.11 prints it: its traceback, its chain, its text. */
#ifndef PKHOST_PYTHON_TRACEBACK_TEXT_H
#define PKHOST_PYTHON_TRACEBACK_TEXT_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* All of it, as a str in the VM's retval.  `exception` lies on the value stack.  Calls __str__ of the
 * script's; an exception there is part of the text. */
bool traceback_text(py_StackRef exception, bool with_chain);
/* Its last line without the class and the notes: with a suggestion, if there is one; of a syntax
 * error without the place.  A str in the VM's retval. */
void traceback_message(py_StackRef exception);

#pragma GCC visibility pop

#endif
