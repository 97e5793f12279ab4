/* layers.h -- methods of builtin types, as classes that are derived from them have them. */
#ifndef PKHOST_INTERPOSE_LAYERS_H
#define PKHOST_INTERPOSE_LAYERS_H

#include "interpose/boxes.h"

#pragma GCC visibility push(hidden)

/* Makes the layer of a type (interpose/boxes.h), if it is to have one and has none yet: before
 * its first subclass. */
void layer_make(py_TypeInfo *type);

#pragma GCC visibility pop

#endif
