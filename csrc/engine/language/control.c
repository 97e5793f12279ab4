/* control.c -- operations on the stack itself, jumps, and del x.y. */
#include "language/handlers.h"

bool operation_COPY(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    stack_push(vm, stack_peek(vm, first));
    return true;
}

bool operation_SWAP(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_TValue *const top = stack_peek(vm, 1), *const other = stack_peek(vm, first);
    const py_TValue value = *top;
    *top = *other;
    *other = value;
    return true;
}

/* The loop goes on with the bytecode behind. */
static void jump(VM *vm, uint32_t to) { vm->top_frame->ip = (int)to - 1; }

bool operation_JUMP(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    jump(vm, first);
    return true;
}

static bool jump_if(VM *vm, uint32_t to, bool wanted)
{
    const int truth = py_bool(stack_peek(vm, 1));
    if (truth < 0)
        return false;
    stack_pop(vm, 1);
    if ((truth != 0) == wanted)
        jump(vm, to);
    return true;
}

bool operation_JUMP_IF_FALSE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    return jump_if(vm, first, false);
}

bool operation_JUMP_IF_TRUE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    return jump_if(vm, first, true);
}

bool operation_DELETE_ATTR(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    if (!py_delattr(stack_peek(vm, 1), c11__getitem(py_Name, &vm->top_frame->co->names, first)))
        return false;
    stack_pop(vm, 1);
    return true;
}
