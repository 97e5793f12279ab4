/* imports.h -- importing modules. */
#ifndef PKHOST_INTERPOSE_IMPORTS_H
#define PKHOST_INTERPOSE_IMPORTS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* As PocketPy's py_import, of a path that may be imported. */
int imports_import(const char *path);
/* Hand what modules hold that are forgotten, but may be in use, to the collector. */
void imports_mark(void (*mark)(py_Ref, void *), void *context);

#pragma GCC visibility pop

#endif
