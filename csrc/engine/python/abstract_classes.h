/* abstract_classes.h -- the module _abc: what abc.ABCMeta does. */
#ifndef PKHOST_PYTHON_ABSTRACT_CLASSES_H
#define PKHOST_PYTHON_ABSTRACT_CLASSES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool abstract_classes_fill(py_GlobalRef module);

#pragma GCC visibility pop

#endif
