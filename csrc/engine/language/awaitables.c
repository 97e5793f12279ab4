/* awaitables.c -- generators that await takes: those of functions that types.coroutine() was given.
 *
 * As in CPython the function itself is marked.  The mark is the code's, so functions that the same
 * def makes later have it from the start.
 */
#include "language/awaitables.h"

#include "language/function.h"
#include "language/generators.h"

static const code_details *details_of_function(const py_TValue *function)
{
    return function_is_ours(function) ? details_of(&function_of(function)->decl->code) : NULL;
}

bool awaitable_generator(const py_TValue *value)
{
    if (value->type != tp_generator || !generator_is(value))
        return false;
    const code_details *const details = details_of_function(generator_function(value));
    return details != NULL && (details->flags & CODE_AWAITABLE) != 0;
}

/* mark(function): whether it is a generator function, which is marked then; or a coroutine's. */
static bool mark(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    code_details *const details = (code_details *)details_of_function(argv);
    const uint32_t flags = details == NULL ? 0 : details->flags;
    const bool is_generator = (flags & CODE_GENERATOR) != 0 && (flags & CODE_COROUTINE) == 0;
    if (is_generator)
        details->flags |= CODE_AWAITABLE;
    py_newbool(py_retval(),
               is_generator || (flags & (CODE_COROUTINE | CODE_GENERATOR)) == CODE_COROUTINE);
    return true;
}

bool awaitables_fill(py_GlobalRef module)
{
    py_bindfunc(module, "mark", mark);
    return true;
}
