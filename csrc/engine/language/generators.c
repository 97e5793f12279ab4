/* generators.c -- functions that pause.
 *
 * A paused frame's values are in slots of the generator object, whose number is known from the
 * code: PocketPy's own keeps them in a list.  Its struct Generator is the data, so that its
 * collector and its destructor see the frame.
 *
 * Each goes on in a call of the loop of its own.  A `yield from` in a generator is such a call
 * within another, so how deep they nest is bounded by the C stack's guard (RecursionError).
 */
#include "language/generators.h"

#include "base/current.h"
#include "base/stack.h"
#include "interpose/exceptions.h"
#include "interpose/finalizers.h"
#include "language/callables.h"
#include "language/function.h"
#include "language/handlers.h"
#include "language/raising.h"

#include "pocketpy/interpreter/generator.h"

#include <string.h>

enum { FRESH, PAUSED, OVER }; /* PocketPy's own numbers; running: no frame, and not OVER */

typedef struct generator {
    Generator base;
    int count;   /* of the values in its slots */
    int watched; /* interpose/finalizers.h */
} generator;

/* The first slot holds what is handled where it paused, a tuple; then the values, of which the
 * first is the function and stays. */
enum { SLOT_HANDLED, SLOT_VALUES };

static generator *data_of(const py_TValue *self) { return object_data(self); }
static py_TValue *values_of(const py_TValue *self) { return object_slots(self) + SLOT_VALUES; }
static int capacity_of(const py_TValue *self) { return self->_obj->slots - SLOT_VALUES; }

bool generator_is(const py_TValue *value)
{
    /* PocketPy's own has one slot. */
    return (value->type == tp_generator && value->_obj->slots > 1)
           || value->type == pkhost_here->types.coroutine
           || value->type == pkhost_here->types.async_generator;
}

bool generator_is_running(const py_TValue *self)
{
    const generator *g = data_of(self);
    return g->base.frame == NULL && g->base.state != OVER;
}

bool generator_is_over(const py_TValue *self) { return data_of(self)->base.state == OVER; }
bool generator_is_fresh(const py_TValue *self) { return data_of(self)->base.state == FRESH; }

bool generator_is_watched(const py_TValue *self) { return data_of(self)->watched >= 0; }

const py_TValue *generator_function(const py_TValue *self) { return values_of(self); }

const py_Frame *generator_paused_frame(const py_TValue *self, const py_TValue **function,
                                       const py_TValue **slots)
{
    const py_Frame *const frame = data_of(self)->base.frame;
    if (frame == NULL)
        return NULL;
    *function = values_of(self);
    *slots = values_of(self) + (frame->locals - frame->p0);
    return frame;
}

bool generator_runs_in(const py_TValue *self, const py_Frame *frame)
{
    const code_details *const d = details_of(frame->co);
    return d != NULL && d->flags & (CODE_GENERATOR | CODE_COROUTINE)
           && frame->p0[-1]._obj == self->_obj && frame->p0[-1].type == self->type;
}

void generator_new(VM *vm, py_StackRef callable, py_StackRef locals, uint32_t flags)
{
    const Function *function = function_of(callable);
    const CodeObject *code = &function->decl->code;
    const int count = (int)(vm->stack.sp - callable);
    const int capacity = count + details_of(code)->stack_depth;
    py_Type type = tp_generator;
    if (flags & CODE_COROUTINE)
        type = flags & CODE_GENERATOR ? pkhost_here->types.async_generator
                                      : pkhost_here->types.coroutine;
    py_TValue self;
    generator *g = py_newobject(&self, type, SLOT_VALUES + capacity, sizeof *g);
    *g = (generator){ { NULL, OVER }, 0, FINALIZER_NONE };
    g->base.frame =
        Frame__new(code, callable, function->module, (py_Ref)&function->globals, locals, false);
    g->base.state = FRESH;
    g->count = count;
    memcpy(values_of(&self), callable, (size_t)count * sizeof *callable);
    vm->last_retval = self;
}

/* --------------------------------------------------------------------- pausing */

/* What its except clauses handle would be seen by the collector on the frame of a generator of
 * PocketPy's; here too in other types. */
static void keep_handled(const py_TValue *self, const py_Frame *frame)
{
    const int length = frame->exc_stack.length;
    py_TValue handled;
    py_newtuple(&handled, length);
    for (int i = 0; i < length; i++)
        object_slots(&handled)[i] = c11__at(FrameExcInfo, &frame->exc_stack, i)->exc;
    object_slots(self)[SLOT_HANDLED] = handled;
}

/* The frame on top has yielded. */
static bool suspend(VM *vm, const py_TValue *self)
{
    generator *g = data_of(self);
    py_Frame *frame = vm->top_frame;
    const int count = (int)(vm->stack.sp - frame->p0);
    if (UNLIKELY(count > capacity_of(self))) {
        g->base.state = OVER;
        VM__pop_frame(vm);
        return RuntimeError("a generator's values do not fit");
    }
    if (UNLIKELY(frame->exc_stack.length > 0)) {
        keep_handled(self, frame);
        if (g->watched == FINALIZER_NONE)
            finalizers_watch(self, &g->watched);
    } else {
        object_slots(self)[SLOT_HANDLED] = (py_TValue){ .type = tp_nil };
    }
    memcpy(values_of(self), frame->p0, (size_t)count * sizeof(py_TValue));
    g->count = count;
    g->base.frame = frame;
    g->base.state = PAUSED;
    vm->stack.sp = frame->p0;
    vm->top_frame = frame->f_back;
    vm->recursion_depth--;
    return true;
}

/* Its frame, with its values, is on top again.  The generator itself lies below them. */
static bool enter(VM *vm, const py_TValue *self)
{
    generator *g = data_of(self);
    py_Frame *frame = g->base.frame;
    if (!call_has_room(vm, vm->stack.sp, 1 + capacity_of(self)))
        return false;
    stack_push(vm, self);
    const ptrdiff_t locals = frame->locals - frame->p0;
    py_StackRef base = vm->stack.sp;
    memcpy(base, values_of(self), (size_t)g->count * sizeof *base);
    /* All but the function, which names it for ever: what the body lets go is gone. */
    memset(values_of(self) + 1, 0, (size_t)(g->count - 1) * sizeof *base);
    vm->stack.sp = base + g->count;
    frame->p0 = base;
    frame->locals = base + locals;
    g->base.frame = NULL;
    VM__push_frame(vm, frame);
    return true;
}

static const char *kind_of(const py_TValue *self)
{
    return self->type == pkhost_here->types.coroutine         ? "coroutine"
           : self->type == pkhost_here->types.async_generator ? "async generator"
                                                              : "generator";
}

static void finish(generator *g)
{
    g->base.state = OVER;
    if (UNLIKELY(g->watched >= 0)) {
        finalizers_forget(g->watched);
        g->watched = FINALIZER_NONE;
    }
}

/* The loop has left the generator's frame; `self` lies at `below`. */
static enum generator_event left(VM *vm, py_StackRef below, FrameResult result)
{
    const py_TValue self = *below;
    if (result == RES_YIELD) {
        const bool ok = suspend(vm, &self);
        vm->stack.sp = below;
        return ok ? GENERATOR_YIELDED : GENERATOR_FAILED;
    }
    finish(data_of(&self));
    py_newnil(&object_slots(&self)[SLOT_HANDLED]);
    vm->stack.sp = below;
    if (result == RES_RETURN)
        return GENERATOR_RETURNED;
    /* PEP 479 */
    if (UNLIKELY(py_matchexc(tp_StopIteration)))
        raise_in_place(tp_RuntimeError, "%s raised StopIteration", kind_of(&self));
    else if (self.type == pkhost_here->types.async_generator
             && py_matchexc(raise_stop_async_iteration_type()))
        raise_in_place(tp_RuntimeError, "%s raised StopAsyncIteration", kind_of(&self));
    return GENERATOR_FAILED;
}

static bool already_executing(const py_TValue *self)
{
    return ValueError("%s already executing", kind_of(self));
}

/* The loop itself looks at the C stack; this is for what native code does before. */
static bool may_enter(const py_TValue *self)
{
    if (UNLIKELY(generator_is_running(self)))
        return already_executing(self);
    return !too_deep();
}

enum generator_event generator_resume(VM *vm, const py_TValue *of, const py_TValue *sent)
{
    const py_TValue self = *of;
    generator *g = data_of(&self);
    if (UNLIKELY(g->base.state == OVER)) {
        if (self.type == pkhost_here->types.coroutine) {
            RuntimeError("cannot reuse already awaited coroutine");
            return GENERATOR_FAILED;
        }
        vm->last_retval = value_none();
        return GENERATOR_RETURNED;
    }
    const bool is_fresh = g->base.state == FRESH;
    if (UNLIKELY(is_fresh && sent != NULL && sent->type != tp_NoneType)) {
        TypeError("can't send non-None value to a just-started %s", kind_of(&self));
        return GENERATOR_FAILED;
    }
    const py_TValue value = sent == NULL ? value_none() : *sent;
    py_StackRef below = vm->stack.sp;
    if (UNLIKELY(g->base.frame == NULL)) {
        already_executing(&self);
        return GENERATOR_FAILED;
    }
    if (!enter(vm, &self))
        return GENERATOR_FAILED;
    if (!is_fresh)
        stack_push(vm, &value);
    return left(vm, below, VM__run_top_frame(vm));
}

/* --------------------------------------------------------------------- throwing in */

static Bytecode bytecode_at(const py_Frame *frame, int i)
{
    return c11__getitem(Bytecode, &frame->co->codes, i);
}

/* Where the SEND's way out leads to, if the frame is paused at a YIELD_VALUE behind one; else -1. */
static int awaiting(const py_Frame *frame)
{
    if (frame == NULL || frame->ip < 1)
        return -1;
    const Bytecode before = bytecode_at(frame, frame->ip - 1);
    if (before.op != OP_FORMAT_STRING)
        return -1;
    const c11_sv constant = py_tosv(c11__at(py_TValue, &frame->co->consts, before.arg));
    if (constant.size != OPERATION_SIZE || constant.data[1] != OPERATION_SEND)
        return -1;
    uint32_t end;
    memcpy(&end, constant.data + 2, sizeof end);
    return (int)end;
}

py_TValue generator_awaited(const py_TValue *self)
{
    const generator *g = data_of(self);
    if (g->base.state != PAUSED || awaiting(g->base.frame) < 0)
        return (py_TValue){ .type = tp_nil };
    return values_of(self)[g->count - 1];
}

/* Raised in the frame: its handlers get it, or the generator ends. */
static enum generator_event raise_inside(VM *vm, const py_TValue *self, const py_TValue *exception)
{
    const py_TValue raised = *exception;
    py_StackRef below = vm->stack.sp;
    if (!may_enter(self) || !enter(vm, self))
        return GENERATOR_FAILED;
    py_Frame *frame = vm->top_frame;
    py_raise((py_Ref)&raised);
    py_BaseException__stpush(frame, &vm->unhandled_exc, frame->co->src, Frame__lineno(frame),
                             frame->co->name->data);
    const int target = Frame__goto_exception_handler(frame, &vm->stack, &vm->unhandled_exc);
    if (target < 0) {
        VM__pop_frame(vm);
        return left(vm, below, RES_ERROR);
    }
    frame->ip = target - 1;
    return left(vm, below, VM__run_top_frame(vm));
}

/* What it waits for has returned: it goes on behind the SEND. */
static enum generator_event go_on_after(VM *vm, const py_TValue *self, int target,
                                        const py_TValue *result)
{
    const py_TValue value = *result;
    py_StackRef below = vm->stack.sp;
    if (!may_enter(self) || !enter(vm, self))
        return GENERATOR_FAILED;
    vm->top_frame->ip = target - 1;
    stack_push(vm, &value);
    return left(vm, below, VM__run_top_frame(vm));
}

/* To an inner iterator: yielded, returned, failed; or it has no such method, and
 * *has_method is false. */
static enum generator_event throw_into(VM *vm, const py_TValue *inner, const py_TValue *exception,
                                       bool *has_method)
{
    *has_method = true;
    if (generator_is(inner) && inner->type != pkhost_here->types.async_generator)
        return generator_throw(vm, inner, exception);
    py_StackRef before = vm->stack.sp;
    stack_push(vm, inner);
    if (!py_getattr(before, py_name("throw"))) {
        if (!raise_take_attribute_error(before))
            return GENERATOR_FAILED;
        *has_method = false;
        return GENERATOR_FAILED;
    }
    *before = vm->last_retval;
    stack_push(vm, exception);
    const bool ok = py_call(before, 1, before + 1);
    if (ok) {
        vm->stack.sp = before;
        return GENERATOR_YIELDED;
    }
    return raise_take_stop_iteration(vm, before) ? GENERATOR_RETURNED : GENERATOR_FAILED;
}

static bool close_inner(VM *vm, const py_TValue *inner)
{
    if (generator_is(inner) && inner->type != pkhost_here->types.async_generator)
        return generator_close(vm, inner);
    py_StackRef before = vm->stack.sp;
    stack_push(vm, inner);
    if (!py_getattr(before, py_name("close")))
        return raise_take_attribute_error(before);
    *before = vm->last_retval;
    const bool ok = py_call(before, 0, NULL);
    if (ok)
        vm->stack.sp = before;
    return ok;
}

/* While what it waits for is asked, it counts as running. */
static py_Frame *take_frame(const py_TValue *self)
{
    generator *g = data_of(self);
    py_Frame *frame = g->base.frame;
    g->base.frame = NULL;
    return frame;
}

static enum generator_event throw_while_awaiting(VM *vm, const py_TValue *self,
                                                 const py_TValue *thrown, int target)
{
    py_StackRef base = vm->stack.sp;
    stack_push(vm, self);
    stack_push(vm, thrown);
    const py_TValue inner = generator_awaited(self);
    stack_push(vm, &inner);
    py_Frame *frame = take_frame(self);
    enum generator_event event = GENERATOR_FAILED;
    bool has_method = true;
    if (py_issubclass(thrown->type, raise_generator_exit_type())) {
        if (close_inner(vm, &inner))
            has_method = false; /* now it is thrown in here */
    } else {
        event = throw_into(vm, &inner, thrown, &has_method);
    }
    data_of(self)->base.frame = frame;
    if (event == GENERATOR_FAILED && has_method) { /* what was raised there, is raised here */
        base[1] = vm->unhandled_exc;
        py_clearexc(NULL);
    }
    vm->stack.sp = base + 3;
    if (event == GENERATOR_RETURNED) {
        const py_TValue result = vm->last_retval;
        event = go_on_after(vm, self, target, &result);
    } else if (event == GENERATOR_FAILED) {
        event = raise_inside(vm, self, &base[1]);
    }
    if (event != GENERATOR_FAILED)
        vm->stack.sp = base;
    return event;
}

enum generator_event generator_throw(VM *vm, const py_TValue *of, const py_TValue *exception)
{
    const py_TValue self = *of, thrown = *exception;
    generator *g = data_of(&self);
    if (!may_enter(&self))
        return GENERATOR_FAILED;
    if (g->base.state == PAUSED) {
        const int target = awaiting(g->base.frame);
        return target >= 0 ? throw_while_awaiting(vm, &self, &thrown, target)
                           : raise_inside(vm, &self, &thrown);
    }
    if (g->base.state == OVER && self.type == pkhost_here->types.coroutine) {
        RuntimeError("cannot reuse already awaited coroutine");
        return GENERATOR_FAILED;
    }
    if (g->base.state == FRESH)
        return raise_inside(vm, &self, &thrown); /* it has no handlers yet */
    py_raise((py_Ref)&thrown);
    return GENERATOR_FAILED;
}

bool generator_close(VM *vm, const py_TValue *of)
{
    const py_TValue self = *of;
    generator *g = data_of(&self);
    py_StackRef before = vm->stack.sp;
    vm->last_retval = value_none();
    if (g->base.state == OVER)
        return true;
    if (!may_enter(&self))
        return false;
    if (g->base.state == FRESH) {
        py_Frame *frame = take_frame(&self);
        finish(g);
        memset(values_of(&self) + 1, 0, (size_t)(g->count - 1) * sizeof(py_TValue));
        Frame__delete(frame);
        return true;
    }
    stack_push(vm, &self);
    if (!py_tpcall(raise_generator_exit_type(), 0, NULL))
        return false;
    stack_push(vm, &vm->last_retval);
    switch (generator_throw(vm, &self, before + 1)) {
    case GENERATOR_YIELDED: return RuntimeError("%s ignored GeneratorExit", kind_of(&self));
    case GENERATOR_RETURNED: break;
    case GENERATOR_FAILED:
        if (!py_matchexc(tp_StopIteration) && !py_matchexc(raise_generator_exit_type()))
            return false;
        py_clearexc(before);
        break;
    }
    vm->stack.sp = before;
    vm->last_retval = value_none();
    return true;
}
