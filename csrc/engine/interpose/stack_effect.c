/* stack_effect.c -- what each of PocketPy's bytecodes does to the depth of the value stack. */
#include "interpose/stack_effect.h"

#include "base/versions.h"

int32_t stack_effect(Opcode op, int32_t n, int32_t *jump)
{
    *jump = STACK_ENDS;
    switch (op) {
    case OP_LOAD_CONST:
    case OP_LOAD_NONE:
    case OP_LOAD_TRUE:
    case OP_LOAD_FALSE:
    case OP_LOAD_SMALL_INT:
    case OP_LOAD_NAME_AS_INT:
    case OP_LOAD_ELLIPSIS:
    case OP_LOAD_FUNCTION:
    case OP_LOAD_NULL:
    case OP_LOAD_FAST:
    case OP_LOAD_NAME:
    case OP_LOAD_NONLOCAL:
    case OP_LOAD_GLOBAL:
    case OP_LOAD_CLASS_GLOBAL:
    case OP_LOAD_METHOD:
    case OP_DUP_TOP:
    case OP_BUILD_BYTES:
    case OP_IMPORT_PATH:
    case OP_WITH_ENTER:
    case OP_PUSH_EXCEPTION: CASE_OP_LOAD_SELF_ATTR return 1;
    case OP_DUP_TOP_TWO: return 2;
    case OP_POP_TOP:
    case OP_PRINT_EXPR:
    case OP_LOAD_SUBSCR:
    case OP_STORE_FAST:
    case OP_STORE_NAME:
    case OP_STORE_GLOBAL:
    case OP_DELETE_ATTR:
    case OP_LIST_APPEND:
    case OP_SET_ADD:
    case OP_POP_IMPORT_STAR:
    case OP_END_CLASS:
    case OP_STORE_CLASS_ATTR:
    case OP_ADD_CLASS_ANNOTATION:
    case OP_WITH_EXIT:
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
    case OP_CONTAINS_OP: CASE_OP_STORE_SELF_ATTR return -1;
    case OP_STORE_ATTR:
    case OP_DELETE_SUBSCR:
    case OP_BUILD_SLICE:
    case OP_DICT_ADD: return -2;
    case OP_STORE_SUBSCR: return -3;
    case OP_BUILD_TUPLE:
    case OP_BUILD_LIST:
    case OP_BUILD_SET:
    case OP_BUILD_STRING: return 1 - n;
    case OP_BUILD_DICT: return 1 - 2 * n;
    case OP_UNPACK_SEQUENCE: return n - 1;
    case OP_UNPACK_EX: return n;
    case OP_CALL:
    case OP_CALL_VARGS: return -1 - (n & 0xFF) - 2 * (n >> 8);
    case OP_YIELD_VALUE: return n == 1 ? 0 : -1;
    case OP_JUMP_FORWARD:
    case OP_LOOP_CONTINUE:
    case OP_LOOP_BREAK: *jump = 0; return STACK_ENDS;
    case OP_POP_JUMP_IF_NOT_MATCH: return *jump = -2;
    case OP_POP_JUMP_IF_FALSE:
    case OP_POP_JUMP_IF_TRUE: return *jump = -1;
    case OP_JUMP_IF_TRUE_OR_POP:
    case OP_JUMP_IF_FALSE_OR_POP: *jump = 0; return -1;
    case OP_SHORTCUT_IF_FALSE_OR_POP: return *jump = -1;
    case OP_FOR_ITER: *jump = -1; return 1;
    case OP_FOR_ITER_YIELD_VALUE: return *jump = 0;
    case OP_RETURN_VALUE:
    case OP_RAISE:
    case OP_RAISE_ASSERT:
    case OP_RE_RAISE: return STACK_ENDS;
    case OP_NO_OP:
    case OP_ROT_TWO:
    case OP_ROT_THREE:
    case OP_LOAD_ATTR:
    case OP_DELETE_FAST:
    case OP_DELETE_NAME:
    case OP_DELETE_GLOBAL:
    case OP_BUILD_IMAG:
    case OP_UNARY_NEGATIVE:
    case OP_UNARY_NOT:
    case OP_UNARY_STAR:
    case OP_UNARY_INVERT:
    case OP_GET_ITER:
    case OP_BEGIN_CLASS:
    case OP_BEGIN_TRY:
    case OP_END_TRY:
    case OP_EXCEPTION_MATCH:
    case OP_HANDLE_EXCEPTION:
    case OP_FORMAT_STRING: return 0;
    }
    return 0;
}
