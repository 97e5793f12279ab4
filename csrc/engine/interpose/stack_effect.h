/* stack_effect.h -- what each of PocketPy's bytecodes does to the depth of the value stack.
 *
 * interpose/bytecode.c asks for what PocketPy's own compiler has made, compiler/emit_effect.c for what
 * ours makes.  There is a case for every bytecode, so a new version's are found by the C compiler.
 */
#ifndef PKHOST_INTERPOSE_STACK_EFFECT_H
#define PKHOST_INTERPOSE_STACK_EFFECT_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

enum { STACK_ENDS = INT32_MIN }; /* what follows is not reached from here */

/* How many more values are on the stack when the next bytecode is reached, and in *jump, when the
 * bytecode that it jumps to is; STACK_ENDS: it does not go there.  `n`: the bytecode's argument. */
int32_t stack_effect(Opcode op, int32_t n, int32_t *jump);

#pragma GCC visibility pop

#endif
