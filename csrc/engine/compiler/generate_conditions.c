/* generate_conditions.c -- comparisons, and, or, not, if: values and jumps. */
#include "compiler/generate_conditions.h"

#include <string.h>

enum truth generate_known_truth(const node *n)
{
    if (n->kind == NODE_NAME && strcmp(n->name.id, "__debug__") == 0)
        return TRUTH_TRUE;
    if (n->kind != NODE_CONSTANT)
        return TRUTH_UNKNOWN;
    switch (n->constant.kind) {
    case CONSTANT_NONE:
    case CONSTANT_FALSE: return TRUTH_FALSE;
    case CONSTANT_TRUE:
    case CONSTANT_ELLIPSIS: return TRUTH_TRUE;
    case CONSTANT_STR:
    case CONSTANT_BYTES: return n->constant.size > 0 ? TRUTH_TRUE : TRUTH_FALSE;
    case CONSTANT_NUMBER:
        switch (n->constant.number.kind) {
        case NUMBER_INT: return n->constant.number.integer != 0 ? TRUTH_TRUE : TRUTH_FALSE;
        case NUMBER_BIG_INT: return TRUTH_TRUE;
        default: return n->constant.number.real != 0 ? TRUTH_TRUE : TRUTH_FALSE;
        }
    }
    return TRUTH_UNKNOWN;
}

/* ------------------------------------------------------------------ comparisons */

/* [a, b] -> [the result] */
static void compare(generator *g, enum comparison_operator op)
{
    emitter *const e = g->emitter;
    switch (op) {
    case COMPARE_EQ: emit(e, OP_COMPARE_EQ, BC_NOARG); return;
    case COMPARE_NOT_EQ: emit(e, OP_COMPARE_NE, BC_NOARG); return;
    case COMPARE_LT: emit(e, OP_COMPARE_LT, BC_NOARG); return;
    case COMPARE_LT_E: emit(e, OP_COMPARE_LE, BC_NOARG); return;
    case COMPARE_GT: emit(e, OP_COMPARE_GT, BC_NOARG); return;
    case COMPARE_GT_E: emit(e, OP_COMPARE_GE, BC_NOARG); return;
    case COMPARE_IS: emit(e, OP_IS_OP, 0); return;
    case COMPARE_IS_NOT: emit(e, OP_IS_OP, 1); return;
    case COMPARE_IN: emit_operation(e, OPERATION_CONTAINS, 0, 0); return;
    case COMPARE_NOT_IN: emit_operation(e, OPERATION_CONTAINS, 1, 0); return;
    }
}

/* All comparisons of a chain but the last, each of which may end it with [operand, result]. */
static bool compare_until_last(generator *g, node *n, Opcode jump, label ended)
{
    for (int i = 0; i < n->compare.comparators.count - 1; i++) {
        if (!generate_expression(g, n->compare.comparators.items[i]))
            return false;
        emit_place(g->emitter, n->place);
        emit(g->emitter, OP_DUP_TOP, BC_NOARG);
        emit(g->emitter, OP_ROT_THREE, BC_NOARG);
        compare(g, n->compare.ops[i]);
        emit_jump(g->emitter, jump, ended);
    }
    const int last = n->compare.comparators.count - 1;
    if (!generate_expression(g, n->compare.comparators.items[last]))
        return false;
    emit_place(g->emitter, n->place);
    compare(g, n->compare.ops[last]);
    return true;
}

bool generate_compare(generator *g, node *n)
{
    emitter *const e = g->emitter;
    const label ended = emit_new_label(e);
    if (!compare_until_last(g, n, OP_JUMP_IF_FALSE_OR_POP, ended))
        return false;
    if (n->compare.comparators.count == 1)
        return true;
    const label end = emit_new_label(e);
    emit_jump(e, OP_JUMP_FORWARD, end);
    emit_label(e, ended);
    emit(e, OP_ROT_TWO, BC_NOARG);
    emit(e, OP_POP_TOP, BC_NOARG);
    emit_label(e, end);
    return true;
}

static void jump_if(generator *g, label target, bool condition)
{
    emit_jump(g->emitter, condition ? OP_POP_JUMP_IF_TRUE : OP_POP_JUMP_IF_FALSE, target);
}

static bool compare_condition(generator *g, node *n, label target, bool condition)
{
    emitter *const e = g->emitter;
    if (!generate_expression(g, n->compare.left))
        return false;
    const label ended = emit_new_label(e), end = emit_new_label(e);
    if (!compare_until_last(g, n, OP_POP_JUMP_IF_FALSE, ended))
        return false;
    jump_if(g, target, condition);
    emit_jump(e, OP_JUMP_FORWARD, end);
    emit_label(e, ended);
    emit(e, OP_POP_TOP, BC_NOARG);
    if (!condition)
        emit_jump(e, OP_JUMP_FORWARD, target);
    emit_label(e, end);
    return true;
}

/* ------------------------------------------------------------------ and, or, if */

bool generate_bool_op(generator *g, node *n)
{
    const Opcode jump =
        n->bool_op.op == BOOLEAN_AND ? OP_JUMP_IF_FALSE_OR_POP : OP_JUMP_IF_TRUE_OR_POP;
    const label end = emit_new_label(g->emitter);
    for (int i = 0; i < n->bool_op.values.count; i++) {
        if (!generate_expression(g, n->bool_op.values.items[i]))
            return false;
        emit_place(g->emitter, n->place);
        if (i < n->bool_op.values.count - 1)
            emit_jump(g->emitter, jump, end);
    }
    emit_label(g->emitter, end);
    return true;
}

/* One of them decides if its truth is that of `or`'s True or of `and`'s False. */
static bool bool_op_condition(generator *g, node *n, label target, bool condition)
{
    const bool deciding = n->bool_op.op == BOOLEAN_OR;
    const label end = emit_new_label(g->emitter);
    const node_list values = n->bool_op.values;
    for (int i = 0; i < values.count - 1; i++)
        if (!generate_condition(g, values.items[i], deciding == condition ? target : end, deciding))
            return false;
    if (!generate_condition(g, values.items[values.count - 1], target, condition))
        return false;
    emit_label(g->emitter, end);
    return true;
}

bool generate_if_exp(generator *g, node *n)
{
    emitter *const e = g->emitter;
    const label orelse = emit_new_label(e), end = emit_new_label(e);
    const int depth = emit_depth(e);
    if (!generate_condition(g, n->if_exp.test, orelse, false)
        || !generate_expression(g, n->if_exp.body))
        return false;
    emit_jump(e, OP_JUMP_FORWARD, end);
    emit_label(e, orelse);
    emit_set_depth(e, depth);
    if (!generate_expression(g, n->if_exp.orelse))
        return false;
    emit_label(e, end);
    return true;
}

static bool if_exp_condition(generator *g, node *n, label target, bool condition)
{
    emitter *const e = g->emitter;
    const label orelse = emit_new_label(e), end = emit_new_label(e);
    if (!generate_condition(g, n->if_exp.test, orelse, false)
        || !generate_condition(g, n->if_exp.body, target, condition))
        return false;
    emit_jump(e, OP_JUMP_FORWARD, end);
    emit_label(e, orelse);
    if (!generate_condition(g, n->if_exp.orelse, target, condition))
        return false;
    emit_label(e, end);
    return true;
}

bool generate_condition(generator *g, node *n, label target, bool condition)
{
    while (n->kind == NODE_UNARY_OP && n->unary_op.op == UNARY_NOT) {
        n = n->unary_op.operand;
        condition = !condition;
    }
    const enum truth truth = generate_known_truth(n);
    if (truth != TRUTH_UNKNOWN) {
        if ((truth == TRUTH_TRUE) == condition) {
            emit_place(g->emitter, n->place);
            emit_jump(g->emitter, OP_JUMP_FORWARD, target);
        }
        return true;
    }
    switch (n->kind) {
    case NODE_BOOL_OP: return bool_op_condition(g, n, target, condition);
    case NODE_IF_EXP: return if_exp_condition(g, n, target, condition);
    case NODE_COMPARE:
        if (n->compare.comparators.count > 1)
            return compare_condition(g, n, target, condition);
        break;
    default: break;
    }
    if (!generate_expression(g, n))
        return false;
    emit_place(g->emitter, n->place);
    jump_if(g, target, condition);
    return true;
}
