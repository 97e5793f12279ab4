/* generator_methods.c -- what scripts do with generators and coroutines, and `yield from`. */
#include "language/generator_methods.h"

#include "base/current.h"
#include "interpose/arguments.h"
#include "language/exception_groups.h"
#include "language/exception_types.h"
#include "language/exceptions.h"
#include "language/frame_objects.h"
#include "language/raise.h"
#include "language/function.h"
#include "language/generators.h"
#include "language/handlers.h"
#include "language/install.h"
#include "language/raising.h"

#include "pocketpy/interpreter/generator.h"

/* Raises StopIteration with a value, None being as good as none. */
bool generator_raise_return(py_Type type, const py_TValue *value)
{
    py_TValue stop;
    exception_new(&stop, type, value->type == tp_NoneType ? 0 : 1, value);
    return py_raise(&stop);
}

/* The end of what a method of theirs has done. */
static bool answer(enum generator_event event)
{
    if (event != GENERATOR_RETURNED)
        return event == GENERATOR_YIELDED;
    const py_TValue value = pk_current_vm->last_retval;
    return generator_raise_return(tp_StopIteration, &value);
}

static bool check(int argc, py_Ref argv, int least, int most, const char *name)
{
    if (!argument_count(name, argc - 1, least, most))
        return false;
    return generator_is(argv) || TypeError("%s() needs a generator of this VM's", name);
}

static bool next(int argc, py_Ref argv)
{
    return check(argc, argv, 0, 0, "__next__")
           && answer(generator_resume(pk_current_vm, argv, NULL));
}

static bool send_it(int argc, py_Ref argv)
{
    return check(argc, argv, 1, 1, "send")
           && answer(generator_resume(pk_current_vm, argv, &argv[1]));
}

/* A class is called with the value, which may be missing, or a tuple of arguments; an instance is
 * itself the exception. */
bool generator_exception(int argc, py_Ref argv)
{
    VM *const vm = pk_current_vm;
    if (argc == 3 && argv[2].type != tp_NoneType) {
        const bool is_traceback = py_tpfindname(argv[2].type, py_name("tb_frame")) != NULL;
        if (!is_traceback)
            return TypeError("throw() third argument must be a traceback object");
    }
    if (is_exception(argv)) {
        if (argc > 1 && argv[1].type != tp_NoneType)
            return TypeError("instance exception may not have a separate value");
        vm->last_retval = *argv;
        return true;
    }
    if (!is_exception_class(argv))
        return TypeError("exceptions must be classes or instances deriving from BaseException, "
                         "not %t",
                         argv->type);
    if (argc < 2 || argv[1].type == tp_NoneType) {
        if (!py_call(argv, 0, NULL))
            return false;
    } else if (py_isinstance(&argv[1], py_totype(argv))) {
        vm->last_retval = argv[1];
    } else if (argv[1].type == tp_tuple) {
        if (!py_call(argv, py_tuple_len(&argv[1]), py_tuple_data(&argv[1])))
            return false;
    } else if (!py_call(argv, 1, &argv[1])) {
        return false;
    }
    return is_exception(&vm->last_retval)
           || TypeError("calling %t should have returned an instance of BaseException, not %t",
                        py_totype(argv), vm->last_retval.type);
}

static bool throw_it(int argc, py_Ref argv)
{
    VM *const vm = pk_current_vm;
    if (!check(argc, argv, 1, 3, "throw") || !generator_exception(argc - 1, &argv[1]))
        return false;
    const py_TValue exception = vm->last_retval;
    stack_push(vm, &exception);
    const bool ok = answer(generator_throw(vm, argv, &exception));
    if (ok)
        stack_pop(vm, 1);
    return ok;
}

static bool close_it(int argc, py_Ref argv)
{
    return check(argc, argv, 0, 0, "close") && generator_close(pk_current_vm, argv);
}

static bool self(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *argv;
    return true;
}

/* --------------------------------------------------------------------- attributes */

static bool of_function(py_Ref generator, const char *name)
{
    py_TValue *function = &object_slots(generator)[1];
    return py_getattr(function, py_name(name));
}

static bool name_get(int argc, py_Ref argv)
{
    return check(argc, argv, 0, 0, "__name__") && of_function(argv, "__name__");
}

static bool qualified_name_get(int argc, py_Ref argv)
{
    return check(argc, argv, 0, 0, "__qualname__") && of_function(argv, "__qualname__");
}

static bool code_get(int argc, py_Ref argv)
{
    return check(argc, argv, 0, 0, "code") && of_function(argv, "__code__");
}

static bool running_get(int argc, py_Ref argv)
{
    if (!check(argc, argv, 0, 0, "running"))
        return false;
    py_newbool(py_retval(), generator_is_running(argv));
    return true;
}

static bool frame_get(int argc, py_Ref argv)
{
    if (!check(argc, argv, 0, 0, "frame"))
        return false;
    if (generator_is_over(argv))
        py_newnone(py_retval());
    else
        frame_object_of_generator(py_retval(), argv, generator_function(argv));
    return true;
}

static bool suspended_get(int argc, py_Ref argv)
{
    if (!check(argc, argv, 0, 0, "suspended"))
        return false;
    py_newbool(py_retval(), !generator_is_running(argv) && !generator_is_over(argv)
                                && !generator_is_fresh(argv));
    return true;
}

static bool awaited_get(int argc, py_Ref argv)
{
    if (!check(argc, argv, 0, 0, "yieldfrom"))
        return false;
    const py_TValue inner = generator_awaited(argv);
    *py_retval() = value_is_nil(&inner) ? value_none() : inner;
    return true;
}

static bool represent(int argc, py_Ref argv)
{
    if (!check(argc, argv, 0, 0, "__repr__"))
        return false;
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "<%t object %s at ", argv->type,
               function_qualified_name(&object_slots(argv)[1]));
    c11_sbuf__write_ptr(&text, argv->_obj);
    c11_sbuf__write_char(&text, '>');
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

/* --------------------------------------------------------------------- operations */

bool operation_GET_YIELD_FROM_ITER(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef iterable = stack_peek(vm, 1);
    if (iterable->type == tp_generator)
        return true;
    if (iterable->type == pkhost_here->types.coroutine) {
        const code_details *details = details_of(vm->top_frame->co);
        if (details == NULL || !(details->flags & (CODE_COROUTINE | CODE_AWAITABLE)))
            return TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
        return true;
    }
    if (!py_iter(iterable))
        return false;
    *iterable = vm->last_retval;
    return true;
}

/* The next value of what is waited for, with a value for it. */
enum generator_event generator_send(VM *vm, py_StackRef iterator)
{
    const py_TValue *value = iterator + 1;
    if (generator_is(iterator) && iterator->type != pkhost_here->types.async_generator)
        return generator_resume(vm, iterator, value);
    py_StackRef before = vm->stack.sp;
    if (value->type == tp_NoneType) {
        const int more = py_next(iterator);
        if (more != 0)
            return more > 0 ? GENERATOR_YIELDED : GENERATOR_FAILED;
        const py_TValue result = exception_stop_value(&vm->last_retval);
        vm->last_retval = value_is_nil(&result) ? value_none() : result;
        return GENERATOR_RETURNED;
    }
    stack_push(vm, iterator);
    if (!py_getattr(before, py_name("send")))
        return GENERATOR_FAILED;
    *before = vm->last_retval;
    if (py_call(before, 1, iterator + 1)) {
        vm->stack.sp = before;
        return GENERATOR_YIELDED;
    }
    return raise_take_stop_iteration(vm, before) ? GENERATOR_RETURNED : GENERATOR_FAILED;
}

bool operation_SEND(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_Frame *frame = vm->top_frame;
    py_StackRef iterator = stack_peek(vm, 2);
    const enum generator_event event = generator_send(vm, iterator);
    if (event == GENERATOR_FAILED)
        return false;
    vm->stack.sp = iterator + 2;
    iterator[1] = vm->last_retval;
    if (event == GENERATOR_RETURNED)
        frame->ip = (int)first - 1;
    return true;
}

/* --------------------------------------------------------------------- their types */

static void dispose(void *data) { Generator__dtor(data); }

void generator_bind_common(py_Type type, const char *running, const char *suspended,
                           const char *frame, const char *code, const char *awaited)
{
    py_bindmagic(type, __repr__, represent);
    py_bindproperty(type, "__name__", name_get, NULL);
    py_bindproperty(type, "__qualname__", qualified_name_get, NULL);
    py_bindproperty(type, running, running_get, NULL);
    py_bindproperty(type, suspended, suspended_get, NULL);
    py_bindproperty(type, frame, frame_get, NULL);
    py_bindproperty(type, code, code_get, NULL);
    py_bindproperty(type, awaited, awaited_get, NULL);
}

bool generators_install(void)
{
    py_bindmagic(tp_generator, __iter__, self);
    py_bindmagic(tp_generator, __next__, next);
    py_bindmethod(tp_generator, "send", send_it);
    py_bindmethod(tp_generator, "throw", throw_it);
    py_bindmethod(tp_generator, "close", close_it);
    generator_bind_common(tp_generator, "gi_running", "gi_suspended", "gi_frame", "gi_code",
                          "gi_yieldfrom");

    const py_Type coroutine = pk_newtype("coroutine", tp_object, NULL, dispose, false, true);
    pkhost_here->types.coroutine = coroutine;
    py_bindmethod(coroutine, "send", send_it);
    py_bindmethod(coroutine, "throw", throw_it);
    py_bindmethod(coroutine, "close", close_it);
    generator_bind_common(coroutine, "cr_running", "cr_suspended", "cr_frame", "cr_code",
                          "cr_await");
    return true;
}
