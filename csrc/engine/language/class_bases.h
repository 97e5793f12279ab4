/* class_bases.h -- other bases for a class that is there: C.__bases__ = (A, B) */
#ifndef PKHOST_LANGUAGE_CLASS_BASES_H
#define PKHOST_LANGUAGE_CLASS_BASES_H

#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* False: raised, and nothing has changed. */
bool class_set_bases(py_TypeInfo *class, const py_TValue *bases);

#pragma GCC visibility pop

#endif
