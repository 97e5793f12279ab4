/* dispatch.c -- from a constant to the function that does the operation. */
#include "language/dispatch.h"

#include "language/handlers.h"

#include <string.h>

static operation_handler *const handlers[OPERATION_COUNT] = {
#define X(name, pops, pushes) operation_##name,
    OPERATIONS(X)
#undef X
};

/* A script can write a text of the same bytes, and hand it to format().  It never lies among the
 * constants themselves: what is loaded of them are copies. */
bool operation_is(const VM *vm, c11_sv constant)
{
    if (constant.size != OPERATION_SIZE || constant.data[0] != OPERATION_MARK)
        return false;
    const c11_vector *constants = &vm->top_frame->co->consts;
    return (uintptr_t)constant.data - (uintptr_t)constants->data
           < (size_t)constants->length * sizeof(py_TValue);
}

bool operation_run(VM *vm, const char *constant)
{
    uint32_t arguments[2];
    memcpy(arguments, constant + 2, sizeof arguments);
    if (UNLIKELY(!handlers[(unsigned char)constant[1]](vm, arguments[0], arguments[1])))
        return false;
    vm->last_retval = vm->stack.sp[-1]; /* the loop puts it there again */
    return true;
}

bool operation_RETURN_GENERATOR(VM *vm, uint32_t first, uint32_t second)
{
    (void)vm, (void)first, (void)second;
    return true;
}

bool operation_RESUME(VM *vm, uint32_t first, uint32_t second)
{
    (void)vm, (void)first, (void)second;
    return true;
}
