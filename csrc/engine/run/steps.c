/* steps.c -- counting steps.
 *
 * A step is a bytecode, or an item that is taken from an iterator, or a
 * comparison that native code makes when it orders values.  The functions
 * here stand before PocketPy's own of the same name (interpose/interpose.list), so each
 * must do all that PocketPy's does.
 */
#define _GNU_SOURCE
#include "internal.h"

#include <dlfcn.h>

struct originals pkhost_originals;

bool originals_find(const char **missing)
{
#define ORIGINAL(name, member)                             \
    {                                                      \
        PREFIX_OF_POCKETPY #name, &pkhost_originals.member \
    }
    struct {
        const char *name;
        void *place;
    } const wanted[] = {
        ORIGINAL(VM__run_top_frame, run_top_frame),
        ORIGINAL(py_next, next),
        ORIGINAL(py_name2ref, name2ref),
        ORIGINAL(py_equal, equal),
        ORIGINAL(py_hash, hash),
        ORIGINAL(py_raise, raise),
        ORIGINAL(py_dict_setitem, dict_setitem),
        ORIGINAL(py_dict_delitem, dict_delitem),
        ORIGINAL(py_less, less),
        ORIGINAL(py_import, import),
        ORIGINAL(pk_arrayview, arrayview),
        ORIGINAL(py_dict_apply, dict_apply),
        ORIGINAL(ManagedHeap__mark, mark),
        ORIGINAL(ManagedHeap__sweep, sweep),
        ORIGINAL(py_getattr, getattr),
        ORIGINAL(pk_loadmethod, loadmethod),
        ORIGINAL(pk_mappingproxy__namedict, namedict),
        ORIGINAL(Frame__goto_exception_handler, goto_handler),
        ORIGINAL(c11_sbuf__submit, submit),
        ORIGINAL(pk_execdyn, execdyn),
        ORIGINAL(c11_newarray2d, newarray2d),
        ORIGINAL(py_str, str),
        ORIGINAL(py_repr, repr),
        ORIGINAL(pk_newtypewithmode, newtypewithmode),
        ORIGINAL(py_isidentical, isidentical),
        ORIGINAL(generator__next__, generator_next),
        ORIGINAL(load_kPythonLib, load_library),
        ORIGINAL(pk_stack_binaryop, stack_binaryop),
        ORIGINAL(pk_compile, compile),
        ORIGINAL(py_BaseException__stpush, stpush),
        ORIGINAL(Lexer__process, lex),
    };
#undef ORIGINAL
    for (size_t i = 0; i < COUNT(wanted); i++) {
        void *found = dlsym(RTLD_NEXT, wanted[i].name);
        if (found == NULL) {
            *missing = wanted[i].name;
            return false;
        }
        *(void **)wanted[i].place = found;
    }
    return true;
}

static __attribute__((noinline)) void used_up(pkhost_vm *vm)
{
    if (vm != NULL && atomic_load(&vm->stop) == STOP_NONE && !slice_is_over(vm))
        stop_request(vm, STOP_STEPS);
}

/* Before every bytecode of a counted run.  This is the hottest function of
 * the engine: one subtraction, and an answer that is always the same. */
EXPORT SourceLocation Frame__source_location(py_Frame *frame)
{
    region *r = region_of(frame);
    if (UNLIKELY(--r->steps_left < 0))
        used_up(pkhost_here);
    return (SourceLocation){ .src = &r->nowhere, .lineno = TRAP_QUIET };
}

/* PocketPy's own asks Frame__source_location, which no longer tells. */
EXPORT const char *py_Frame_sourceloc(py_Frame *frame, int *line)
{
    *line = Frame__lineno(frame);
    return frame->co->src->filename->data;
}

/* One step of native code; true if it must not go on.  Here, too, a slice may
 * end: native code that takes steps has to be prepared for code of the
 * script's in the same places, which may pause. */
bool meter_step(pkhost_vm *vm)
{
    if (UNLIKELY(--vm->region->steps_left < 0)) {
        used_up(vm);
        if (vm->slice_over && atomic_load(&vm->stop) == STOP_NONE)
            slice_pause(vm);
    }
    return UNLIKELY(atomic_load_explicit(&vm->stop, memory_order_relaxed) != STOP_NONE);
}

bool meter_take_step(pkhost_vm *vm)
{
    if (LIKELY(!meter_step(vm)))
        return true;
    stop_raise(vm);
    return false;
}

/* Native code that calls itself through what a script has nested. */
bool too_deep(void)
{
    if (LIKELY(!worker_stack_is_low()))
        return false;
    py_exception(tp_RecursionError, "maximum recursion depth exceeded in native calls");
    return true;
}

static int refuse(pkhost_vm *vm)
{
    stop_raise(vm);
    return -1;
}

EXPORT int py_next(py_Ref iterator)
{
    pkhost_vm *vm = pkhost_here;
    if (LIKELY(vm != NULL) && meter_step(vm))
        return refuse(vm);
    VM *const pk = pk_current_vm;
    py_StackRef const before = pk->stack.sp;
    const int more = pkhost_originals.next(iterator);
    if (UNLIKELY(more == 0))
        pk->stack.sp = before; /* what raised StopIteration may have left values there */
    return more;
}

EXPORT int py_less(py_Ref left, py_Ref right)
{
    pkhost_vm *vm = pkhost_here;
    if (UNLIKELY(vm == NULL))
        return pkhost_originals.less(left, right);
    if (meter_step(vm))
        return refuse(vm);
    const int answer = numbers_less(vm->region, left, right);
    if (answer != -1)
        return answer;
    if (UNLIKELY(too_deep()))
        return -1;
    return pkhost_originals.less(left, right);
}

/* Not a step: how often a dictionary compares keys depends on addresses. */
EXPORT int py_equal(py_Ref left, py_Ref right)
{
    pkhost_vm *vm = pkhost_here;
    if (UNLIKELY(vm == NULL))
        return pkhost_originals.equal(left, right);
    if (UNLIKELY(atomic_load_explicit(&vm->stop, memory_order_relaxed) != STOP_NONE))
        return refuse(vm);
    const int answer = numbers_equal(vm->region, left, right);
    if (answer != -1)
        return answer;
    if (UNLIKELY(too_deep()))
        return -1;
    held h = { left, right, vm->held };
    vm->held = &h;
    const int equal = pkhost_originals.equal(left, right);
    vm->held = h.outer;
    return equal;
}

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

EXPORT void VM__push_frame(VM *vm, py_Frame *frame)
{
    enum { VALUES_LEFT = 1024 };
    region *r = region_of(vm);

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
    here->innermost = g->outer;
    here->held = g->held;
    vm->curr_function = NULL;
    return RES_ERROR;
}

/* Every call of the loop stands behind a guard, to which a stop jumps. */
EXPORT FrameResult VM__run_top_frame(VM *vm)
{
    pkhost_vm *here = pkhost_here;
    if (here == NULL || pkhost_building)
        return pkhost_originals.run_top_frame(vm);

    if (UNLIKELY(too_deep())) {
        VM__pop_frame(vm);
        return RES_ERROR;
    }
    guard g;
    g.outer = here->innermost;
    g.outer_frame = vm->top_frame->f_back;
    g.held = here->held;
    const int why = _setjmp(g.context);
    if (UNLIKELY(why != 0))
        return leave_guard(vm, here, &g, why);
    here->innermost = &g;
    const FrameResult result = pkhost_originals.run_top_frame(vm);
    here->innermost = g.outer;
    return result;
}
