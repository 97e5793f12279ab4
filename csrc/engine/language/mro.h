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

/* For an order that a metaclass gives: whether instances of the class are such that a class in it can
 * work on; and whether a list of classes has those that nothing works without. */
bool mro_is_suitable(const py_TypeInfo *class, const py_TypeInfo *ancestor);
bool mro_is_complete(const py_TypeInfo *class, const py_TValue *classes, int count);

#pragma GCC visibility pop

#endif
