/* suggestions.h -- "Did you mean: 'x'?": a name like one that is not there.
 *
 * The distance between two names is CPython's (its Python/suggestions, as its Lib/traceback.py of
 * 3.12 has it in Python): changes of single characters cost 2, of case only 1; names of more than 40
 * characters, and more than 750 candidates, are not looked at.
 */
#ifndef PKHOST_LANGUAGE_SUGGESTIONS_H
#define PKHOST_LANGUAGE_SUGGESTIONS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* The one of a list of str that is meant by `wrong`; nil: none. */
void suggestion_among(py_Ref names, c11_sv wrong, py_OutRef out);
/* For a name that code of this frame does not find; nil: none. */
void suggestion_for_name(const py_Frame *frame, py_Name wrong, py_OutRef out);

#pragma GCC visibility pop

#endif
