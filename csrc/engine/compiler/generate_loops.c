/* generate_loops.c -- if, while, for, async for. */
#include "compiler/generate_loops.h"

#include "compiler/generate_assignments.h"
#include "compiler/generate_conditions.h"
#include "compiler/generate_coroutines.h"

/* A chain of elif, of any length, by a loop. */
bool generate_if(generator *g, node *n)
{
    emitter *const e = g->emitter;
    const label end = emit_new_label(e);
    for (;;) {
        const node_list orelse = n->while_.orelse;
        const label otherwise = orelse.count > 0 ? emit_new_label(e) : end;
        emit_place(e, n->place);
        if (!generate_condition(g, n->while_.test, otherwise, false)
            || !generate_body(g, n->while_.body))
            return false;
        if (orelse.count == 0)
            break;
        emit_jump(e, OP_JUMP_FORWARD, end);
        emit_label(e, otherwise);
        if (orelse.count != 1 || orelse.items[0]->kind != NODE_IF) {
            if (!generate_body(g, orelse))
                return false;
            break;
        }
        n = orelse.items[0];
    }
    emit_label(e, end);
    return true;
}

bool generate_while(generator *g, node *n)
{
    emitter *const e = g->emitter;
    block b;
    if (!generate_enter(g, &b, BLOCK_LOOP, n))
        return false;
    const label body = emit_new_label(e), orelse = emit_new_label(e);
    b.start = emit_new_label(e);
    b.end = emit_new_label(e);
    const bool endless = generate_known_truth(n->while_.test) == TRUTH_TRUE;

    /* The test stands twice: before the loop, and at the end of each round. */
    if (endless) {
        emit_label(e, b.start);
        if (!generate_body(g, n->while_.body))
            return false;
        emit_place(e, n->place);
        emit_jump(e, OP_LOOP_CONTINUE, b.start);
    } else {
        if (!generate_condition(g, n->while_.test, orelse, false))
            return false;
        emit_label(e, body);
        if (!generate_body(g, n->while_.body))
            return false;
        emit_label(e, b.start);
        if (!generate_condition(g, n->while_.test, body, true))
            return false;
    }
    generate_leave(g);
    emit_label(e, orelse);
    if (!generate_body(g, n->while_.orelse))
        return false;
    emit_label(e, b.end);
    return true;
}

bool generate_for(generator *g, node *n)
{
    emitter *const e = g->emitter;
    block b;
    if (!generate_enter(g, &b, BLOCK_LOOP, n))
        return false;
    const label orelse = emit_new_label(e);
    b.start = emit_new_label(e);
    b.end = emit_new_label(e);
    if (!generate_expression(g, n->for_.iter))
        return false;
    emit_place(e, n->for_.iter->place);
    emit(e, OP_GET_ITER, BC_NOARG);
    emit_label(e, b.start);
    emit_place(e, n->for_.iter->place);
    emit_jump(e, OP_FOR_ITER, orelse);
    if (!generate_store(g, n->for_.target) || !generate_body(g, n->for_.body))
        return false;
    emit_place(e, n->place);
    emit_jump(e, OP_LOOP_CONTINUE, b.start);
    generate_leave(g);
    emit_label(e, orelse);
    if (!generate_body(g, n->for_.orelse))
        return false;
    emit_label(e, b.end);
    return true;
}

void generate_async_next(generator *g, label handler)
{
    emitter *const e = g->emitter;
    emit_begin_try(e, handler);
    emit_operation(e, OPERATION_GET_ANEXT, 0, 0);
    generate_awaited(g, AWAITED_NEXT);
    emit_end_try(e);
}

bool generate_async_for(generator *g, node *n)
{
    emitter *const e = g->emitter;
    block b;
    if (!generate_enter(g, &b, BLOCK_LOOP, n))
        return false;
    const label handler = emit_new_label(e);
    b.start = emit_new_label(e);
    b.end = emit_new_label(e);
    if (!generate_expression(g, n->for_.iter))
        return false;
    emit_place(e, n->for_.iter->place);
    emit_operation(e, OPERATION_GET_AITER, 0, 0);
    emit_label(e, b.start);
    emit_place(e, n->for_.iter->place);
    generate_async_next(g, handler);
    if (!generate_store(g, n->for_.target) || !generate_body(g, n->for_.body))
        return false;
    emit_place(e, n->place);
    emit_jump(e, OP_LOOP_CONTINUE, b.start);
    generate_leave(g);

    emit_label(e, handler);
    emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
    emit_operation(e, OPERATION_END_ASYNC_FOR, 0, 0);
    emit(e, OP_POP_TOP, BC_NOARG);
    emit_end_try(e);
    emit(e, OP_POP_TOP, BC_NOARG);
    if (!generate_body(g, n->for_.orelse))
        return false;
    emit_label(e, b.end);
    return true;
}
