/* cells.h -- variables that inner functions share. */
#ifndef PKHOST_LANGUAGE_CELLS_H
#define PKHOST_LANGUAGE_CELLS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool is_cell(const py_TValue *value);
py_TValue *cell_content(const py_TValue *cell); /* nil: it is empty */

#pragma GCC visibility pop

#endif
