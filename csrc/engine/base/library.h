/* library.h -- modules in Python that come with PocketPy or with us. */
#ifndef PKHOST_BASE_LIBRARY_H
#define PKHOST_BASE_LIBRARY_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* What the names of files of the module archive's modules begin with. */
#define LIBRARY_FOLDER "<library>/"

/* Whether this source is that of such a module, or of the builtins. */
bool library_has(const struct SourceData *source);
/* The innermost frame of the script's own code, or NULL. */
const py_Frame *library_caller(const py_Frame *frame);

/* The modules of csrc/library, but for builtins; the last one has no name.  The
 * build makes this table (building/compile/generated.py). */
extern const struct library_module {
    const char *name, *source;
} library_modules[];

#pragma GCC visibility pop

#endif
