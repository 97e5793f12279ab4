/* emit_effect.c -- what each bytecode and operation does to the depth of the value stack.
 *
 * Of PocketPy's bytecodes those are here that the compiler uses.
 */
#include "compiler/emit_effect.h"

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

static int effect_of_bytecode(Opcode op, int argument)
{
    switch (op) {
    case OP_DUP_TOP:
    case OP_LOAD_CONST:
    case OP_LOAD_NONE:
    case OP_LOAD_TRUE:
    case OP_LOAD_FALSE:
    case OP_LOAD_SMALL_INT:
    case OP_LOAD_NAME_AS_INT:
    case OP_LOAD_ELLIPSIS:
    case OP_LOAD_NULL:
    case OP_LOAD_FAST:
    case OP_LOAD_NAME:
    case OP_LOAD_GLOBAL:
    case OP_LOAD_METHOD:
    case OP_FOR_ITER:
    case OP_PUSH_EXCEPTION: return 1;
    case OP_DUP_TOP_TWO: return 2;
    case OP_POP_TOP:
    case OP_PRINT_EXPR:
    case OP_LOAD_SUBSCR:
    case OP_STORE_FAST:
    case OP_STORE_NAME:
    case OP_STORE_GLOBAL:
    case OP_BINARY_ADD:
    case OP_BINARY_SUB:
    case OP_BINARY_MUL:
    case OP_BINARY_TRUEDIV:
    case OP_BINARY_FLOORDIV:
    case OP_BINARY_MOD:
    case OP_BINARY_POW:
    case OP_BINARY_LSHIFT:
    case OP_BINARY_RSHIFT:
    case OP_BINARY_AND:
    case OP_BINARY_OR:
    case OP_BINARY_XOR:
    case OP_BINARY_MATMUL:
    case OP_COMPARE_LT:
    case OP_COMPARE_LE:
    case OP_COMPARE_EQ:
    case OP_COMPARE_NE:
    case OP_COMPARE_GT:
    case OP_COMPARE_GE:
    case OP_IS_OP:
    case OP_CONTAINS_OP:
    case OP_POP_JUMP_IF_FALSE:
    case OP_POP_JUMP_IF_TRUE:
    case OP_JUMP_IF_TRUE_OR_POP:
    case OP_JUMP_IF_FALSE_OR_POP:
    case OP_LIST_APPEND: return -1;
    case OP_STORE_ATTR:
    case OP_DELETE_SUBSCR:
    case OP_BUILD_SLICE:
    case OP_DICT_ADD: return -2;
    case OP_STORE_SUBSCR: return -3;
    case OP_BUILD_TUPLE:
    case OP_BUILD_LIST:
    case OP_BUILD_STRING: return 1 - argument;
    case OP_BUILD_DICT: return 1 - 2 * argument;
    /* [callable, self or nil, arguments, names and keywords] -> [result] */
    case OP_CALL:
        return argument == CALL_SPREAD ? -3 : -1 - (argument & 0xff) - 2 * (argument >> 8);
    case OP_RETURN_VALUE: return argument == BC_NOARG ? -1 : 0;
    /* It takes the value, and the generator goes on with what was sent in its place. */
    case OP_YIELD_VALUE: return 0;
    default: return 0;
    }
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
