/* raising.c -- raise, except and with: the operations that deal with exceptions. */
#include "language/raising.h"

#include "interpose/classes.h"
#include "interpose/exceptions.h"
#include "language/callables.h"
#include "language/exception_groups.h"
#include "language/exception_types.h"
#include "language/exceptions.h"
#include "language/raise.h"
#include "language/handlers.h"

bool raise_in_place(py_Type type, const char *format, const char *what)
{
    VM *const vm = pk_current_vm;
    py_StackRef before = vm->stack.sp;
    stack_push(vm, &vm->unhandled_exc);
    py_clearexc(NULL);
    py_exception(type, format, what);
    if (is_exception(&vm->unhandled_exc)) {
        exception *e = exception_of(&vm->unhandled_exc);
        e->cause = exception_part_of(before);
        e->base.inner_exc = *before;
        if (is_exception(before))
            exception_of(before)->is_a_context = true;
        e->suppress_context = true;
    }
    vm->stack.sp = before;
    return false;
}

static bool take(py_Type type, py_StackRef before)
{
    if (!py_matchexc(type))
        return false;
    py_clearexc(before);
    return true;
}

bool raise_take_stop_iteration(VM *vm, py_StackRef before)
{
    if (!take(tp_StopIteration, before))
        return false;
    const py_TValue value = exception_stop_value(&vm->last_retval);
    vm->last_retval = value_is_nil(&value) ? value_none() : value;
    return true;
}

bool raise_take_stop_async_iteration(py_StackRef before)
{
    return take(raise_stop_async_iteration_type(), before);
}

bool raise_take_attribute_error(py_StackRef before) { return take(tp_AttributeError, before); }

py_Type raise_generator_exit_type(void) { return exception_type_of(EXCEPTION_GeneratorExit); }

py_Type raise_stop_async_iteration_type(void)
{
    return exception_type_of(EXCEPTION_StopAsyncIteration);
}

/* --------------------------------------------------------------------- raise, assert */

bool operation_RAISE(VM *vm, uint32_t first, uint32_t second)
{
    if (second != 0)
        return exception_raise_as_is(stack_peek(vm, 1));
    switch (first) {
    case 0: return exception_raise_again();
    case 1: return exception_raise(stack_peek(vm, 1), NULL);
    default: return exception_raise(stack_peek(vm, 2), stack_peek(vm, 1));
    }
}

bool operation_LOAD_ASSERTION_ERROR(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    stack_push(vm, py_tpobject(tp_AssertionError));
    return true;
}

/* --------------------------------------------------------------------- except */

static bool is_class_to_catch(const py_TValue *class)
{
    return class->type == tp_type && py_issubclass(py_totype((py_Ref) class), tp_BaseException);
}

static bool no_class_to_catch(void)
{
    return TypeError("catching classes that do not inherit from BaseException is not allowed");
}

/* The classes may be a tuple of them.  *matches: whether the exception is of one. */
static bool matches_any(const py_TValue *exception, const py_TValue *classes, bool *matches)
{
    const bool is_tuple = classes->type == tp_tuple;
    const py_TValue *each = is_tuple ? object_slots(classes) : classes;
    const int count = is_tuple ? py_tuple_len((py_Ref)classes) : 1;
    *matches = classes->type == tp_type && py_totype((py_Ref)classes) == exception->type;
    if (*matches)
        return true;
    for (int i = 0; i < count; i++)
        if (!is_class_to_catch(&each[i]))
            return no_class_to_catch();
    for (int i = 0; i < count && !*matches; i++)
        *matches = py_issubclass(exception->type, py_totype((py_Ref)&each[i]));
    return true;
}

bool operation_EXCEPTION_MATCHES(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    bool matches;
    if (!matches_any(stack_peek(vm, 2), stack_peek(vm, 1), &matches))
        return false;
    stack_pop(vm, 1);
    *stack_peek(vm, 1) = value_bool(matches);
    return true;
}

/* --------------------------------------------------------------------- except* */

static bool may_be_caught_in_groups(const py_TValue *classes)
{
    const py_Type group = exception_type_of(EXCEPTION_BaseExceptionGroup);
    const bool is_tuple = classes->type == tp_tuple;
    const py_TValue *each = is_tuple ? object_slots(classes) : classes;
    const int count = is_tuple ? py_tuple_len((py_Ref)classes) : 1;
    for (int i = 0; i < count; i++) {
        if (!is_class_to_catch(&each[i]))
            return no_class_to_catch();
        if (py_issubclass(py_totype((py_Ref)&each[i]), group))
            return TypeError("catching ExceptionGroup with except* is not allowed. Use except "
                             "instead.");
    }
    return true;
}

/* What except* catches is a group, also if what was raised is none. */
static bool make_group(VM *vm, py_StackRef caught)
{
    if (exception_of(caught)->kind == KIND_GROUP)
        return true;
    py_StackRef arguments = vm->stack.sp;
    py_newstr(&arguments[0], "");
    vm->stack.sp = arguments + 1;
    py_newlist(&arguments[1]);
    vm->stack.sp = arguments + 2;
    py_list_append(&arguments[1], caught);
    if (!py_call(py_tpobject(exception_type_of(EXCEPTION_BaseExceptionGroup)), 2, arguments))
        return false;
    *caught = vm->last_retval;
    vm->stack.sp = arguments;
    return true;
}

bool operation_EXCEPTION_GROUP_SPLIT(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef operands = stack_peek(vm, 2);
    if (operands->type == tp_NoneType) { /* other clauses took all */
        operands[1] = value_none();
        return true;
    }
    if (!may_be_caught_in_groups(&operands[1]))
        return false;
    py_StackRef parts = vm->stack.sp;
    py_newnil(&parts[0]);
    py_newnil(&parts[1]);
    vm->stack.sp += 2;
    if (!exception_group_split(&operands[0], &operands[1], parts))
        return false;
    if (!value_is_nil(&parts[0]) && !make_group(vm, &parts[0]))
        return false;
    operands[0] = value_is_nil(&parts[1]) ? value_none() : parts[1];
    operands[1] = value_is_nil(&parts[0]) ? value_none() : parts[0];
    vm->stack.sp = parts;
    return true;
}

bool operation_EXCEPTION_GROUP_JOIN(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef operands = stack_peek(vm, 2);
    py_TValue joined;
    if (!exception_group_join(&operands[0], &operands[1], &joined))
        return false;
    operands[0] = value_is_nil(&joined) ? value_none() : joined;
    stack_pop(vm, 1);
    return true;
}

/* --------------------------------------------------------------------- with */

/* A special method, bound to its object; NULL, without an exception: there is none. */
static bool bind_special(VM *vm, const py_TValue *object, py_Name name, py_TValue *out)
{
    py_Ref found = class_find_in(object->type, name);
    if (found == NULL)
        return false;
    if (found->type == tp_function || found->type == tp_nativefunc) {
        const py_TValue function = *found;
        py_newboundmethod(out, (py_Ref)object, (py_Ref)&function);
    } else if (found->type == tp_staticmethod) {
        *out = object_slots(found)[0];
    } else if (found->type == tp_classmethod) {
        py_newboundmethod(out, py_tpobject(object->type), &object_slots(found)[0]);
    } else {
        *out = *found;
    }
    (void)vm;
    return true;
}

static bool before_with(VM *vm, const char *enter_name, const char *exit_name, const char *protocol)
{
    py_StackRef manager = stack_peek(vm, 1);
    py_TValue enter, leave;
    if (!bind_special(vm, manager, py_name(enter_name), &enter))
        return TypeError("'%t' object does not support the %s protocol", manager->type, protocol);
    stack_push(vm, &enter);
    if (!bind_special(vm, manager, py_name(exit_name), &leave))
        return TypeError("'%t' object does not support the %s protocol (missed %s method)",
                         manager->type, protocol, exit_name);
    stack_push(vm, &leave);
    if (!py_call(manager + 1, 0, NULL))
        return false;
    manager[0] = manager[2];
    manager[1] = vm->last_retval;
    vm->stack.sp = manager + 2;
    return true;
}

bool operation_BEFORE_WITH(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    return before_with(vm, "__enter__", "__exit__", "context manager");
}

bool operation_BEFORE_ASYNC_WITH(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    return before_with(vm, "__aenter__", "__aexit__", "asynchronous context manager");
}

bool operation_WITH_EXCEPTION(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef leave = stack_peek(vm, 1);
    const FrameExcInfo *handled = Frame__top_exc_info(vm->top_frame);
    const py_TValue raised = handled->exc;
    py_StackRef arguments = vm->stack.sp;
    stack_push(vm, py_tpobject(raised.type));
    stack_push(vm, &raised);
    if (!py_getattr(&arguments[1], py_name("__traceback__")))
        return false;
    stack_push(vm, &vm->last_retval);
    if (!py_call(leave, 3, arguments))
        return false;
    vm->stack.sp = arguments;
    stack_push(vm, &vm->last_retval);
    return true;
}
