/* generate_coroutines.c -- yield, yield from, await. */
#include "compiler/generate_coroutines.h"

/* [iterator, None] -> [its result], with all that it gives passed on. */
static void generate_delegation(generator *g)
{
    emitter *const e = g->emitter;
    const label again = emit_new_label(e), done = emit_new_label(e);
    emit_label(e, again);
    emit_operation_jump(e, OPERATION_SEND, done);
    emit(e, OP_YIELD_VALUE, BC_NOARG);
    emit_jump(e, OP_LOOP_CONTINUE, again);
    emit_label(e, done);
    emit(e, OP_ROT_TWO, BC_NOARG);
    emit(e, OP_POP_TOP, BC_NOARG);
}

static const scope *function_of_scope(const generator *g)
{
    const scope *s = g->scope;
    while (s->is_inlined)
        s = s->outer;
    return s;
}

void generate_yielded(generator *g)
{
    if (function_of_scope(g)->is_coroutine)
        emit_operation(g->emitter, OPERATION_ASYNC_YIELD, 0, 0);
    emit(g->emitter, OP_YIELD_VALUE, BC_NOARG);
}

bool generate_yield(generator *g, node *n)
{
    if (n->yield.value == NULL)
        emit(g->emitter, OP_LOAD_NONE, BC_NOARG);
    else if (!generate_expression(g, n->yield.value))
        return false;
    emit_place(g->emitter, n->place);
    generate_yielded(g);
    return true;
}

bool generate_yield_from(generator *g, node *n)
{
    if (!generate_expression(g, n->yield_from.value))
        return false;
    emit_place(g->emitter, n->place);
    emit_operation(g->emitter, OPERATION_GET_YIELD_FROM_ITER, 0, 0);
    emit(g->emitter, OP_LOAD_NONE, BC_NOARG);
    generate_delegation(g);
    return true;
}

void generate_awaited(generator *g, enum awaited_of of)
{
    emit_operation(g->emitter, OPERATION_GET_AWAITABLE, of, 0);
    emit(g->emitter, OP_LOAD_NONE, BC_NOARG);
    generate_delegation(g);
}

bool generate_await(generator *g, node *n)
{
    if (!generate_expression(g, n->await.value))
        return false;
    emit_place(g->emitter, n->place);
    generate_awaited(g, AWAITED_VALUE);
    return true;
}
