/* emit_finish.h -- instructions made PocketPy's bytecode. */
#ifndef PKHOST_COMPILER_EMIT_FINISH_H
#define PKHOST_COMPILER_EMIT_FINISH_H

#include "compiler/emit_code.h"

#pragma GCC visibility push(hidden)

/* Fills e->code; false: *error. */
bool finish_code(emitter *e, syntax_error *error);

#pragma GCC visibility pop

#endif
