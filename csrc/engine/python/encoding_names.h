/* encoding_names.h -- the encodings that are known in C, and their names. */
#ifndef PKHOST_PYTHON_ENCODING_NAMES_H
#define PKHOST_PYTHON_ENCODING_NAMES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

enum encoding_kind { UTF_8, UTF_8_SIGNED, ASCII, LATIN_1, CP_1252, UTF_16, UTF_32 };
enum encoding_order { NATIVE, LITTLE, BIG }; /* NATIVE: with a byte order mark, else little */

typedef struct encoding {
    const char *name; /* as errors have it */
    enum encoding_kind kind;
    enum encoding_order order;
} encoding;

/* NULL: the usual one.  False, without an exception: the library may have it. */
bool encoding_find(py_Ref name, encoding *out);

#pragma GCC visibility pop

#endif
