/* formatting.h -- a value as text, by its __format__. */
#ifndef PKHOST_LANGUAGE_FORMATTING_H
#define PKHOST_LANGUAGE_FORMATTING_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* In the VM's retval; both lie on the value stack.  `specification`: a str, NULL: an empty one. */
bool format_value(py_StackRef value, py_StackRef specification);

#pragma GCC visibility pop

#endif
