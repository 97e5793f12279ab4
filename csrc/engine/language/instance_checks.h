/* instance_checks.h -- isinstance() and issubclass(). */
#ifndef PKHOST_LANGUAGE_INSTANCE_CHECKS_H
#define PKHOST_LANGUAGE_INSTANCE_CHECKS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* issubclass(class, wanted), of a class: 1 yes, 0 no, -1 raised. */
int is_subclass(const py_TValue *class, const py_TValue *wanted);

#pragma GCC visibility pop

#endif
