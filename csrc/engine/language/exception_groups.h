/* exception_groups.h -- ExceptionGroup and BaseExceptionGroup (PEP 654). */
#ifndef PKHOST_LANGUAGE_EXCEPTION_GROUPS_H
#define PKHOST_LANGUAGE_EXCEPTION_GROUPS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool exception_groups_install(void); /* with the exceptions, */
bool exception_groups_finish(void);  /* and when classes can be made */

/* [exception, condition] -> what matches and what does not, nil where nothing does.  An exception
 * that is no group counts as one of it.  `out` are two places on the value stack. */
bool exception_group_split(py_Ref exception, py_Ref condition, py_StackRef out);
/* For except*: what is to be raised when all clauses are done: `left` is a list of what they
 * raised and of what no clause took; nil: nothing.  `out` is on the value stack, or read at once. */
bool exception_group_join(py_Ref original, py_Ref left, py_OutRef out);

#pragma GCC visibility pop

#endif
