/* encodings.h -- from str to bytes and back. */
#ifndef PKHOST_PYTHON_ENCODINGS_H
#define PKHOST_PYTHON_ENCODINGS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* str.encode() and bytes.decode(), in py_retval(); `encoding`, `errors`: str, or NULL: "utf-8",
 * "strict".  `bytes` is bytes-like. */
bool encoding_encode(py_Ref text, py_Ref encoding, py_Ref errors);
bool encoding_decode(py_Ref bytes, py_Ref encoding, py_Ref errors);

#pragma GCC visibility pop

#endif
