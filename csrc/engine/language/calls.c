/* calls.c -- calls, in VMs of dialect "python".
 *
 * On the value stack lie what is called, its self or nil, the positional arguments, and pairs of a
 * name and a value: PocketPy's own order.  A function of ours is entered without a call of C: the
 * loop goes on in its frame (RES_CALL), unless it was native code that called.
 *
 * A call with * or ** comes with both counts at their most (CALL_SPREAD): what is to be spread is
 * spread here, where nothing but the value stack's size bounds it.
 */
#include "base/current.h"
#include "interpose/boxes.h"
#include "base/originals.h"
#include "base/stack.h"
#include "interpose/exceptions.h"
#include "interpose/natives.h"
#include "language/binding.h"
#include "language/classes.h"
#include "language/callables.h"
#include "language/descriptors.h"
#include "language/finalization.h"
#include "language/generators.h"
#include "language/handlers.h"
#include "language/iteration.h"
#include "language/plain_calls.h"
#include "language/signatures.h"
#include "memory/region.h"

#include <string.h>

/* A call that is being made; the values end at vm->stack.sp. */
typedef struct call {
    py_StackRef callable;
    py_StackRef keywords; /* where the pairs begin */
    int keyword_count;
    bool by_loop; /* which can go on in another frame */
} call;

static FrameResult call_value(VM *vm, call *c);
/* Whether __new__ is native code that takes no keywords: those are for the class's own __init__. */
static bool takes_no_keywords(py_Ref make, py_Ref init)
{
    if (init == NULL || init->type != tp_function)
        return false;
    const py_CFunction function = natives_function_of(make);
    return function != NULL && signature_of(function) == NULL;
}

/* The same call of `function`, without its keywords. */
static bool call_positionally(VM *vm, const call *c, const py_TValue *function)
{
    const ptrdiff_t count = c->keywords - (c->callable + 2);
    py_TValue callable = *function;
    py_StackRef const copy = vm->stack.sp;
    if (!call_has_room(vm, copy, (int)count + 1))
        return false;
    stack_push(vm, c->callable);
    memcpy(copy + 1, c->callable + 2, (size_t)count * sizeof *copy);
    vm->stack.sp = copy + 1 + count;
    const bool ok = py_call(&callable, (int)count + 1, copy);
    vm->stack.sp = copy;
    return ok;
}

static FrameResult call_class(VM *vm, call *c);

/* --------------------------------------------------------------------- functions */

static FrameResult call_ours(VM *vm, const call *c, const code_details *details)
{
    const Function *function = function_of(c->callable);
    const int locals = function->decl->code.nlocals;
    py_StackRef argv = c->callable + 1 + value_is_nil(&c->callable[1]);
    const arguments given = { argv, (int)(c->keywords - argv), c->keywords, c->keyword_count };
    if (!call_has_room(vm, argv, locals + details->stack_depth)
        || !binding_fill(vm, c->callable, details, &given))
        return RES_ERROR;
    memcpy(argv, vm->vectorcall_buffer, (size_t)locals * sizeof *argv);
    vm->stack.sp = argv + locals;
    if (details->flags & (CODE_GENERATOR | CODE_COROUTINE)) {
        generator_new(vm, c->callable, argv, details->flags);
        vm->stack.sp = c->callable;
        return RES_RETURN;
    }
    /* A script may give the code of such a function to one without a native body. */
    if (UNLIKELY((details->flags & CODE_NATIVE) != 0) && function->cfunc != NULL) {
        const bool ok = function->cfunc(locals, argv);
        vm->stack.sp = c->callable;
        return ok ? RES_RETURN : RES_ERROR;
    }
    return enter_function(vm, c->callable, function, argv, c->by_loop);
}

/* PocketPy's own way: functions with a native body. */
static FrameResult call_theirs(VM *vm, const call *c)
{
    const ptrdiff_t count = c->keywords - c->callable - 2;
    if (count > UINT16_MAX || c->keyword_count > UINT16_MAX) {
        TypeError("a native function cannot take so many arguments");
        return RES_ERROR;
    }
    return pkhost_originals.vectorcall(vm, (uint16_t)count, (uint16_t)c->keyword_count, c->by_loop);
}

/* type.__call__ itself: [it, class, arguments], or [it, nil, class, arguments]. */
static FrameResult call_without_metaclass(VM *vm, call *c)
{
    py_StackRef base = c->callable;
    if (value_is_nil(&base[1])) {
        if (c->keywords - base < 3) {
            TypeError("descriptor '__call__' of 'type' object needs an argument");
            return RES_ERROR;
        }
        memmove(base + 1, base + 2, (size_t)(vm->stack.sp - (base + 2)) * sizeof *base);
        vm->stack.sp--;
        c->keywords--;
    }
    if (base[1].type != tp_type) {
        TypeError("descriptor '__call__' requires a 'type' object but received a '%t'",
                  base[1].type);
        return RES_ERROR;
    }
    base[0] = base[1];
    py_newnil(&base[1]);
    return call_class(vm, c);
}

static FrameResult call_native(VM *vm, call *c)
{
    if (UNLIKELY(c->callable->_cfunc == class_call))
        return call_without_metaclass(vm, c);
    py_StackRef argv = c->callable + 1 + value_is_nil(&c->callable[1]);
    const int count = (int)(c->keywords - argv);
    const bool ok = c->keyword_count > 0 ? signature_call(c->callable->_cfunc, argv, count,
                                                          c->keywords, c->keyword_count)
                                         : c->callable->_cfunc(count, argv);
    vm->stack.sp = c->callable;
    return ok ? RES_RETURN : RES_ERROR;
}

/* --------------------------------------------------------------------- classes */

/* The call once more, with another callable and self, above itself. */
static FrameResult call_copy(VM *vm, const call *c, const py_TValue *callable,
                             const py_TValue *self)
{
    const py_TValue *const first = c->callable + 2;
    const ptrdiff_t count = vm->stack.sp - first, keywords = c->keywords - first;
    if (!call_has_room(vm, vm->stack.sp, (int)count + 2))
        return RES_ERROR;
    call copy = { vm->stack.sp, vm->stack.sp + 2 + keywords, c->keyword_count, false };
    copy.callable[0] = *callable;
    copy.callable[1] = *self;
    memcpy(copy.callable + 2, first, (size_t)count * sizeof *first);
    vm->stack.sp += count + 2;
    return call_value(vm, &copy);
}

/* [class, nil, arguments] with the object in the class's place: __init__ is called with the
 * arguments moved up by one, so that the object stays on the stack below it. */
static FrameResult initialise(VM *vm, call *c, const py_TValue *init, const py_TValue *object)
{
    py_StackRef base = c->callable;
    if (!call_has_room(vm, vm->stack.sp, 1))
        return RES_ERROR;
    memmove(base + 3, base + 2, (size_t)(vm->stack.sp - (base + 2)) * sizeof *base);
    vm->stack.sp++;
    base[0] = *object;
    base[1] = *init;
    base[2] = *object;
    call inner = { base + 1, c->keywords + 1, c->keyword_count, false };
    if (call_value(vm, &inner) == RES_ERROR)
        return RES_ERROR;
    if (UNLIKELY(vm->last_retval.type != tp_NoneType)) {
        TypeError("__init__() should return None, not '%t'", vm->last_retval.type);
        return RES_ERROR;
    }
    vm->last_retval = base[0];
    vm->stack.sp = base;
    return RES_RETURN;
}

static FrameResult call_class(VM *vm, call *c)
{
    const py_Type type = py_totype(c->callable);
    if (UNLIKELY(!class_check_abstract(class_of_object(c->callable))))
        return RES_ERROR;
    if (type == tp_type && c->keyword_count == 0 && vm->stack.sp - c->callable == 3) {
        vm->last_retval = class_of(&c->callable[2])->self;
        vm->stack.sp = c->callable;
        return RES_RETURN;
    }
    py_Ref make = class_find_in(type, __new__);
    py_Ref init = class_find_in(type, __init__);
    py_StackRef base = c->callable;
    const bool has_arguments = vm->stack.sp - (base + 2) > 0;
    py_TValue object;
    if (UNLIKELY(make == NULL)) {
        TypeError("cannot create '%t' instances", type);
        return RES_ERROR;
    }
    if (init != NULL && init == class_find_in(tp_object, __init__))
        init = NULL;
    if (make == class_find_in(tp_object, __new__)) {
        if (has_arguments && init == NULL) {
            TypeError("%t() takes no arguments", type);
            return RES_ERROR;
        }
        if (!make->_cfunc(1, base))
            return RES_ERROR;
        object = vm->last_retval;
    } else if (init == NULL && make->type == tp_nativefunc && c->keyword_count == 0) {
        base[1] = base[0]; /* the class, its arguments behind it */
        const bool ok = make->_cfunc((int)(vm->stack.sp - (base + 1)), base + 1);
        vm->stack.sp = base;
        return ok ? RES_RETURN : RES_ERROR;
    } else {
        const py_TValue function = *make;
        if (c->keyword_count > 0 && takes_no_keywords(make, init)) {
            if (!call_positionally(vm, c, &function))
                return RES_ERROR;
        } else if (call_copy(vm, c, &function, base) == RES_ERROR) {
            return RES_ERROR;
        }
        object = vm->last_retval;
        if (!py_isinstance(&object, type))
            init = NULL;
        else
            init = class_find(class_of(&object), __init__);
        /* A class has been made by __new__() alone; its keywords are for __init_subclass__(). */
        if (init != NULL
            && (init == class_find_in(tp_object, __init__)
                || init == class_find_in(tp_type, __init__)))
            init = NULL;
    }
    const class_details *const details = class_details_of(class_of_object(c->callable));
    if (UNLIKELY(details != NULL && (details->flags & CLASS_DEL) != 0 && object.is_ptr))
        finalization_begin(&object);
    if (init != NULL) {
        const py_TValue function = *init;
        return initialise(vm, c, &function, &object);
    }
    vm->last_retval = object;
    vm->stack.sp = base;
    return RES_RETURN;
}

/* --------------------------------------------------------------------- whatever else */

/* A self for what takes none before its arguments: it is the first of them. */
static bool make_self_an_argument(VM *vm, call *c)
{
    if (value_is_nil(&c->callable[1]))
        return true;
    if (!call_has_room(vm, vm->stack.sp, 1))
        return false;
    py_StackRef self = c->callable + 1;
    memmove(self + 1, self, (size_t)(vm->stack.sp - self) * sizeof *self);
    py_newnil(self);
    vm->stack.sp++;
    c->keywords++;
    return true;
}

/* Puts what the value is called by in its place. */
static bool find_call(call *c)
{
    if (pk_loadmethod(c->callable, __call__))
        return true;
    const py_Type type = c->callable->type;
    py_Ref found = class_find_in(type, __call__);
    if (found == NULL)
        return TypeError("'%t' object is not callable", type);
    const py_TValue of_class = *found;
    if (!descriptor_get(&of_class, c->callable, class_of_value(c->callable)))
        return false;
    *c->callable = *py_retval();
    py_newnil(c->callable + 1);
    return true;
}

/* The loop finds some operators in the class itself, and calls with the object as self what it has
 * found: if that is no function, it is its __get__ that says what is to be called. */
static bool takes_self(const py_TValue *callable)
{
    return callable->type == tp_function || callable->type == tp_nativefunc
           || callable->type == pkhost_here->types.native_method;
}

/* What is called may lead to something else that is called, and so on: a method's function may be a
 * method, a __call__ an object. */
enum { INDIRECTIONS_MOST = 1000 };
static FrameResult call_value(VM *vm, call *c)
{
    for (int indirections = 0;; indirections++) {
        vm->curr_function = c->callable;
        switch (c->callable->type) {
        case tp_function: {
            const code_details *details = function_is_ours(c->callable)
                                              ? details_of(&function_of(c->callable)->decl->code)
                                              : NULL;
            return details != NULL ? call_ours(vm, c, details) : call_theirs(vm, c);
        }
        case tp_nativefunc: return call_native(vm, c);
        default: break;
        }
        if (!make_self_an_argument(vm, c))
            return RES_ERROR;
        if (UNLIKELY(c->keyword_count > 0
                     && c->callable->type == pkhost_here->types.native_method)) {
            py_TValue function;
            if (!natives_open(c->callable, (int)(c->keywords - c->callable) - 2, c->callable + 2,
                              &function))
                return RES_ERROR;
            *c->callable = function;
            continue;
        }
        if (c->callable->type == tp_type) {
            py_Ref metacall = class_metacall(class_of_object(c->callable));
            if (metacall == NULL)
                return call_class(vm, c);
            c->callable[1] = c->callable[0];
            c->callable[0] = *metacall;
            if (UNLIKELY(!takes_self(c->callable))) {
                const py_TValue of_class = *metacall, class = c->callable[1];
                if (!descriptor_get(&of_class, &class, class_metaclass(class_of_object(&class))))
                    return RES_ERROR;
                c->callable[0] = *py_retval();
                py_newnil(&c->callable[1]);
            }
        } else if (c->callable->type == tp_boundmethod) {
            const py_TValue *slots = object_slots(c->callable);
            c->callable[1] = slots[0];
            c->callable[0] = slots[1];
        } else if (c->callable->type == tp_staticmethod) {
            c->callable[0] = object_slots(c->callable)[0];
        } else if (!find_call(c)) {
            return RES_ERROR;
        }
        if (UNLIKELY(indirections >= INDIRECTIONS_MOST)) {
            py_exception(tp_RecursionError, "maximum recursion depth exceeded");
            return RES_ERROR;
        }
    }
}

/* --------------------------------------------------------------------- * and ** */

static bool raise_after(const py_TValue *callable, const char *stars, const char *kind,
                        py_Type given)
{
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    call_write_name(&text, callable);
    pk_sprintf(&text, " argument after %s must be %s, not %t", stars, kind, given);
    py_StackRef message = py_pushtmp();
    c11_sbuf__py_submit(&text, message);
    return py_exception(tp_TypeError, "%s", py_tostr(message));
}

static bool push_pair(py_Ref key, py_Ref value, void *context)
{
    VM *vm = context;
    key = boxed_value(key);
    if (key->type != tp_str)
        return TypeError("keywords must be strings");
    py_newint(vm->stack.sp++, (intptr_t)py_namev(py_tosv(key)));
    *vm->stack.sp++ = *value;
    return true;
}

/* [callable, self, positional, keywords]: the last two become a list or tuple, and a dict. */
static bool gather(VM *vm, py_StackRef callable)
{
    py_TValue *const positional = &callable[2], *const keywords = &callable[3];
    if (positional->type != tp_list && positional->type != tp_tuple) {
        if (!iteration_is_possible(positional))
            return raise_after(callable, "*", "an iterable", positional->type);
        if (!iteration_to_list(positional))
            return false;
        *positional = vm->last_retval;
    }
    if (!value_is_nil(keywords) && keywords->type != tp_dict) {
        if (!mapping_is_possible(keywords))
            return raise_after(callable, "**", "a mapping", keywords->type);
        if (!mapping_to_dict(keywords))
            return false;
        *keywords = vm->last_retval;
    }
    return true;
}

static FrameResult call_spread(VM *vm, bool by_loop)
{
    py_StackRef callable = vm->stack.sp - 4;
    if (!gather(vm, callable))
        return RES_ERROR;
    py_TValue positional = callable[2], keywords = callable[3];
    const bool is_list = positional.type == tp_list;
    const int count = is_list ? py_list_len(&positional) : py_tuple_len(&positional);
    const int pairs = value_is_nil(&keywords) ? 0 : py_dict_len(&keywords);
    if (!call_has_room(vm, callable, count + 2 * pairs))
        return RES_ERROR;
    if (count > 0)
        memcpy(callable + 2, is_list ? py_list_data(&positional) : py_tuple_data(&positional),
               (size_t)count * sizeof(py_TValue));
    vm->stack.sp = callable + 2 + count;
    if (pairs > 0 && !py_dict_apply(&keywords, push_pair, vm))
        return RES_ERROR;
    call c = { callable, callable + 2 + count, pairs, by_loop };
    return call_value(vm, &c);
}

/* --------------------------------------------------------------------- from PocketPy */

static __attribute__((noinline)) FrameResult call_otherwise(VM *vm, uint16_t argc, uint16_t kwargc,
                                                            bool by_loop)
{
    if (argc == (CALL_SPREAD & 0xFF) && kwargc == CALL_SPREAD >> 8)
        return call_spread(vm, by_loop);
    py_StackRef keywords = vm->stack.sp - kwargc * 2;
    call c = { keywords - argc - 2, keywords, kwargc, by_loop };
    if (UNLIKELY(!value_is_nil(&c.callable[1]) && !takes_self(c.callable))) {
        const py_TValue of_class = c.callable[0];
        if (!descriptor_get(&of_class, &c.callable[1], class_of_value(&c.callable[1])))
            return RES_ERROR;
        c.callable[0] = *py_retval();
        py_newnil(&c.callable[1]);
    }
    return call_value(vm, &c);
}

static FrameResult call_with_keywords(VM *vm, uint16_t argc, uint16_t kwargc, bool by_loop)
{
    py_StackRef keywords = vm->stack.sp - kwargc * 2, callable = keywords - argc - 2;
    FrameResult result;
    if ((argc | kwargc << 8) == CALL_SPREAD)
        return call_otherwise(vm, argc, kwargc, by_loop);
    if (function_is_ours(callable)) {
        if (plain_call(vm, callable, keywords, kwargc, by_loop, &result))
            return result;
    } else if (callable->type == tp_type && by_loop && value_is_nil(&callable[1])
               && plain_construction(vm, callable, keywords, kwargc, &result)) {
        return result;
    }
    return call_otherwise(vm, argc, kwargc, by_loop);
}

/* At every call of a script's.  The plain call of a function, with as many positional arguments
 * as it has parameters, is done at once. */
EXPORT FrameResult VM__vectorcall(VM *vm, uint16_t argc, uint16_t kwargc, bool by_loop)
{
    if (!region_of(vm)->dialect_is_python)
        return pkhost_originals.vectorcall(vm, argc, kwargc, by_loop);
    py_StackRef end = vm->stack.sp, callable = end - argc - 2;
    if (UNLIKELY(kwargc != 0))
        return call_with_keywords(vm, argc, kwargc, by_loop);
    py_StackRef argv = callable + 1 + value_is_nil(&callable[1]);
    if (callable->type == tp_nativefunc && LIKELY(callable->_cfunc != class_call)) {
        vm->curr_function = callable;
        const bool ok = callable->_cfunc((int)(end - argv), argv);
        vm->stack.sp = callable;
        return ok ? RES_RETURN : RES_ERROR;
    }
    FrameResult result;
    if (function_is_ours(callable)) {
        const Function *function = function_of(callable);
        const CodeObject *code = &function->decl->code;
        const code_details *details = details_of(code);
        if (LIKELY(function_is_plain(vm, details, code, argv)
                   && end - argv == details->positional_only + details->positional)) {
            vm->curr_function = callable;
            vm->stack.sp = argv + code->nlocals;
            leave_unbound(end, vm->stack.sp);
            return enter_function(vm, callable, function, argv, by_loop);
        }
        if (plain_call(vm, callable, end, 0, by_loop, &result))
            return result;
    } else if (callable->type == tp_type && by_loop && argv == callable + 2
               && plain_construction(vm, callable, end, 0, &result)) {
        return result;
    }
    return call_otherwise(vm, argc, kwargc, by_loop);
}
