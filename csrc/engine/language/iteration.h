/* iteration.h -- taking all that an iterable, or a mapping, gives. */
#ifndef PKHOST_LANGUAGE_ITERATION_H
#define PKHOST_LANGUAGE_ITERATION_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Whether it has __iter__ or __getitem__: else CPython's messages name what was to be iterated. */
bool iteration_is_possible(const py_TValue *value);
/* Each item in turn to `take`, on top of the value stack; at most `most` of them, one more makes
 * it stop.  Returns how many there were, at most `most` + 1; -1: an exception.  `iterable` lies
 * on the value stack. */
int iteration_each(py_Ref iterable, int most, bool (*take)(VM *vm, py_Ref item, void *context),
                   void *context);
bool iteration_to_list(py_Ref iterable); /* in py_retval(); `iterable` lies on the value stack */
bool iteration_some(py_Ref iterable, int most); /* the same, at most `most` + 1 items */

bool mapping_is_possible(const py_TValue *value); /* it has keys() */
/* Each pair to `take`: both lie on the value stack. */
bool mapping_each(py_Ref mapping, bool (*take)(VM *vm, py_Ref key, py_Ref value, void *context),
                  void *context);
bool mapping_to_dict(py_Ref mapping); /* in py_retval() */

#pragma GCC visibility pop

#endif
