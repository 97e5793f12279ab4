/* cells.h -- variables that inner functions share: a frame's slot holds the cell, and so does each
 * function that was made there (its __closure__).  Class bodies (classes.c) and super() look into them. */
#ifndef PKHOST_LANGUAGE_CELLS_H
#define PKHOST_LANGUAGE_CELLS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool is_cell(const py_TValue *value);
py_TValue *cell_content(const py_TValue *cell); /* nil: it is empty */

#pragma GCC visibility pop

#endif
