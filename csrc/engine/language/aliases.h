/* aliases.h -- what stands for types in annotations: list[int], int | None. */
#ifndef PKHOST_LANGUAGE_ALIASES_H
#define PKHOST_LANGUAGE_ALIASES_H

#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* Native classes that can be subscripted. */
bool alias_is_possible(const py_TypeInfo *class);
bool alias_new(const py_TValue *origin, const py_TValue *argument); /* into py_retval() */
bool is_alias(const py_TValue *value);
const py_TValue *alias_origin(const py_TValue *alias);
const py_TValue *alias_arguments(const py_TValue *alias); /* a tuple */
bool alias_is_unpacked(const py_TValue *alias);           /* *tuple[int, ...] */
/* The same with other arguments, into py_retval(). */
bool alias_like(const py_TValue *alias, const py_TValue *arguments);

/* left | right; NotImplemented if one is no type.  Into py_retval(). */
bool union_new(const py_TValue *left, const py_TValue *right);
bool is_union(const py_TValue *value);
const py_TValue *union_members(const py_TValue *value); /* a tuple */

#pragma GCC visibility pop

#endif
