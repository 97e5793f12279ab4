/* exceptions.c -- raising exceptions from native code.
 *
 * The functions with PocketPy's names stand before its own
 * (interpose/interpose.list).
 */
#include "interpose/exceptions.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "base/versions.h"
#include "interpose/facts.h"
#include "memory/region.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A syntax error's text, which may hold source of the script's, is handed
 * over as a format.  A format of PocketPy's own is never in the region. */
EXPORT bool py_exception(py_Type type, const char *format, ...)
{
    c11_sbuf buffer;
    va_list arguments;
    fact about = { 0 };
    pkhost_vm *const here = pkhost_here;
    py_Frame *const frame = pk_current_vm->top_frame;

    if (UNLIKELY(here->checks.class_failed)) {
        here->checks.class_failed = false;
        return false; /* with the exception of the member: interpose/enums.c */
    }
    /* PocketPy 2.2 looks a name up in the wrong table there, beyond its end too,
     * and would show what it finds. */
    if (UNLIKELY(type == tp_UnboundLocalError) && frame != NULL && frame->ip >= 0
        && is_self_attribute(c11__getitem(Bytecode, &frame->co->codes, frame->ip).op))
        here->checks.next_message =
            "cannot access local variable 'self' where it is not associated "
            "with a value";

    c11_sbuf__ctor(&buffer);
    if (here->checks.next_message != NULL
        || (!pkhost_building && region_has(here->region, format))) {
        c11_sbuf__write_cstr(&buffer, here->checks.next_message != NULL ? here->checks.next_message
                                                                        : format);
        here->checks.next_message = NULL;
    } else {
        va_start(arguments, format);
        pk_vsprintf(&buffer, format, arguments);
        va_end(arguments);
        if (!pkhost_building) {
            va_start(arguments, format);
            about = facts_of_message(here, type, format, arguments);
            va_end(arguments);
        }
    }
    py_Ref message = py_pushtmp();
    c11_sbuf__py_submit(&buffer, message);
    if (!py_tpcall(type, 1, message))
        return false;
    py_pop();
    py_raise(py_retval());
    facts_note(here, about);
    return false;
}

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
    exception_make(name, base, pk_current_vm->builtins);
}

py_Type exception_type(const char *name, py_Type base, py_Type otherwise)
{
    py_Ref type = py_getbuiltin(py_name(name));

    if (type != NULL && type->type == tp_type && py_issubclass(py_totype(type), base))
        return py_totype(type);
    return otherwise;
}

/* Some native functions report an error without having raised one, after a
 * __len__ that is negative for instance.  The loop notes each error here
 * first, in an exception that is then none. */
EXPORT void py_BaseException__stpush(py_Frame *frame, py_Ref exception, SourceData_ source,
                                     int line, const char *function)
{
    if (UNLIKELY(py_isnil(exception)) && exception == &pk_current_vm->unhandled_exc)
        RuntimeError("a native operation failed without saying why");
    BaseException *data = py_touserdata(exception);
    const int before = data->stacktrace.length;
    pkhost_originals.stpush(frame, exception, source, line, function);
    /* Its entries' two values are for a debugger, and otherwise left as they
     * are, but the garbage collector looks at them.  The first holds the column
     * of a syntax error, which has no frame; the second what is known of the
     * exception (interpose/facts.c). */
    for (int i = before; i < data->stacktrace.length; i++) {
        BaseExceptionFrame *f = c11__at(BaseExceptionFrame, &data->stacktrace, i);
        py_newnil(&f->locals);
        py_newnil(&f->globals);
        if (frame == NULL && exception->type == tp_SyntaxError
            && pkhost_here->checks.syntax_column > 0) {
            py_newint(&f->locals, pkhost_here->checks.syntax_column);
            pkhost_here->checks.syntax_column = 0;
        }
        if (i == 0 && pkhost_here->checks.noted != NULL)
            facts_keep(pkhost_here, exception, f);
    }
}

/* What an exception class's __new__ of the script's gives may be anything;
 * PocketPy takes it for an exception. */
static void make_type_error(py_OutRef out, const char *message)
{
    BaseException *data = py_newobject(out, tp_TypeError, 0, sizeof *data);
    py_newstr(&data->args, message);
    py_newnil(&data->inner_exc);
    c11_vector__ctor(&data->stacktrace, sizeof(BaseExceptionFrame));
}

EXPORT bool py_raise(py_Ref exception)
{
    if (LIKELY(pkhost_here != NULL))
        facts_forget(pkhost_here);
    if (LIKELY(py_isinstance(exception, tp_BaseException)))
        return pkhost_originals.raise(exception);
    py_StackRef instead = py_pushtmp();
    make_type_error(instead, "exceptions must derive from BaseException");
    pkhost_originals.raise(instead);
    py_pop();
    return false;
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
