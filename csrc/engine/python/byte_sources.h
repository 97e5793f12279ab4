/* byte_sources.h -- what bytes() and bytearray() are made of. */
#ifndef PKHOST_PYTHON_BYTE_SOURCES_H
#define PKHOST_PYTHON_BYTE_SOURCES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* The bytes of a source as bytes() and bytearray() take it, in py_retval(), as bytes. */
bool bytes_of_source(const char *type, int argc, py_Ref argv);

#pragma GCC visibility pop

#endif
