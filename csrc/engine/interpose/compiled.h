/* compiled.h -- what PocketPy's compiler makes of a source. */
#ifndef PKHOST_INTERPOSE_COMPILED_H
#define PKHOST_INTERPOSE_COMPILED_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void compiled_begin(void);                        /* a source is about to be compiled */
void compiled_correct(Token *tokens, int *count); /* what it would compile wrongly */
/* What of the code the compiler could not express: an error, and the code is gone; or NULL. */
Error *compiled_refuse(SourceData_ source, CodeObject *code);
/* Where the class lies whose body the bytecode at `i` is in, on the stack; or NULL. */
py_StackRef compiled_class_at(const py_Frame *frame, int i);

#pragma GCC visibility pop

#endif
