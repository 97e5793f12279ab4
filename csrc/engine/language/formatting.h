/* formatting.h -- a value as text, by a specification or a conversion. */
#ifndef PKHOST_LANGUAGE_FORMATTING_H
#define PKHOST_LANGUAGE_FORMATTING_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* format(value, specification), in py_retval(); NULL: without one. */
bool formatting_apply(py_Ref value, py_Ref specification);
/* !r, !s, !a: the text takes the value's place.  Other letters leave it. */
bool formatting_convert(py_StackRef value, uint32_t conversion);

#pragma GCC visibility pop

#endif
