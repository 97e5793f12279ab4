/* async.c -- await, async for, and asynchronous generators (PEP 492, PEP 525).
 *
 * An asynchronous generator yields two kinds of things: what it waits for, which goes to whoever
 * runs the coroutines, and its own values, which ASYNC_YIELD wraps so that they can be told from
 * the others.  What asend(), athrow() and aclose() return is a *step*: an awaitable that makes the
 * generator go on until it yields one of its values, and that ends with it.
 */
#include "base/current.h"
#include "interpose/arguments.h"
#include "interpose/classes.h"
#include "interpose/exceptions.h"
#include "language/awaitables.h"
#include "language/callables.h"
#include "language/exception_groups.h"
#include "language/exception_types.h"
#include "language/exceptions.h"
#include "language/raise.h"
#include "language/generator_methods.h"
#include "language/generators.h"
#include "language/handlers.h"
#include "language/install.h"
#include "language/raising.h"

#include "pocketpy/interpreter/generator.h"

static bool is_async_generator(const py_TValue *value)
{
    return value->type == pkhost_here->types.async_generator;
}

/* --------------------------------------------------------------------- steps */

enum step_kind { STEP_SEND, STEP_THROW, STEP_CLOSE };
enum step_state { STEP_NEW, STEP_UNDER_WAY, STEP_OVER };
typedef struct step {
    enum step_kind kind;
    enum step_state state;
} step;
enum { STEP_GENERATOR, STEP_VALUE, STEP_SLOTS }; /* the value sent, or the exception thrown */

static bool step_new(enum step_kind kind, const py_TValue *generator, const py_TValue *value)
{
    py_TValue made;
    step *s = py_newobject(&made, pkhost_here->types.async_step, STEP_SLOTS, sizeof *s);
    *s = (step){ kind, STEP_NEW };
    object_slots(&made)[STEP_GENERATOR] = *generator;
    object_slots(&made)[STEP_VALUE] = *value;
    *py_retval() = made;
    return true;
}

/* What the generator did, for the awaiting coroutine. */
static bool step_answer(VM *vm, step *s, enum generator_event event)
{
    if (event == GENERATOR_YIELDED) {
        if (vm->last_retval.type != pkhost_here->types.async_value)
            return true; /* what it waits for */
        s->state = STEP_OVER;
        if (s->kind == STEP_CLOSE)
            return RuntimeError("async generator ignored GeneratorExit");
        const py_TValue value = object_slots(&vm->last_retval)[0];
        return generator_raise_return(tp_StopIteration, &value);
    }
    s->state = STEP_OVER;
    const py_TValue none = value_none();
    if (event == GENERATOR_RETURNED)
        return generator_raise_return(
            s->kind == STEP_CLOSE ? tp_StopIteration : raise_stop_async_iteration_type(), &none);
    if (s->kind == STEP_CLOSE
        && (py_matchexc(raise_stop_async_iteration_type())
            || py_matchexc(raise_generator_exit_type()))) {
        py_clearexc(NULL);
        return generator_raise_return(tp_StopIteration, &none);
    }
    return false;
}

static bool is_step(py_Ref value)
{
    return value->type == pkhost_here->types.async_step
           || TypeError("an asynchronous generator's step is needed");
}

static bool step_resume(int argc, py_Ref argv, const py_TValue *sent)
{
    VM *const vm = pk_current_vm;
    if (argc < 1 || !is_step(argv))
        return false;
    step *s = object_data(argv);
    const py_TValue *generator = &object_slots(argv)[STEP_GENERATOR];
    const py_TValue value = object_slots(argv)[STEP_VALUE];
    if (s->state == STEP_OVER)
        return RuntimeError("cannot reuse already awaited %s",
                            s->kind == STEP_SEND ? "__anext__()/asend()" : "aclose()/athrow()");
    const bool is_new = s->state == STEP_NEW;
    s->state = STEP_UNDER_WAY;
    if (!is_new)
        return step_answer(vm, s, generator_resume(vm, generator, sent));
    if (generator_is_running(generator)) {
        s->state = STEP_OVER;
        return RuntimeError("%s: asynchronous generator is already running",
                            s->kind == STEP_SEND    ? "anext()"
                            : s->kind == STEP_CLOSE ? "aclose()"
                                                    : "athrow()");
    }
    if (s->kind == STEP_SEND)
        return step_answer(
            vm, s, generator_resume(vm, generator, sent->type == tp_NoneType ? &value : sent));
    if (s->kind == STEP_CLOSE && (generator_is_fresh(generator) || generator_is_over(generator))) {
        s->state = STEP_OVER;
        const py_TValue none = value_none();
        return generator_close(vm, generator) && generator_raise_return(tp_StopIteration, &none);
    }
    return step_answer(vm, s, generator_throw(vm, generator, &value));
}

static bool step_next(int argc, py_Ref argv)
{
    const py_TValue none = value_none();
    return step_resume(argc, argv, &none);
}

static bool step_send(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    return step_resume(argc, argv, &argv[1]);
}

static bool step_throw(int argc, py_Ref argv)
{
    VM *const vm = pk_current_vm;
    if (argc < 2 || argc > 4)
        return TypeError("throw() takes 1 to 3 arguments but %d were given", argc - 1);
    if (!is_step(argv) || !generator_exception(argc - 1, &argv[1]))
        return false;
    step *s = object_data(argv);
    if (s->state == STEP_OVER)
        return RuntimeError("cannot reuse already awaited %s",
                            s->kind == STEP_SEND ? "__anext__()/asend()" : "aclose()/athrow()");
    s->state = STEP_UNDER_WAY;
    const py_TValue exception = vm->last_retval;
    stack_push(vm, &exception);
    const bool ok =
        step_answer(vm, s, generator_throw(vm, &object_slots(argv)[STEP_GENERATOR], &exception));
    if (ok)
        stack_pop(vm, 1);
    return ok;
}

static bool step_close(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!is_step(argv))
        return false;
    ((step *)object_data(argv))->state = STEP_OVER;
    py_newnone(py_retval());
    return true;
}

static bool self(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *argv;
    return true;
}

/* --------------------------------------------------------------------- generators */

static bool check(int argc, py_Ref argv, int least, int most, const char *name)
{
    if (!argument_count(name, argc - 1, least, most))
        return false;
    return is_async_generator(argv) || TypeError("%s() needs an async generator", name);
}

static bool async_next(int argc, py_Ref argv)
{
    const py_TValue none = value_none();
    return check(argc, argv, 0, 0, "__anext__") && step_new(STEP_SEND, argv, &none);
}

static bool async_send(int argc, py_Ref argv)
{
    return check(argc, argv, 1, 1, "asend") && step_new(STEP_SEND, argv, &argv[1]);
}

static bool async_throw(int argc, py_Ref argv)
{
    if (!check(argc, argv, 1, 3, "athrow") || !generator_exception(argc - 1, &argv[1]))
        return false;
    const py_TValue exception = *py_retval();
    return step_new(STEP_THROW, argv, &exception);
}

static bool async_close(int argc, py_Ref argv)
{
    if (!check(argc, argv, 0, 0, "aclose") || !py_tpcall(raise_generator_exit_type(), 0, NULL))
        return false;
    const py_TValue exception = *py_retval();
    return step_new(STEP_CLOSE, argv, &exception);
}

/* --------------------------------------------------------------------- operations */

bool operation_ASYNC_YIELD(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_TValue wrapped;
    py_newobject(&wrapped, pkhost_here->types.async_value, 1, 0);
    object_slots(&wrapped)[0] = *stack_peek(vm, 1);
    *stack_peek(vm, 1) = wrapped;
    return true;
}

static bool no_awaitable(const py_TValue *value, enum awaited_of of)
{
    switch (of) {
    case AWAITED_ENTER:
    case AWAITED_EXIT:
        return TypeError("'async with' received an object from __a%s__ that does not implement "
                         "__await__: %t",
                         of == AWAITED_ENTER ? "enter" : "exit", value->type);
    case AWAITED_NEXT:
        return TypeError("'async for' received an invalid object from __anext__: %t", value->type);
    default: return TypeError("object %t can't be used in 'await' expression", value->type);
    }
}

/* What an await waits for, in the place of what was to be awaited. */
static bool get_awaitable(VM *vm, py_StackRef value, enum awaited_of of)
{
    if (value->type == pkhost_here->types.coroutine) {
        const py_TValue inner = generator_awaited(value);
        if (!value_is_nil(&inner) && generator_is_running(value))
            return RuntimeError("coroutine is being awaited already");
        return true;
    }
    if (value->type == pkhost_here->types.async_step || awaitable_generator(value))
        return true;
    py_Ref method = py_tpfindname(value->type, py_name("__await__"));
    if (method == NULL || method->type == tp_NoneType)
        return no_awaitable(value, of);
    if (!call_special(method, 1, value))
        return false;
    if (vm->last_retval.type == pkhost_here->types.coroutine
        || awaitable_generator(&vm->last_retval))
        return TypeError("__await__() returned a coroutine");
    if (class_find_in(vm->last_retval.type, __next__) == NULL)
        return TypeError("__await__() returned non-iterator of type '%t'", vm->last_retval.type);
    *value = vm->last_retval;
    return true;
}

bool operation_GET_AWAITABLE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    return get_awaitable(vm, stack_peek(vm, 1), (enum awaited_of)first);
}

bool operation_GET_AITER(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef value = stack_peek(vm, 1);
    py_Ref method = py_tpfindname(value->type, py_name("__aiter__"));
    if (method == NULL)
        return TypeError("'async for' requires an object with __aiter__ method, got %t",
                         value->type);
    if (!call_special(method, 1, value))
        return false;
    if (py_tpfindname(vm->last_retval.type, py_name("__anext__")) == NULL)
        return TypeError("'async for' received an object from __aiter__ that does not implement "
                         "__anext__: %t",
                         vm->last_retval.type);
    *value = vm->last_retval;
    return true;
}

bool operation_GET_ANEXT(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef iterator = stack_peek(vm, 1);
    py_Ref method = py_tpfindname(iterator->type, py_name("__anext__"));
    if (method == NULL)
        return TypeError("'async for' requires an iterator with __anext__ method, got %t",
                         iterator->type);
    if (!call_special(method, 1, iterator))
        return false;
    stack_push(vm, &vm->last_retval);
    return true;
}

bool operation_END_ASYNC_FOR(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    const FrameExcInfo *handled = Frame__top_exc_info(vm->top_frame);
    if (!py_issubclass(handled->exc.type, raise_stop_async_iteration_type()))
        return exception_raise_again();
    const py_TValue yes = value_bool(true);
    stack_push(vm, &yes);
    return true;
}

/* --------------------------------------------------------------------- builtins */

enum { DEFAULT_ITERATOR, DEFAULT_VALUE, DEFAULT_SLOTS };

static bool aiter(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_Ref method = py_tpfindname(argv->type, py_name("__aiter__"));
    if (method == NULL)
        return TypeError("'%t' object is not an async iterable", argv->type);
    return call_special(method, 1, argv);
}

/* anext(iterator, default): what it awaits, and the default at its end. */
static bool anext(int argc, py_Ref argv)
{
    VM *const vm = pk_current_vm;
    if (argc != 1 && argc != 2)
        return TypeError("anext expected at %s 1 argument%s, got %d", argc < 1 ? "least" : "most",
                         argc < 1 ? "" : "s", argc);
    py_Ref method = py_tpfindname(argv->type, py_name("__anext__"));
    if (method == NULL)
        return TypeError("'%t' object is not an async iterator", argv->type);
    if (!call_special(method, 1, argv))
        return false;
    if (argc == 1)
        return true;
    py_StackRef awaitable = vm->stack.sp;
    stack_push(vm, &vm->last_retval);
    if (!get_awaitable(vm, awaitable, AWAITED_VALUE))
        return false;
    py_TValue made;
    py_newobject(&made, pkhost_here->types.async_default, DEFAULT_SLOTS, 0);
    object_slots(&made)[DEFAULT_ITERATOR] = *awaitable;
    object_slots(&made)[DEFAULT_VALUE] = argv[1];
    vm->stack.sp = awaitable;
    vm->last_retval = made;
    return true;
}

static bool default_resume(int argc, py_Ref argv, const py_TValue *sent)
{
    VM *const vm = pk_current_vm;
    if (argc < 1 || argv->type != pkhost_here->types.async_default)
        return TypeError("an awaitable of anext() is needed");
    py_StackRef iterator = vm->stack.sp;
    stack_push(vm, &object_slots(argv)[DEFAULT_ITERATOR]);
    stack_push(vm, sent);
    const enum generator_event event = generator_send(vm, iterator);
    if (event == GENERATOR_FAILED) {
        if (!raise_take_stop_async_iteration(iterator))
            return false;
        return generator_raise_return(tp_StopIteration, &object_slots(argv)[DEFAULT_VALUE]);
    }
    vm->stack.sp = iterator;
    const py_TValue value = vm->last_retval;
    return event == GENERATOR_YIELDED || generator_raise_return(tp_StopIteration, &value);
}

static bool default_next(int argc, py_Ref argv)
{
    const py_TValue none = value_none();
    return default_resume(argc, argv, &none);
}

static bool default_send(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    return default_resume(argc, argv, &argv[1]);
}

static bool default_throw(int argc, py_Ref argv)
{
    VM *const vm = pk_current_vm;
    if (argc < 2 || argc > 4)
        return TypeError("throw() takes 1 to 3 arguments but %d were given", argc - 1);
    if (argv->type != pkhost_here->types.async_default)
        return TypeError("an awaitable of anext() is needed");
    py_StackRef const before = vm->stack.sp;
    stack_push(vm, &object_slots(argv)[DEFAULT_ITERATOR]);
    for (int i = 1; i < argc; i++)
        stack_push(vm, &argv[i]);
    py_TValue of = *before;
    if (!py_getattr(&of, py_name("throw")))
        return false;
    py_TValue method = vm->last_retval;
    if (!py_call(&method, argc - 1, before + 1)) {
        if (!raise_take_stop_async_iteration(before))
            return false;
        return generator_raise_return(tp_StopIteration, &object_slots(argv)[DEFAULT_VALUE]);
    }
    vm->stack.sp = before;
    return true;
}

static bool default_close(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (argv->type != pkhost_here->types.async_default)
        return TypeError("an awaitable of anext() is needed");
    py_TValue of = object_slots(argv)[DEFAULT_ITERATOR];
    if (!py_getattr(&of, py_name("close")))
        return false;
    py_TValue method = *py_retval();
    return py_call(&method, 0, NULL);
}

/* ----------------------------------------------------------- coroutine.__await__() */

/* An iterator that does what its coroutine does. */
static bool wrapper_new(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_TValue made;
    py_newobject(&made, pkhost_here->types.coroutine_wrapper, 1, 0);
    object_slots(&made)[0] = *argv;
    *py_retval() = made;
    return true;
}

static bool wrapper_call(const char *method, int argc, py_Ref argv)
{
    if (argc < 1 || argv->type != pkhost_here->types.coroutine_wrapper)
        return TypeError("%s() needs a coroutine_wrapper", method);
    py_TValue coroutine = object_slots(argv)[0];
    if (!py_getattr(&coroutine, py_name(method)))
        return false;
    py_TValue bound = *py_retval();
    return py_call(&bound, argc - 1, argv + 1);
}

static bool wrapper_next(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_TValue arguments[] = { *argv, { .type = tp_NoneType } };
    return wrapper_call("send", 2, arguments);
}

static bool wrapper_send(int argc, py_Ref argv) { return wrapper_call("send", argc, argv); }
static bool wrapper_throw(int argc, py_Ref argv) { return wrapper_call("throw", argc, argv); }
static bool wrapper_close(int argc, py_Ref argv) { return wrapper_call("close", argc, argv); }

static void install_wrapper(void)
{
    const py_Type type = pk_newtype("coroutine_wrapper", tp_object, NULL, NULL, false, true);
    pkhost_here->types.coroutine_wrapper = type;
    py_bindmagic(type, __iter__, self);
    py_bindmagic(type, __next__, wrapper_next);
    py_bindmethod(type, "send", wrapper_send);
    py_bindmethod(type, "throw", wrapper_throw);
    py_bindmethod(type, "close", wrapper_close);
    py_bindmethod(pkhost_here->types.coroutine, "__await__", wrapper_new);
}

static void install_builtins(void)
{
    const py_Type type = pk_newtype("anext_awaitable", tp_object, NULL, NULL, false, true);
    pkhost_here->types.async_default = type;
    py_bindmagic(type, __iter__, self);
    py_bindmagic(type, __next__, default_next);
    py_bindmethod(type, "__await__", self);
    py_bindmethod(type, "send", default_send);
    py_bindmethod(type, "throw", default_throw);
    py_bindmethod(type, "close", default_close);
    py_bindfunc(pk_current_vm->builtins, "aiter", aiter);
    py_bindfunc(pk_current_vm->builtins, "anext", anext);
}

/* --------------------------------------------------------------------- types */

static void dispose(void *data) { Generator__dtor(data); }

bool async_install(void)
{
    const py_Type steps = pk_newtype("async_generator_asend", tp_object, NULL, NULL, false, true);
    py_bindmagic(steps, __iter__, self);
    py_bindmagic(steps, __next__, step_next);
    py_bindmethod(steps, "__await__", self);
    py_bindmethod(steps, "send", step_send);
    py_bindmethod(steps, "throw", step_throw);
    py_bindmethod(steps, "close", step_close);
    const py_Type generators = pk_newtype("async_generator", tp_object, NULL, dispose, false, true);
    py_bindmethod(generators, "__aiter__", self);
    py_bindmethod(generators, "__anext__", async_next);
    py_bindmethod(generators, "asend", async_send);
    py_bindmethod(generators, "athrow", async_throw);
    py_bindmethod(generators, "aclose", async_close);
    pkhost_here->types.async_step = steps;
    pkhost_here->types.async_generator = generators;
    pkhost_here->types.async_value =
        pk_newtype("async_generator_wrapped_value", tp_object, NULL, NULL, false, true);
    generator_bind_common(generators, "ag_running", "ag_suspended", "ag_frame", "ag_code",
                          "ag_await");
    install_wrapper();
    install_builtins();
    return true;
}
