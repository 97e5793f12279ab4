/* definitions.c -- the class statement, and super() without arguments. */
#include "language/class_statement.h"
#include "language/handlers.h"
#include "language/super.h"

bool operation_BUILD_CLASS(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef operands = stack_peek(vm, 4);
    if (!class_build(&operands[0], &operands[1], &operands[2], &operands[3]))
        return false;
    vm->stack.sp = operands;
    stack_push(vm, &vm->last_retval);
    return true;
}

bool operation_LOAD_SUPER(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef operands = stack_peek(vm, 2);
    if (!super_new(&operands[0], &operands[1]))
        return false;
    vm->stack.sp = operands;
    stack_push(vm, &vm->last_retval);
    return true;
}
