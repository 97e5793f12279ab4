/* emit_effect.h -- what each bytecode and operation does to the depth of the value stack. */
#ifndef PKHOST_COMPILER_EMIT_EFFECT_H
#define PKHOST_COMPILER_EMIT_EFFECT_H

#include "compiler/emit_code.h"

#pragma GCC visibility push(hidden)

/* If it does not jump. */
int effect_of(const instruction *i);
/* If it does: at its target. */
int effect_of_jump(const instruction *i);
/* Whether what follows it is not reached from it. */
bool ends_here(const instruction *i);

#pragma GCC visibility pop

#endif
