/* frames.c -- entering and leaving PocketPy's frames and its loop. */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/bytecode.h"
#include "interpose/code_details.h"
#include "interpose/exceptions.h"
#include "interpose/frame_kind.h"
#include "interpose/frame_token.h"
#include "memory/region.h"
#include "stop/stop.h"

/* Entering and leaving frames: PocketPy's own, without their calls of a trace
 * function, and with a look at the recursion limits.
 *
 * PocketPy compares recursion_depth with max_recursion_depth at each entry of
 * a frame, and does not look how full the value stack is.  Both are settled
 * here: a script may lower its limit but not lift it, and a value stack that
 * is nearly full lowers the limit to nothing until a frame is left, so that
 * the loop raises RecursionError.
 *
 * Both functions run at every call of a script's function.  Each calls others as its
 * last act only, so the compiler has no registers to save in them. */
static __attribute__((noinline)) void leave_class_body(VM *vm, region *r, const py_Frame *frame)
{
    struct class_body *body = pkhost_libc_malloc(sizeof *body);
    *body = (struct class_body){ frame, vm->curr_class, r->class_bodies };
    r->class_bodies = body;
    vm->curr_class = NULL;
}

enum { VALUES_LEFT = 1024 };

EXPORT void VM__push_frame(VM *vm, py_Frame *frame)
{
    region *r = region_of(vm);

    frame_token_set(frame, 0);
    *frame_kind(frame) = FRAME_ORDINARY;
    frame->f_back = vm->top_frame;
    vm->top_frame = frame;
    vm->recursion_depth++;
    if (UNLIKELY(vm->max_recursion_depth > r->recursion_limit))
        vm->max_recursion_depth = r->recursion_limit;
    if (UNLIKELY(vm->stack.end - vm->stack.sp < VALUES_LEFT) && r->lowered_limit == 0) {
        r->lowered_limit = vm->max_recursion_depth;
        vm->max_recursion_depth = 0;
    }
    if (UNLIKELY(vm->curr_class != NULL))
        leave_class_body(vm, r, frame);
}

/* A frame that may have been entered from within a class body is over. */
static __attribute__((noinline)) void return_to_class_body(VM *vm, region *r, py_Frame *frame)
{
    struct class_body *body = r->class_bodies;
    if (body->entered == frame) {
        vm->curr_class = body->class;
        r->class_bodies = body->outer;
        pkhost_libc_free(body);
    }
    Frame__delete(frame);
}

EXPORT void VM__pop_frame(VM *vm)
{
    py_Frame *frame = vm->top_frame;
    region *r = region_of(vm);

    vm->stack.sp = frame->p0;
    if (*frame_kind(frame) == FRAME_INITIALISES)
        vm->last_retval = *--vm->stack.sp; /* what the loop pushes next, if it was a return */
    vm->top_frame = frame->f_back;
    vm->recursion_depth--;
    if (UNLIKELY(r->lowered_limit != 0)) {
        vm->max_recursion_depth = r->lowered_limit;
        r->lowered_limit = 0;
    }
    if (UNLIKELY(r->class_bodies != NULL))
        return_to_class_body(vm, r, frame);
    else
        Frame__delete(frame);
}

/* A jump came to a guard: its frames go, and the error is in its place. */
static __attribute__((noinline)) FrameResult leave_guard(VM *vm, pkhost_vm *here, const guard *g,
                                                         int why)
{
    while (vm->top_frame != g->outer_frame) {
        py_Frame *const frame = vm->top_frame;
        if (why == GUARD_FAILED)
            py_BaseException__stpush(frame, &vm->unhandled_exc, frame->co->src,
                                     Frame__lineno(frame),
                                     frame->is_locals_special ? NULL : frame->co->name->data);
        VM__pop_frame(vm);
    }
    if (why == GUARD_STOPPED)
        stop_raise(here);
    here->stop.guard = g->outer;
    here->checks.pinned = g->pinned;
    here->checks.shown = g->shown;
    region_of(vm)->in_place = NULL;
    vm->curr_function = NULL;
    return RES_ERROR;
}

/* The frames of modules, exec(), eval() and class bodies: calls of functions look at the value stack
 * themselves (language/calls.c), and code of PocketPy's compiler needs fewer than VALUES_LEFT. */
static bool has_values(const VM *vm)
{
    const py_Frame *const frame = vm->top_frame;
    const code_details *const d = frame->is_locals_special ? details_of(frame->co) : NULL;
    return d == NULL || vm->stack.end - vm->stack.sp >= d->stack_depth + VALUES_LEFT
           || py_exception(tp_RecursionError, "maximum recursion depth exceeded");
}

/* Every call of the loop stands behind a guard, to which a stop jumps. */
EXPORT FrameResult VM__run_top_frame(VM *vm)
{
    pkhost_vm *here = pkhost_here;
    if (here == NULL || pkhost_building)
        return pkhost_originals.run_top_frame(vm);

    if ((UNLIKELY(stack_is_low()) && raise_too_deep()) || UNLIKELY(!has_values(vm))) {
        VM__pop_frame(vm);
        return RES_ERROR;
    }
    guard g;
    g.outer = here->stop.guard;
    g.outer_frame = vm->top_frame->f_back;
    g.pinned = here->checks.pinned;
    g.shown = here->checks.shown;
    const int why = _setjmp(g.context);
    if (UNLIKELY(why != 0))
        return leave_guard(vm, here, &g, why);
    here->stop.guard = &g;
    const FrameResult result = pkhost_originals.run_top_frame(vm);
    here->stop.guard = g.outer;
    return result;
}

/* An exception ends the class body that it comes from: PocketPy forgets the
 * class (curr_class), also if a try of that very body catches it.  Only the frames
 * of modules, exec and eval have class bodies. */
static void continue_class_body(const py_Frame *frame, const ValueStack *stack, int target)
{
    py_StackRef const class = bytecode_class_at(frame, target);
    if (class != NULL && class < stack->sp && class->type == tp_type)
        pk_current_vm->curr_class = class;
}

/* An exception in the head of an except clause, a name that is not there for
 * instance, comes while the try it belongs to still waits for one, and would
 * lead to that very head again, for ever.  The head stands behind the block
 * of its try: from there no exception is that try's any more. */
EXPORT int Frame__goto_exception_handler(py_Frame *frame, ValueStack *stack, py_Ref exception)
{
    while (frame->exc_stack.length > 0) {
        FrameExcInfo *top = &c11_vector__back(FrameExcInfo, &frame->exc_stack);
        if (!py_isnil(&top->exc)
            || frame->ip < c11__at(CodeBlock, &frame->co->blocks, top->iblock)->end)
            break;
        frame->exc_stack.length--;
    }
    const int target = pkhost_originals.goto_handler(frame, stack, exception);
    if (target >= 0 && frame->is_locals_special)
        continue_class_body(frame, stack, target);
    return target;
}
