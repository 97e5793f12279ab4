/* bytes.h -- bytes, bytearray and memoryview, in VMs of dialect "python". */
#ifndef PKHOST_PYTHON_BYTES_H
#define PKHOST_PYTHON_BYTES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* What a bytes-like object holds, until something changes it; false, without an exception: it is
 * none. */
bool bytes_of(py_Ref value, c11_sv *out);
/* The same; false: TypeError. */
bool bytes_required(py_Ref value, c11_sv *out);

#pragma GCC visibility pop

#endif
