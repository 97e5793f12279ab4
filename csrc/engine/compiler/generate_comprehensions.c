/* generate_comprehensions.c -- comprehensions and generator expressions.
 *
 * The stack of one has what it makes (nothing, of a generator expression), then an iterator for
 * each `for` that is under way.
 */
#include "compiler/generate_comprehensions.h"

#include "compiler/generate_assignments.h"
#include "compiler/generate_conditions.h"
#include "compiler/generate_coroutines.h"
#include "compiler/generate_code.h"
#include "compiler/generate_loops.h"
#include "compiler/generate_names.h"

enum { CLAUSES_MOST = 100 };

static node_list generators_of(const node *n)
{
    return n->kind == NODE_DICT_COMP ? n->dict_comp.generators : n->list_comp.generators;
}

/* Adds one element; `below` iterators lie between the operands and what is made. */
static bool generate_element(generator *g, node *n, int below)
{
    emitter *const e = g->emitter;
    if (n->kind == NODE_DICT_COMP) {
        if (!generate_expression(g, n->dict_comp.key)
            || !generate_expression(g, n->dict_comp.value))
            return false;
        if (below == 1)
            emit(e, OP_DICT_ADD, BC_NOARG);
        else
            emit_operation(e, OPERATION_DICT_PUT, below + 1, 0);
        return true;
    }
    if (!generate_expression(g, n->list_comp.elt))
        return false;
    if (n->kind == NODE_GENERATOR_EXP) {
        emit_place(e, n->list_comp.elt->place);
        generate_yielded(g);
        emit(e, OP_POP_TOP, BC_NOARG);
    } else if (n->kind == NODE_SET_COMP) {
        emit_operation(e, OPERATION_SET_ADD, below + 1, 0);
    } else if (below == 1) {
        emit(e, OP_LIST_APPEND, BC_NOARG);
    } else {
        emit_operation(e, OPERATION_LIST_APPEND, below + 1, 0);
    }
    return true;
}

/* The loops from clause `at` on, whose iterator is on the stack: [iterator] -> []. */
static bool generate_clause(generator *g, node *n, int at)
{
    emitter *const e = g->emitter;
    const node_list clauses = generators_of(n);
    node *const clause = clauses.items[at];
    const label start = emit_new_label(e), end = emit_new_label(e);
    emit_label(e, start);
    emit_place(e, clause->comprehension.iter->place);
    if (clause->comprehension.is_async)
        generate_async_next(g, end);
    else
        emit_jump(e, OP_FOR_ITER, end);
    if (!generate_store(g, clause->comprehension.target))
        return false;
    for (int i = 0; i < clause->comprehension.ifs.count; i++)
        if (!generate_condition(g, clause->comprehension.ifs.items[i], start, false))
            return false;
    if (at + 1 == clauses.count) {
        if (!generate_element(g, n, clauses.count))
            return false;
    } else {
        node *const next = clauses.items[at + 1];
        if (!generate_expression(g, next->comprehension.iter))
            return false;
        emit_place(e, next->comprehension.iter->place);
        if (next->comprehension.is_async)
            emit_operation(e, OPERATION_GET_AITER, 0, 0);
        else
            emit(e, OP_GET_ITER, BC_NOARG);
        if (!generate_clause(g, n, at + 1))
            return false;
    }
    emit_jump(e, OP_LOOP_CONTINUE, start);
    emit_label(e, end);
    if (clause->comprehension.is_async) {
        emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
        emit_operation(e, OPERATION_END_ASYNC_FOR, 0, 0);
        emit(e, OP_POP_TOP, BC_NOARG);
        emit_end_try(e);
        emit(e, OP_POP_TOP, BC_NOARG);
    }
    return true;
}

static void generate_container(generator *g, const node *n)
{
    switch (n->kind) {
    case NODE_LIST_COMP: emit(g->emitter, OP_BUILD_LIST, 0); break;
    case NODE_SET_COMP: emit_operation(g->emitter, OPERATION_BUILD_SET, 0, 0); break;
    case NODE_DICT_COMP: emit(g->emitter, OP_BUILD_DICT, 0); break;
    default: break;
    }
}

/* The first iterable is evaluated outside of the comprehension. */
static bool generate_first_iterator(generator *g, const node *n)
{
    node *const first = generators_of(n).items[0];
    if (!generate_expression(g, first->comprehension.iter))
        return false;
    emit_place(g->emitter, first->comprehension.iter->place);
    if (first->comprehension.is_async)
        emit_operation(g->emitter, OPERATION_GET_AITER, 0, 0);
    else
        emit(g->emitter, OP_GET_ITER, BC_NOARG);
    return true;
}

static bool generate_function_body(generator *g, node *n)
{
    generate_container(g, n);
    emit(g->emitter, OP_LOAD_FAST, 0);
    if (!generate_clause(g, n, 0))
        return false;
    if (n->kind == NODE_GENERATOR_EXP)
        generate_return_none(g);
    else
        emit(g->emitter, OP_RETURN_VALUE, BC_NOARG);
    return true;
}

static bool check_async(generator *g, node *n)
{
    const node_list clauses = generators_of(n);
    const scope *s = g->scope;
    while (s->is_inlined)
        s = s->outer;
    if (n->kind == NODE_GENERATOR_EXP || s->is_coroutine)
        return true;
    for (int i = 0; i < clauses.count; i++)
        if (clauses.items[i]->comprehension.is_async)
            return generate_error(g, n->place,
                                  "asynchronous comprehension outside of an asynchronous function");
    return true;
}

bool generate_comprehension(generator *g, node *n)
{
    if (!check_async(g, n))
        return false;
    if (generators_of(n).count > CLAUSES_MOST)
        return generate_error(g, n->place, "too many statically nested blocks");
    emit_place(g->emitter, n->place);
    if (n->scope->is_inlined) {
        generate_container(g, n);
        if (!generate_first_iterator(g, n))
            return false;
        scope *const outer = g->scope;
        g->scope = n->scope;
        generate_cells(g, n->scope);
        const bool ok = generate_clause(g, n, 0);
        g->scope = outer;
        return ok;
    }
    if (!generate_inner(g, n->scope, n, CODE_FUNCTION, 0, generate_function_body))
        return false;
    emit(g->emitter, OP_LOAD_NULL, BC_NOARG);
    if (!generate_first_iterator(g, n))
        return false;
    emit_place(g->emitter, n->place);
    emit(g->emitter, OP_CALL, 1);
    return true;
}
