/* emit_effect.c -- what each bytecode and operation does to the depth of the value stack.
 *
 * Those of PocketPy's bytecodes are interpose/stack_effect.c's.
 */
#include "compiler/emit_effect.h"

#include "interpose/stack_effect.h"

static int bits(int mask)
{
    return (mask & 1) + (mask >> 1 & 1) + (mask >> 2 & 1) + (mask >> 3 & 1);
}

static int effect_of_operation(enum operation operation, int first, int second)
{
    static const int8_t effects[OPERATION_COUNT] = {
#define X(name, pops, pushes) (pops) == VARIES || (pushes) == VARIES ? 0 : (pushes) - (pops),
        OPERATIONS(X)
#undef X
    };

    switch (operation) {
    case OPERATION_MAKE_FUNCTION: return 1 - bits(second);
    case OPERATION_BUILD_SET: return 1 - first;
    case OPERATION_UNPACK: return first - 1;
    case OPERATION_UNPACK_STAR: return first + second;
    case OPERATION_FORMAT_VALUE: return second != 0 ? -1 : 0;
    case OPERATION_RAISE: return -first;
    default: return effects[operation];
    }
}

/* The three that our code uses otherwise than PocketPy's, and all others. */
static int effect_of_bytecode(Opcode op, int argument)
{
    switch (op) {
    /* [callable, self or nil, arguments, names and keywords] -> [result] */
    case OP_CALL:
        return argument == CALL_SPREAD ? -3 : -1 - (argument & 0xff) - 2 * (argument >> 8);
    case OP_RETURN_VALUE: return argument == BC_NOARG ? -1 : 0;
    /* It takes the value, and the generator goes on with what was sent in its place. */
    case OP_YIELD_VALUE: return 0;
    default: break;
    }
    int32_t jump;
    const int32_t effect = stack_effect(op, argument, &jump);
    return effect == STACK_ENDS ? 0 : effect;
}

int effect_of(const instruction *i)
{
    if (i->kind == INSTRUCTION_OPERATION || i->kind == INSTRUCTION_OPERATION_JUMP)
        return effect_of_operation(i->operation, i->first, i->second);
    return effect_of_bytecode(i->op, i->first);
}

int effect_of_jump(const instruction *i)
{
    if (i->kind == INSTRUCTION_JUMP) {
        if (i->op == OP_FOR_ITER)
            return -1;
        if (i->op == OP_JUMP_IF_TRUE_OR_POP || i->op == OP_JUMP_IF_FALSE_OR_POP)
            return 0;
    }
    return effect_of(i);
}

bool ends_here(const instruction *i)
{
    if (i->kind == INSTRUCTION_OPERATION)
        return i->operation == OPERATION_RAISE;
    if (i->kind == INSTRUCTION_OPERATION_JUMP)
        return i->operation == OPERATION_JUMP;
    return i->op == OP_JUMP_FORWARD || i->op == OP_LOOP_CONTINUE || i->op == OP_RETURN_VALUE
           || i->op == OP_RE_RAISE;
}
