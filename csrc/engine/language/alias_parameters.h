/* alias_parameters.h -- what list[T] and T | None do with their type variables. */
#ifndef PKHOST_LANGUAGE_ALIAS_PARAMETERS_H
#define PKHOST_LANGUAGE_ALIAS_PARAMETERS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* To the types of the two. */
void alias_parameters_install(py_Type alias, py_Type joined);

#pragma GCC visibility pop

#endif
