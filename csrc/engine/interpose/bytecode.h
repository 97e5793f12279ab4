/* bytecode.h -- the code that PocketPy's compiler makes of a source, checked. */
#ifndef PKHOST_INTERPOSE_BYTECODE_H
#define PKHOST_INTERPOSE_BYTECODE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void bytecode_begin(void);                               /* a source is about to be compiled */
void bytecode_correct_tokens(Token *tokens, int *count); /* what it would compile wrongly */
/* What of the code the compiler could not express: an error, and the code is gone; or NULL. */
Error *bytecode_check(SourceData_ source, CodeObject *code);
/* Where the class lies whose body the bytecode at `i` is in, on the stack; or NULL. */
py_StackRef bytecode_class_at(const py_Frame *frame, int i);

#pragma GCC visibility pop

#endif
