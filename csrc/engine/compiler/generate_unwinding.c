/* generate_unwinding.c -- return, break, continue: what they leave on their way out.
 *
 * Each block on the way is left in order, from the innermost out: its range of handled exceptions
 * ends, and what is to be done then (finally, __exit__) is generated again here, as if it stood
 * outside of the block.
 */
#include "compiler/generate_unwinding.h"

#include "compiler/generate_coroutines.h"
#include "compiler/generate_names.h"

void generate_exit_call(generator *g, const block *b, place p)
{
    emitter *const e = g->emitter;
    emit_place(e, p);
    /* __exit__ lies at the block's depth. */
    emit_operation(e, OPERATION_COPY, emit_depth(e) - b->depth, 0);
    emit(e, OP_LOAD_NULL, BC_NOARG);
    for (int i = 0; i < 3; i++)
        emit(e, OP_LOAD_NONE, BC_NOARG);
    emit(e, OP_CALL, 3);
    if (b->kind == BLOCK_ASYNC_WITH)
        generate_awaited(g, AWAITED_EXIT);
    emit(e, OP_POP_TOP, BC_NOARG);
}

void generate_unbind(generator *g, const node *handler)
{
    emit(g->emitter, OP_LOAD_NONE, BC_NOARG);
    generate_name(g, handler->except_handler.name, CONTEXT_STORE);
    generate_name(g, handler->except_handler.name, CONTEXT_DELETE);
}

static bool fail_in_star_handler(generator *g, place p)
{
    return generate_error(g, p,
                          "'break', 'continue' and 'return' cannot appear in an except* block");
}

/* Leaves all blocks inside of `outermost` (NULL: all). */
static bool unwind(generator *g, const block *outermost, place p)
{
    block *const innermost = g->blocks;
    const int count = g->block_count;
    bool ok = true;
    for (block *b = innermost; ok && b != outermost; b = b->outer) {
        generate_leave(g); /* what is done now is outside of it */
        switch (b->kind) {
        case BLOCK_LOOP: continue;
        case BLOCK_TRY: emit_end_try(g->emitter); continue;
        case BLOCK_STAR_HANDLER:
            ok = generate_error(g, p,
                                "'break', 'continue' and 'return' cannot appear in an except*"
                                " block");
            continue;
        case BLOCK_FINALLY:
            emit_end_try(g->emitter);
            ok = generate_body(g, b->node->try_.finalbody);
            continue;
        case BLOCK_NAMED_HANDLER:
            emit_end_try(g->emitter);
            generate_unbind(g, b->node);
            continue;
        case BLOCK_WITH:
        case BLOCK_ASYNC_WITH:
            emit_end_try(g->emitter);
            generate_exit_call(g, b, p);
            continue;
        }
    }
    g->blocks = innermost;
    g->block_count = count;
    return ok;
}

/* Whether a return has to do anything on its way: the frame's end is the end of its ranges. */
static bool has_work(const generator *g)
{
    for (const block *b = g->blocks; b != NULL; b = b->outer)
        if (b->kind != BLOCK_LOOP && b->kind != BLOCK_TRY)
            return true;
    return false;
}

bool generate_return(generator *g, node *n)
{
    node *const value = n->return_.value;
    const scope *s = g->scope;
    if (value != NULL && s->is_coroutine && s->is_generator)
        return generate_error(g, n->place, "'return' with value in async generator");
    g->returns_value |= value != NULL;
    if (value == NULL)
        emit(g->emitter, OP_LOAD_NONE, BC_NOARG);
    else if (!generate_expression(g, value))
        return false;
    if (has_work(g) && !unwind(g, NULL, value != NULL ? value->place : n->place))
        return false;
    emit_place(g->emitter, n->place);
    if (g->finalizes)
        emit_operation(g->emitter, OPERATION_FINALIZE, FINALIZE_RETURN, 0);
    emit(g->emitter, OP_RETURN_VALUE, BC_NOARG);
    return true;
}

static block *loop_around(const generator *g)
{
    block *b = g->blocks;
    while (b != NULL && b->kind != BLOCK_LOOP && b->kind != BLOCK_STAR_HANDLER)
        b = b->outer;
    return b;
}

/* Values above `depth` are dropped, and on it goes to `target`. */
static void leave_to(generator *g, int depth, label target)
{
    while (emit_is_reachable(g->emitter) && emit_depth(g->emitter) > depth)
        emit(g->emitter, OP_POP_TOP, BC_NOARG);
    emit_jump(g->emitter, OP_JUMP_FORWARD, target);
}

bool generate_break(generator *g, node *n)
{
    const block *const loop = loop_around(g);
    if (loop == NULL)
        return generate_error(g, n->place, "'break' outside loop");
    if (loop->kind == BLOCK_STAR_HANDLER)
        return fail_in_star_handler(g, n->place);
    if (!unwind(g, loop, n->place))
        return false;
    if (g->finalizes && loop->node->kind == NODE_FOR)
        emit_operation(g->emitter, OPERATION_FINALIZE, FINALIZE_ITERATOR, 0);
    leave_to(g, loop->depth, loop->end);
    return true;
}

bool generate_continue(generator *g, node *n)
{
    const block *const loop = loop_around(g);
    if (loop == NULL)
        return generate_error(g, n->place, "'continue' not properly in loop");
    if (loop->kind == BLOCK_STAR_HANDLER)
        return fail_in_star_handler(g, n->place);
    if (!unwind(g, loop, n->place))
        return false;
    leave_to(g, loop->depth + (loop->node->kind == NODE_WHILE ? 0 : 1), loop->start);
    return true;
}
