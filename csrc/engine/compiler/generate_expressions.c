/* generate_expressions.c -- operators, attributes, subscripts and calls.
 *
 * What leans to the left (a + b + c …, x.y(1).z …) may be of any length: it is one loop, from the
 * innermost out.
 */
#include "compiler/generate_expressions.h"

#include "compiler/generate_calls.h"
#include "compiler/generate_conditions.h"

#include <string.h>

enum { SHORT = 16 };

void generate_binary(generator *g, enum binary_operator op, bool in_place)
{
    static const uint16_t opcodes[] = {
        [BINARY_ADD] = OP_BINARY_ADD,
        [BINARY_SUB] = OP_BINARY_SUB,
        [BINARY_MULT] = OP_BINARY_MUL,
        [BINARY_MAT_MULT] = OP_BINARY_MATMUL,
        [BINARY_DIV] = OP_BINARY_TRUEDIV,
        [BINARY_MOD] = OP_BINARY_MOD,
        [BINARY_POW] = OP_BINARY_POW,
        [BINARY_L_SHIFT] = OP_BINARY_LSHIFT,
        [BINARY_R_SHIFT] = OP_BINARY_RSHIFT,
        [BINARY_BIT_OR] = OP_BINARY_OR,
        [BINARY_BIT_XOR] = OP_BINARY_XOR,
        [BINARY_BIT_AND] = OP_BINARY_AND,
        [BINARY_FLOOR_DIV] = OP_BINARY_FLOORDIV,
    };
    emit(g->emitter, opcodes[op], in_place ? INPLACE : BC_NOARG);
}

/* ------------------------------------------------------------------ one operand */

/* -1 is a constant. */
static bool generate_negative_number(generator *g, const node *operand)
{
    if (operand->kind != NODE_CONSTANT || operand->constant.kind != CONSTANT_NUMBER)
        return false;
    const number *const n = &operand->constant.number;
    if (n->kind == NUMBER_INT) {
        emit_integer(g->emitter, -n->integer);
        return true;
    }
    if (n->kind == NUMBER_FLOAT) {
        py_TValue value;
        py_newfloat(&value, -n->real);
        emit(g->emitter, OP_LOAD_CONST, emit_constant_index(g->emitter, &value));
        return true;
    }
    return false;
}

bool generate_unary_op(generator *g, node *n)
{
    node *const operand = n->unary_op.operand;
    emit_place(g->emitter, n->place);
    if (n->unary_op.op == UNARY_SUB && generate_negative_number(g, operand))
        return true;
    if (!generate_expression(g, operand))
        return false;
    emit_place(g->emitter, n->place);
    switch (n->unary_op.op) {
    case UNARY_INVERT: emit(g->emitter, OP_UNARY_INVERT, BC_NOARG); break;
    case UNARY_NOT: emit(g->emitter, OP_UNARY_NOT, BC_NOARG); break;
    case UNARY_SUB: emit(g->emitter, OP_UNARY_NEGATIVE, BC_NOARG); break;
    case UNARY_ADD: emit_operation(g->emitter, OPERATION_UNARY_POSITIVE, 0, 0); break;
    }
    return true;
}

/* ------------------------------------------------------------------ what leans to the left */

/* What an expression begins with, if it is of a kind that leans to the left. */
static node *left_of(const generator *g, const node *n)
{
    switch (n->kind) {
    case NODE_BIN_OP: return n->bin_op.left;
    case NODE_ATTRIBUTE: return n->attribute.value;
    case NODE_SUBSCRIPT: return n->subscript.value;
    case NODE_COMPARE: return n->compare.left;
    case NODE_CALL: return generate_is_super(g, n) ? NULL : n->call.func;
    default: return NULL;
    }
}

/* [left] -> [value of n].  A method that is called next leaves [callable, self or nil]. */
static bool generate_rest(generator *g, node *n, bool called)
{
    emitter *const e = g->emitter;
    switch (n->kind) {
    case NODE_BIN_OP:
        if (!generate_expression(g, n->bin_op.right))
            return false;
        emit_place(e, n->place);
        generate_binary(g, n->bin_op.op, false);
        break;
    case NODE_ATTRIBUTE:
        emit_place(e, n->place);
        emit(e, called ? OP_LOAD_METHOD : OP_LOAD_ATTR, emit_name(e, n->attribute.attr));
        return true;
    case NODE_SUBSCRIPT:
        if (!generate_expression(g, n->subscript.slice))
            return false;
        emit_place(e, n->place);
        emit(e, OP_LOAD_SUBSCR, BC_NOARG);
        break;
    case NODE_COMPARE:
        if (!generate_compare(g, n))
            return false;
        break;
    default:
        if (!generate_arguments(g, n, n->call.args, n->call.keywords))
            return false;
        break;
    }
    return true;
}

/* Whether an argument is an object that is made for it, so that it may be gone after the call. */
static bool takes_new(const node *n)
{
    for (int i = 0; i < n->call.args.count; i++) {
        const enum node_kind kind = n->call.args.items[i]->kind;
        if (kind == NODE_CALL || kind == NODE_GENERATOR_EXP)
            return true;
    }
    return false;
}

bool generate_leaning(generator *g, node *n)
{
    node *few[SHORT];
    int count = 0;
    node *first = n;
    for (node *left; (left = left_of(g, first)) != NULL; first = left)
        count++;
    if (count == 0) {
        generate_super(g, n);
        return true;
    }
    node **const all = count <= SHORT ? few : arena_take(g->arena, (size_t)count * sizeof *all);
    node *each = n;
    for (int i = count - 1; i >= 0; i--, each = left_of(g, each))
        all[i] = each;

    if (!generate_expression(g, first))
        return false;
    for (int i = 0; i < count; i++) {
        const bool is_method =
            i + 1 < count && all[i]->kind == NODE_ATTRIBUTE && all[i + 1]->kind == NODE_CALL;
        const bool is_call = all[i]->kind == NODE_CALL;
        if (is_call && (i == 0 || all[i - 1]->kind != NODE_ATTRIBUTE))
            emit(g->emitter, OP_LOAD_NULL, BC_NOARG);
        if (!generate_rest(g, all[i], is_method))
            return false;
        if (g->finalizes && is_call && takes_new(all[i]))
            emit_operation(g->emitter, OPERATION_FINALIZE, FINALIZE_STATEMENT, 0);
    }
    return true;
}
