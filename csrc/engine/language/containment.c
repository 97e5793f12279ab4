/* containment.c -- `in`.
 *
 * https://docs.python.org/3.11/reference/expressions.html#membership-test-operations
 *
 * PocketPy's bytecode for it wants a __contains__, and takes what that answers for a bool.
 */
#include "base/macros.h"
#include "interpose/classes.h"
#include "language/callables.h"
#include "language/handlers.h"

static bool not_iterable(const py_TValue *value, const char *format)
{
    return py_exception(tp_TypeError, format, value->type);
}

/* One item after another.  [item, container] on top; 1 yes, 0 no, -1 raised. */
static int search(VM *vm)
{
    py_StackRef const container = stack_peek(vm, 1), item = stack_peek(vm, 2);
    if (class_find_in(container->type, __iter__) == NULL
        && class_find_in(container->type, __getitem__) == NULL)
        return not_iterable(container, "argument of type '%t' is not iterable"), -1;
    if (!py_iter(container))
        return -1;
    stack_push(vm, &vm->last_retval);
    int answer = 0;
    while (answer == 0) {
        const int more = py_next(stack_peek(vm, 1));
        if (more <= 0) {
            answer = more;
            break;
        }
        stack_push(vm, &vm->last_retval);
        answer = py_equal(stack_peek(vm, 1), item);
        stack_pop(vm, 1);
    }
    stack_pop(vm, 1);
    return answer;
}

bool operation_CONTAINS(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_StackRef const container = stack_peek(vm, 1), item = stack_peek(vm, 2);
    py_Ref const method = class_find_in(container->type, __contains__);
    int answer;
    if (method == NULL) {
        answer = search(vm);
    } else if (method->type == tp_NoneType) {
        answer = not_iterable(container, "'%t' object is not a container") ? 0 : -1;
    } else if (LIKELY(method->type == tp_nativefunc)) {
        const py_CFunction function = method->_cfunc;
        stack_push(vm, item);
        const bool ok = function(2, container);
        vm->stack.sp = container + 1;
        answer = ok ? vm->last_retval._bool : -1; /* natives answer with a bool */
    } else {
        const py_TValue function = *method;
        stack_push(vm, item);
        const bool ok = call_special((py_Ref)&function, 2, container);
        vm->stack.sp = container + 1;
        const py_TValue result = vm->last_retval;
        answer = !ok ? -1 : result.type == tp_bool ? result._bool : py_bool((py_Ref)&result);
    }
    if (answer < 0)
        return false;
    stack_pop(vm, 1);
    *item = value_bool((answer != 0) != (first != 0));
    return true;
}
