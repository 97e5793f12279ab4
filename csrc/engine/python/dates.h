/* dates.h -- the module _dates: what of CPython's datetime.py costs most, in C.
 *
 * The classes stay those of that module, whose attributes (_year, _days ...) are read and set here.
 * quicken() puts functions of ours in the place of operators and the like; each does what is plain:
 * objects of exactly date, datetime and timedelta, in range.  For all else it calls the method that was
 * there before.
 */
#ifndef PKHOST_PYTHON_DATES_H
#define PKHOST_PYTHON_DATES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool dates_fill(py_GlobalRef module);

#pragma GCC visibility pop

#endif
