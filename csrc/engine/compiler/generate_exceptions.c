/* generate_exceptions.c -- try, with, raise, assert.
 *
 * A range of handled exceptions is one entry on the frame's stack of them, from BEGIN_TRY on; after
 * an exception that entry is what holds it, while its handler runs.  So one END_TRY leaves either.
 */
#include "compiler/generate_exceptions.h"

#include "compiler/generate_assignments.h"
#include "compiler/generate_conditions.h"
#include "compiler/generate_coroutines.h"
#include "compiler/generate_names.h"
#include "compiler/generate_unwinding.h"

/* ------------------------------------------------------------------ except */

/* The body of a handler, which ends with the name's end if it has one. */
static bool generate_handler_body(generator *g, node *handler)
{
    emitter *const e = g->emitter;
    if (handler->except_handler.name == NULL)
        return generate_body(g, handler->except_handler.body);
    const label raised = emit_new_label(e), end = emit_new_label(e);
    block b;
    emit_begin_try(e, raised);
    if (!generate_enter(g, &b, BLOCK_NAMED_HANDLER, handler)
        || !generate_body(g, handler->except_handler.body))
        return false;
    generate_leave(g);
    emit_end_try(e);
    generate_unbind(g, handler);
    emit_jump(e, OP_JUMP_FORWARD, end);
    emit_label(e, raised);
    emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
    generate_unbind(g, handler);
    emit(e, OP_RE_RAISE, BC_NOARG);
    emit_label(e, end);
    return true;
}

static bool generate_handler(generator *g, node *handler, label next)
{
    emitter *const e = g->emitter;
    emit_place(e, handler->place);
    if (handler->except_handler.type != NULL) {
        emit(e, OP_PUSH_EXCEPTION, BC_NOARG);
        if (!generate_expression(g, handler->except_handler.type))
            return false;
        emit_place(e, handler->place);
        emit_operation(e, OPERATION_EXCEPTION_MATCHES, 0, 0);
        emit_jump(e, OP_POP_JUMP_IF_FALSE, next);
    }
    if (handler->except_handler.name != NULL) {
        emit(e, OP_PUSH_EXCEPTION, BC_NOARG);
        generate_name(g, handler->except_handler.name, CONTEXT_STORE);
    }
    return generate_handler_body(g, handler);
}

static bool generate_handlers(generator *g, node *n, label end)
{
    emitter *const e = g->emitter;
    emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
    block b;
    if (!generate_enter(g, &b, BLOCK_TRY, n))
        return false;
    for (int i = 0; i < n->try_.handlers.count; i++) {
        node *const handler = n->try_.handlers.items[i];
        const label next = emit_new_label(e);
        if (handler->except_handler.type == NULL && i < n->try_.handlers.count - 1)
            return generate_error(g, handler->place, "default 'except:' must be last");
        if (!generate_handler(g, handler, next))
            return false;
        emit_end_try(e);
        emit_jump(e, OP_JUMP_FORWARD, end);
        emit_label(e, next);
    }
    generate_leave(g);
    emit(e, OP_RE_RAISE, BC_NOARG);
    return true;
}

/* ------------------------------------------------------------------ except* */

/* In a handler, the stack has [list of what was raised or left, rest]: the rest is the exception,
 * then what the handlers so far have left of it, or None. */
static bool generate_star_handler(generator *g, node *handler)
{
    emitter *const e = g->emitter;
    const label no_match = emit_new_label(e), raised = emit_new_label(e);
    emit_place(e, handler->place);
    if (!generate_expression(g, handler->except_handler.type))
        return false;
    emit_place(e, handler->place);
    emit_operation(e, OPERATION_EXCEPTION_GROUP_SPLIT, 0, 0); /* [list, rest, match] */
    emit(e, OP_DUP_TOP, BC_NOARG);
    emit(e, OP_LOAD_NONE, BC_NOARG);
    emit(e, OP_IS_OP, 0);
    emit_jump(e, OP_POP_JUMP_IF_TRUE, no_match);
    /* Its body runs as if the match were what is handled. */
    const label body = emit_new_label(e);
    emit_begin_try(e, body);
    emit(e, OP_DUP_TOP, BC_NOARG);
    emit_operation(e, OPERATION_RAISE, 1, 1);
    emit_label(e, body);
    emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
    block outer, inner;
    if (!generate_enter(g, &outer, BLOCK_STAR_HANDLER, handler))
        return false;
    emit_begin_try(e, raised);
    if (!generate_enter(g, &inner, BLOCK_TRY, handler))
        return false;
    if (handler->except_handler.name != NULL) {
        emit(e, OP_DUP_TOP, BC_NOARG);
        generate_name(g, handler->except_handler.name, CONTEXT_STORE);
    }
    if (!generate_handler_body(g, handler))
        return false;
    generate_leave(g);
    generate_leave(g);
    emit_end_try(e);
    emit_end_try(e);
    emit_jump(e, OP_JUMP_FORWARD, no_match);
    emit_label(e, raised); /* by the body: it is kept for the end */
    emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
    emit(e, OP_PUSH_EXCEPTION, BC_NOARG); /* [list, rest, match, raised] */
    emit_operation(e, OPERATION_LIST_APPEND, 3, 0);
    emit_end_try(e);
    emit_end_try(e);
    emit_label(e, no_match); /* [list, rest, match] */
    emit(e, OP_POP_TOP, BC_NOARG);
    return true;
}

static bool generate_star_handlers(generator *g, node *n, label end)
{
    emitter *const e = g->emitter;
    const int depth = emit_depth(e);
    emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
    block b;
    if (!generate_enter(g, &b, BLOCK_TRY, n))
        return false;
    emit(e, OP_BUILD_LIST, 0);
    emit(e, OP_PUSH_EXCEPTION, BC_NOARG);
    for (int i = 0; i < n->try_.handlers.count; i++)
        if (!generate_star_handler(g, n->try_.handlers.items[i]))
            return false;
    generate_leave(g);
    /* What is left, if anything, is as if raised, too: [list, rest] -> [list]. */
    const label nothing_left = emit_new_label(e), joined = emit_new_label(e);
    const label nothing = emit_new_label(e);
    emit(e, OP_DUP_TOP, BC_NOARG);
    emit(e, OP_LOAD_NONE, BC_NOARG);
    emit(e, OP_IS_OP, 0);
    emit_jump(e, OP_POP_JUMP_IF_TRUE, nothing_left);
    emit_operation(e, OPERATION_LIST_APPEND, 1, 0);
    emit_jump(e, OP_JUMP_FORWARD, joined);
    emit_label(e, nothing_left);
    emit(e, OP_POP_TOP, BC_NOARG);
    emit_label(e, joined);
    emit(e, OP_PUSH_EXCEPTION, BC_NOARG);
    emit(e, OP_ROT_TWO, BC_NOARG); /* [original, list] */
    emit_operation(e, OPERATION_EXCEPTION_GROUP_JOIN, 0, 0);
    emit(e, OP_DUP_TOP, BC_NOARG);
    emit(e, OP_LOAD_NONE, BC_NOARG);
    emit(e, OP_IS_OP, 0);
    emit_jump(e, OP_POP_JUMP_IF_TRUE, nothing);
    emit_end_try(e);
    emit_operation(e, OPERATION_RAISE, 1, 1);
    emit_label(e, nothing);
    emit(e, OP_POP_TOP, BC_NOARG);
    emit_end_try(e);
    emit_set_depth(e, depth);
    emit_jump(e, OP_JUMP_FORWARD, end);
    return true;
}

/* ------------------------------------------------------------------ try */

static bool generate_try_except(generator *g, node *n)
{
    emitter *const e = g->emitter;
    const label handlers = emit_new_label(e), end = emit_new_label(e);
    const int depth = emit_depth(e);
    block b;
    emit_place(e, n->place);
    emit_begin_try(e, handlers);
    if (!generate_enter(g, &b, BLOCK_TRY, n) || !generate_body(g, n->try_.body))
        return false;
    generate_leave(g);
    emit_end_try(e);
    if (!generate_body(g, n->try_.orelse))
        return false;
    emit_jump(e, OP_JUMP_FORWARD, end);
    emit_label(e, handlers);
    emit_set_depth(e, depth);
    const bool ok =
        n->kind == NODE_TRY_STAR ? generate_star_handlers(g, n, end) : generate_handlers(g, n, end);
    if (!ok)
        return false;
    emit_label(e, end);
    return true;
}

bool generate_try(generator *g, node *n)
{
    emitter *const e = g->emitter;
    if (n->try_.finalbody.count == 0)
        return generate_try_except(g, n);
    const label raised = emit_new_label(e), end = emit_new_label(e);
    const int depth = emit_depth(e);
    block b;
    emit_place(e, n->place);
    emit_begin_try(e, raised);
    if (!generate_enter(g, &b, BLOCK_FINALLY, n))
        return false;
    if (n->try_.handlers.count > 0 ? !generate_try_except(g, n) : !generate_body(g, n->try_.body))
        return false;
    generate_leave(g);
    emit_end_try(e);
    if (!generate_body(g, n->try_.finalbody))
        return false;
    emit_jump(e, OP_JUMP_FORWARD, end);
    emit_label(e, raised);
    emit_set_depth(e, depth);
    emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
    if (!generate_enter(g, &b, BLOCK_TRY, n) || !generate_body(g, n->try_.finalbody))
        return false;
    generate_leave(g);
    emit(e, OP_RE_RAISE, BC_NOARG);
    emit_label(e, end);
    return true;
}

/* ------------------------------------------------------------------ with */

/* The stack has [__exit__, what __enter__ returned] from BEGIN_TRY on: what is there when a range
 * begins has to be there still when its handler begins. */
static bool generate_with_items(generator *g, node *n, int first)
{
    emitter *const e = g->emitter;
    node *const item = n->with.items.items[first];
    const bool async = n->kind == NODE_ASYNC_WITH;
    const label raised = emit_new_label(e), swallowed = emit_new_label(e), end = emit_new_label(e);
    block b;
    if (!generate_expression(g, item->with_item.context_expr))
        return false;
    const place p = item->with_item.context_expr->place;
    emit_place(e, p);
    const int depth = emit_depth(e) - 1;
    emit_operation(e, async ? OPERATION_BEFORE_ASYNC_WITH : OPERATION_BEFORE_WITH, 0, 0);
    if (async)
        generate_awaited(g, AWAITED_ENTER);
    emit_begin_try(e, raised);
    if (!generate_enter(g, &b, async ? BLOCK_ASYNC_WITH : BLOCK_WITH, n))
        return false;
    b.depth = depth;
    if (item->with_item.optional_vars != NULL) {
        emit(e, OP_DUP_TOP, BC_NOARG);
        if (!generate_store(g, item->with_item.optional_vars))
            return false;
    }
    if (first + 1 < n->with.items.count ? !generate_with_items(g, n, first + 1)
                                        : !generate_body(g, n->with.body))
        return false;
    generate_leave(g);
    emit_end_try(e);
    generate_exit_call(g, &b, p);
    emit(e, OP_POP_TOP, BC_NOARG);
    emit(e, OP_POP_TOP, BC_NOARG);
    emit_jump(e, OP_JUMP_FORWARD, end);

    emit_label(e, raised);
    emit_set_depth(e, depth + 2);
    emit_place(e, p);
    emit(e, OP_HANDLE_EXCEPTION, BC_NOARG);
    emit(e, OP_POP_TOP, BC_NOARG);
    emit_operation(e, OPERATION_WITH_EXCEPTION, 0, 0);
    if (async)
        generate_awaited(g, AWAITED_EXIT);
    emit_jump(e, OP_POP_JUMP_IF_TRUE, swallowed);
    emit(e, OP_RE_RAISE, BC_NOARG);
    emit_label(e, swallowed);
    emit_set_depth(e, depth + 1);
    emit_end_try(e);
    emit(e, OP_POP_TOP, BC_NOARG);
    emit_label(e, end);
    return true;
}

bool generate_with(generator *g, node *n) { return generate_with_items(g, n, 0); }

/* ------------------------------------------------------------------ raise, assert */

bool generate_raise(generator *g, node *n)
{
    int count = 0;
    if (n->raise.exc != NULL) {
        if (!generate_expression(g, n->raise.exc))
            return false;
        count = 1;
        if (n->raise.cause != NULL) {
            if (!generate_expression(g, n->raise.cause))
                return false;
            count = 2;
        }
    }
    emit_place(g->emitter, n->place);
    emit_operation(g->emitter, OPERATION_RAISE, count, 0);
    return true;
}

bool generate_assert(generator *g, node *n)
{
    emitter *const e = g->emitter;
    const label fine = emit_new_label(e);
    if (!generate_condition(g, n->assert_.test, fine, true))
        return false;
    emit_place(e, n->place);
    emit_operation(e, OPERATION_LOAD_ASSERTION_ERROR, 0, 0);
    if (n->assert_.msg != NULL) {
        emit(e, OP_LOAD_NULL, BC_NOARG);
        if (!generate_expression(g, n->assert_.msg))
            return false;
        emit_place(e, n->place);
        emit(e, OP_CALL, 1);
    }
    emit_place(e, n->assert_.test->place); /* what a traceback marks */
    emit_operation(e, OPERATION_RAISE, 1, 0);
    emit_label(e, fine);
    return true;
}
