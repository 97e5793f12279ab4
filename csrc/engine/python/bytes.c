/* bytes.c -- what bytes.h describes. */
#include "python/bytes.h"

#include "base/current.h"
#include "interpose/boxes.h"

bool bytes_of(py_Ref value, c11_sv *out)
{
    value = boxed_value(value);
    if (value->type != tp_bytes)
        return false;
    int size;
    out->data = (const char *)py_tobytes(value, &size);
    out->size = size;
    return true;
}

bool bytes_required(py_Ref value, c11_sv *out)
{
    return bytes_of(value, out)
           || TypeError("a bytes-like object is required, not '%t'", value->type);
}
