/* class_operators.h -- operators of classes: those of a metaclass. */
#ifndef PKHOST_LANGUAGE_CLASS_OPERATORS_H
#define PKHOST_LANGUAGE_CLASS_OPERATORS_H

#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* Natives of `type` that stand for what a metaclass may have are none of a class's attributes. */
bool class_is_dispatcher(const py_TValue *native);
void class_operators_install(void); /* while a VM is built */

#pragma GCC visibility pop

#endif
