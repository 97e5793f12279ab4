/* attribute_places.h -- the order in which attributes of native types and modules are shown. */
#ifndef PKHOST_INTERPOSE_ATTRIBUTE_PLACES_H
#define PKHOST_INTERPOSE_ATTRIBUTE_PLACES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Natives store values from the C stack, whose unused bytes are whatever was there: the order of
 * attributes would depend on it.  After these they come in the order of their names' places. */
void attribute_places_settle(py_Ref object);       /* of one type or module */
void attribute_places_settle_types(py_Type first); /* of all types from this on */
void attribute_places_settle_modules(void);        /* of all modules */

/* As py_setdict(): the last attribute, or in the place of the one that there is.  Globals that a
 * script sets come so too. */
void attribute_places_set(py_Ref object, py_Name name, const py_TValue *value);

#pragma GCC visibility pop

#endif
