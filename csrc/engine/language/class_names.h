/* class_names.h -- the names of classes, as texts show them. */
#ifndef PKHOST_LANGUAGE_CLASS_NAMES_H
#define PKHOST_LANGUAGE_CLASS_NAMES_H

#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* With the module, but for builtins, and qualified. */
void class_write_name(c11_sbuf *text, const py_TypeInfo *class);

#pragma GCC visibility pop

#endif
