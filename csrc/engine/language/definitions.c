/* definitions.c -- the class statement, and super() without arguments. */
#include "language/handlers.h"

bool operation_BUILD_CLASS(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef operands = stack_peek(vm, 4);
    /* Until language/class_statement.c is there. */
    return RuntimeError("the class '%s' cannot be made yet", py_tostr(&operands[1]));
}

bool operation_LOAD_SUPER(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef operands = stack_peek(vm, 2);
    if (!py_call(py_tpobject(tp_super), 2, operands))
        return false;
    vm->stack.sp = operands;
    stack_push(vm, &vm->last_retval);
    return true;
}
