/* complex_text.h -- complex numbers as text, and text as complex numbers. */
#ifndef PKHOST_PYTHON_COMPLEX_TEXT_H
#define PKHOST_PYTHON_COMPLEX_TEXT_H

#include "python/complex.h"

#pragma GCC visibility push(hidden)

/* complex(text), with CPython's errors; `shown` is what they quote. */
bool complex_of_text(c11_sv text, py_Ref shown, complex_number *out);
bool complex_repr(complex_number z); /* in py_retval(); true */
bool complex_format(complex_number z, py_Ref value, c11_sv specification); /* likewise */

#pragma GCC visibility pop

#endif
