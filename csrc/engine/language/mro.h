/* mro.h -- the method resolution order of a class with several bases. */
#ifndef PKHOST_LANGUAGE_MRO_H
#define PKHOST_LANGUAGE_MRO_H

#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* The MRO of a class to be made with these bases, in new memory (pkhost_libc_free); place 0 is left
 * for the class itself.  -1: raised. */
int mro_find(py_TypeInfo *const *bases, int count, py_TypeInfo ***mro);

/* The base whose instances have the memory's layout that those of all others agree with.  NULL: raised. */
py_TypeInfo *mro_layout_base(py_TypeInfo *const *bases, int count);

#pragma GCC visibility pop

#endif
