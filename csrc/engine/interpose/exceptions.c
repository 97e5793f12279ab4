/* exceptions.c -- classes of exceptions, and the exceptions that the engine itself needs. */
#include "interpose/exceptions.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "base/versions.h"
#include "memory/region.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* PocketPy's exceptions are final; ours may have one of them as their base. */
py_Type exception_make(const char *name, py_Type base, py_GlobalRef module)
{
    py_TypeInfo *const info = pk_typeinfo(base);
    const bool is_final = info->is_final;

    info->is_final = false;
    const py_Type type = pk_newtype(name, base, module, NULL, false, true);
    info->is_final = is_final;
    py_setdict(module, py_name(name), py_tpobject(type));
    return type;
}

void exception_add(const char *name, py_Type base)
{
    if (py_getbuiltin(py_name(name)) == NULL) /* dialect "python" has all of CPython's */
        exception_make(name, base, pk_current_vm->builtins);
}

py_Type exception_type(const char *name, py_Type base, py_Type otherwise)
{
    py_Ref type = py_getbuiltin(py_name(name));

    if (type != NULL && type->type == tp_type && py_issubclass(py_totype(type), base))
        return py_totype(type);
    return otherwise;
}

bool raise_too_deep(void)
{
    py_exception(tp_RecursionError, "maximum recursion depth exceeded in native calls");
    return true;
}

/* The exception that stands for a stop while native callers clean up.  It is
 * made when the VM is, since a stop for want of memory cannot make one, and
 * rests in a register of the VM's, which scripts cannot reach. */
bool exception_make_stop(void)
{
    VM *vm = pk_current_vm;
    if (!py_tpcall(tp_BaseException, 0, NULL))
        return false;
    vm->reg[STOP_REGISTER] = vm->last_retval;
    return true;
}

/* Each frame that it passed left an entry in it. */
void exception_clear_stop(VM *vm)
{
    BaseException *exception = py_touserdata(&vm->reg[STOP_REGISTER]);
    for (int i = 0; i < exception->stacktrace.length; i++) {
        BaseExceptionFrame *frame = c11__at(BaseExceptionFrame, &exception->stacktrace, i);
        PK_DECREF(frame->src);
        if (frame->name != NULL)
            c11_string__delete(frame->name);
    }
    exception->stacktrace.length = 0;
    py_newnil(&exception->inner_exc);
}
