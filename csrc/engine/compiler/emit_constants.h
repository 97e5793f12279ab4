/* emit_constants.h -- the constants and names of a code object: each one once. */
#ifndef PKHOST_COMPILER_EMIT_CONSTANTS_H
#define PKHOST_COMPILER_EMIT_CONSTANTS_H

#include "compiler/emit_code.h"

#pragma GCC visibility push(hidden)

/* The index in code->consts of a value like this; it is put there if there is none. */
int constants_index(emitter *e, const py_TValue *value);
int constants_index_of_text(emitter *e, const char *data, int size);
int constants_index_of_operation(emitter *e, enum operation operation, int first, int second);
/* A tuple, whose items are to be filled with simple constants before constants_end_tuple(), which
 * gives its index.  It is among the constants meanwhile, where the collector finds it. */
py_Ref constants_begin_tuple(emitter *e, int count);
int constants_end_tuple(emitter *e);
/* The index in code->names. */
int constants_index_of_name(emitter *e, identifier name);

#pragma GCC visibility pop

#endif
