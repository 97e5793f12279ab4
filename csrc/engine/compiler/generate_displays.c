/* generate_displays.c -- lists, tuples, sets, dicts, slices and f-strings, written out.
 *
 * What is long is made in pieces, so that few values are on the stack at once.
 */
#include "compiler/generate_displays.h"

#include <string.h>

enum { PIECE = 64 };

static bool has_starred(node_list elements)
{
    for (int i = 0; i < elements.count; i++)
        if (elements.items[i]->kind == NODE_STARRED)
            return true;
    return false;
}

/* How many elements from `first` on are a piece: none is starred. */
static int piece_at(node_list elements, int first)
{
    int count = 0;
    while (count < PIECE && first + count < elements.count
           && elements.items[first + count]->kind != NODE_STARRED)
        count++;
    return count;
}

static bool generate_elements(generator *g, node_list elements, int first, int count)
{
    for (int i = first; i < first + count; i++)
        if (!generate_expression(g, elements.items[i]))
            return false;
    return true;
}

static void build(generator *g, bool set, int count)
{
    if (set)
        emit_operation(g->emitter, OPERATION_BUILD_SET, count, 0);
    else
        emit(g->emitter, OP_BUILD_LIST, count);
}

static bool generate_sequence(generator *g, node_list elements, bool set)
{
    emitter *const e = g->emitter;
    int at = piece_at(elements, 0);
    if (!generate_elements(g, elements, 0, at))
        return false;
    build(g, set, at);
    while (at < elements.count) {
        const int count = piece_at(elements, at);
        if (count == 0) {
            if (!generate_expression(g, elements.items[at++]->starred.value))
                return false;
            emit_operation(e, set ? OPERATION_SET_UPDATE : OPERATION_LIST_EXTEND, 1, 0);
            continue;
        }
        if (!generate_elements(g, elements, at, count))
            return false;
        at += count;
        if (count == 1) {
            emit_operation(e, set ? OPERATION_SET_ADD : OPERATION_LIST_APPEND, 1, 0);
            continue;
        }
        build(g, false, count);
        emit_operation(e, set ? OPERATION_SET_UPDATE : OPERATION_LIST_EXTEND, 1, 0);
    }
    return true;
}

bool generate_list(generator *g, node_list elements)
{
    return generate_sequence(g, elements, false);
}

bool generate_set(generator *g, node_list elements) { return generate_sequence(g, elements, true); }

/* ------------------------------------------------------------------ tuples */

static bool is_negative_number(const node *n)
{
    return n->kind == NODE_UNARY_OP && n->unary_op.op == UNARY_SUB
           && n->unary_op.operand->kind == NODE_CONSTANT
           && n->unary_op.operand->constant.kind == CONSTANT_NUMBER;
}

/* Whether it is a constant that can be part of another one. */
static bool is_simple(const node *n)
{
    if (is_negative_number(n))
        return is_simple(n->unary_op.operand);
    if (n->kind != NODE_CONSTANT)
        return false;
    const enum number_kind number = n->constant.number.kind;
    switch (n->constant.kind) {
    case CONSTANT_NONE:
    case CONSTANT_TRUE:
    case CONSTANT_FALSE:
    case CONSTANT_STR: return true;
    case CONSTANT_NUMBER: return number == NUMBER_INT || number == NUMBER_FLOAT;
    default: return false;
    }
}

static void fill_constant(const node *n, py_OutRef value)
{
    const bool negative = is_negative_number(n);
    const constant *const c = negative ? &n->unary_op.operand->constant : &n->constant;
    if (c->kind == CONSTANT_TRUE || c->kind == CONSTANT_FALSE)
        py_newbool(value, c->kind == CONSTANT_TRUE);
    else if (c->kind == CONSTANT_STR)
        py_newstrv(value, (c11_sv){ c->data, c->size });
    else if (c->kind == CONSTANT_NUMBER && c->number.kind == NUMBER_INT)
        py_newint(value, negative ? -c->number.integer : c->number.integer);
    else if (c->kind == CONSTANT_NUMBER)
        py_newfloat(value, negative ? -c->number.real : c->number.real);
}

static bool generate_constant_tuple(generator *g, node_list elements)
{
    if (elements.count == 0 || elements.count > PIECE)
        return false;
    for (int i = 0; i < elements.count; i++)
        if (!is_simple(elements.items[i]))
            return false;
    py_Ref items = emit_begin_tuple(g->emitter, elements.count);
    for (int i = 0; i < elements.count; i++)
        fill_constant(elements.items[i], &items[i]);
    emit_end_tuple(g->emitter);
    return true;
}

bool generate_tuple(generator *g, node_list elements)
{
    if (generate_constant_tuple(g, elements))
        return true;
    if (elements.count <= PIECE && !has_starred(elements)) {
        if (!generate_elements(g, elements, 0, elements.count))
            return false;
        emit(g->emitter, OP_BUILD_TUPLE, elements.count);
        return true;
    }
    if (!generate_list(g, elements))
        return false;
    emit_operation(g->emitter, OPERATION_LIST_TO_TUPLE, 0, 0);
    return true;
}

void generate_names_tuple(generator *g, const identifier *names, int count)
{
    py_Ref items = emit_begin_tuple(g->emitter, count);
    for (int i = 0; i < count; i++)
        py_newstrv(&items[i], (c11_sv){ names[i], (int)strlen(names[i]) });
    emit_end_tuple(g->emitter);
}

/* ------------------------------------------------------------------ dicts and slices */

static int pairs_at(const node *n, int first)
{
    int count = 0;
    while (count < PIECE && first + count < n->dict.keys.count
           && n->dict.keys.items[first + count] != NULL)
        count++;
    return count;
}

static bool generate_pairs(generator *g, const node *n, int first, int count)
{
    for (int i = first; i < first + count; i++)
        if (!generate_expression(g, n->dict.keys.items[i])
            || !generate_expression(g, n->dict.values.items[i]))
            return false;
    return true;
}

bool generate_dict(generator *g, node *n)
{
    emitter *const e = g->emitter;
    int at = pairs_at(n, 0);
    if (!generate_pairs(g, n, 0, at))
        return false;
    emit_place(e, n->place);
    emit(e, OP_BUILD_DICT, at);
    while (at < n->dict.keys.count) {
        const int count = pairs_at(n, at);
        if (count == 0) {
            if (!generate_expression(g, n->dict.values.items[at++]))
                return false;
            emit_operation(e, OPERATION_DICT_UPDATE, 1, 0);
            continue;
        }
        if (!generate_pairs(g, n, at, count))
            return false;
        at += count;
        emit(e, OP_BUILD_DICT, count);
        emit_operation(e, OPERATION_DICT_UPDATE, 1, 0);
    }
    return true;
}

static bool generate_bound(generator *g, node *bound)
{
    if (bound != NULL)
        return generate_expression(g, bound);
    emit(g->emitter, OP_LOAD_NONE, BC_NOARG);
    return true;
}

bool generate_slice(generator *g, node *n)
{
    if (!generate_bound(g, n->slice.lower) || !generate_bound(g, n->slice.upper)
        || !generate_bound(g, n->slice.step))
        return false;
    emit_place(g->emitter, n->place);
    emit(g->emitter, OP_BUILD_SLICE, BC_NOARG);
    return true;
}

/* ------------------------------------------------------------------ f-strings */

bool generate_formatted_value(generator *g, node *n)
{
    node *const specification = n->formatted_value.format_spec;
    if (!generate_expression(g, n->formatted_value.value)
        || (specification != NULL && !generate_expression(g, specification)))
        return false;
    emit_place(g->emitter, n->place);
    emit_operation(g->emitter, OPERATION_FORMAT_VALUE,
                   n->formatted_value.conversion > 0 ? n->formatted_value.conversion : 0,
                   specification != NULL);
    return true;
}

bool generate_joined_str(generator *g, node *n)
{
    const node_list values = n->joined_str.values;
    int pending = 0;
    for (int i = 0; i < values.count; i++) {
        if (!generate_expression(g, values.items[i]))
            return false;
        if (++pending == PIECE) {
            emit(g->emitter, OP_BUILD_STRING, pending);
            pending = 1;
        }
    }
    emit_place(g->emitter, n->place);
    if (pending == 0)
        emit_text(g->emitter, "", 0);
    else if (pending > 1)
        emit(g->emitter, OP_BUILD_STRING, pending);
    return true;
}
