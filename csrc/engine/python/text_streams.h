/* text_streams.h -- sys.stdin, sys.stdout and sys.stderr of dialect "python". */
#ifndef PKHOST_PYTHON_TEXT_STREAMS_H
#define PKHOST_PYTHON_TEXT_STREAMS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool text_streams_install(py_Ref sys);
/* Which stream of the host's this object writes to (enum pkhost_stream); 0: none. */
int text_stream_number(const py_TValue *file);
/* Calls a method of an object; the arguments lie on the value stack. */
bool text_stream_call(py_Ref object, const char *method, int argc, py_StackRef argv);

#pragma GCC visibility pop

#endif
