/* raise.c -- raising exceptions, and noting where they pass.
 *
 * The functions with PocketPy's names stand before its own (interpose/interpose.list).
 */
#include "language/raise.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "base/versions.h"
#include "interpose/exceptions.h"
#include "interpose/facts.h"
#include "language/argument_messages.h"
#include "language/exceptions.h"
#include "language/message_texts.h"
#include "language/operations.h"
#include "language/suggestions.h"
#include "language/syntax_errors.h"
#include "language/tracebacks.h"
#include "memory/dialect.h"
#include "memory/region.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------- of dialect "python" */

static bool begins_with(py_Ref text, const char *start)
{
    const c11_sv s = py_tosv(text);
    return (size_t)s.size >= strlen(start) && memcmp(s.data, start, strlen(start)) == 0;
}

/* What is between the first two quotes, as a str. */
static void quoted(py_Ref text, py_OutRef out)
{
    const c11_sv s = py_tosv(text);
    const char *const open = memchr(s.data, '\'', (size_t)s.size);
    const char *const close =
        open == NULL ? NULL : memchr(open + 1, '\'', (size_t)(s.data + s.size - open - 1));
    py_newnil(out);
    if (close != NULL)
        py_newstrv(out, (c11_sv){ open + 1, (int)(close - open - 1) });
}

/* An exception of native code, of a class that is the engine's. */
static void raise_python(py_Type type, const char *format, py_Ref message, fact about)
{
    py_StackRef made = py_pushtmp();
    if (type == tp_SyntaxError && syntax_error_make(made, format)) {
        py_raise(made);
        py_pop();
        return;
    }
    const bool not_found = type == tp_ImportError && begins_with(message, "No module named '");
    if (not_found)
        type = exception_type_of(EXCEPTION_ModuleNotFoundError);
    exception *const e = exception_new(made, type, 1, message);
    if (not_found)
        quoted(message, &e->fields[IMPORT_NAME_FIELD]);
    if (e->kind == KIND_NAME && about.missing != NULL) {
        e->fields[NAME_NAME] = *py_name2ref(about.missing);
        suggestion_for_name(pk_current_vm->top_frame, about.missing, &e->fields[NAME_MEANT]);
    }
    py_raise(made);
    py_pop();
}

py_TValue *exception_handled(void)
{
    for (py_Frame *frame = pk_current_vm->top_frame; frame != NULL; frame = frame->f_back) {
        FrameExcInfo *const infos = frame->exc_stack.data;
        for (int i = frame->exc_stack.length - 1; i >= 0; i--)
            if (!py_isnil(&infos[i].exc))
                return &infos[i].exc;
    }
    return NULL;
}

/* Chains are the script's, and may have circles: so they are followed by two, the second at half
 * the speed, as CPython does. */
void exception_set_context(py_Ref value)
{
    py_TValue *const handled = exception_handled();
    if (handled == NULL || handled->_obj == value->_obj)
        return;
    exception_of(handled)->is_a_context = true;
    const py_TValue *slow = handled;
    bool slow_moves = false;
    /* A new one is in no chain, however long the chain of what is handled has become. */
    for (py_TValue *at = handled; exception_of(value)->is_a_context;) {
        py_TValue *const context = &exception_of(at)->base.inner_exc;
        if (context->type == tp_nil)
            break;
        if (context->_obj == value->_obj) {
            py_newnil(context);
            break;
        }
        at = context;
        if (at->_obj == slow->_obj)
            break;
        if (slow_moves)
            slow = &exception_of(slow)->base.inner_exc;
        slow_moves = !slow_moves;
    }
    exception_of(value)->base.inner_exc = *handled;
}

/* An instance of what stands behind `raise` or `from`, in place of it. */
static bool instantiate(py_Ref what, const char *otherwise)
{
    if (is_exception_class(what)) {
        if (!py_tpcall(py_totype(what), 0, NULL))
            return false;
        if (!is_exception(py_retval()))
            return TypeError("calling %t should have returned an instance of BaseException, not %t",
                             py_totype(what), py_retval()->type);
        *what = *py_retval();
        return true;
    }
    return is_exception(what) || TypeError("%s", otherwise);
}

bool exception_raise(py_Ref what, py_Ref cause)
{
    py_StackRef raised = py_pushtmp(), from = py_pushtmp();
    *raised = *what;
    *from = cause == NULL ? *py_NIL() : *cause;
    if (!instantiate(raised, "exceptions must derive from BaseException"))
        return false;
    if (cause != NULL) {
        if (from->type == tp_NoneType)
            py_newnil(from);
        else if (!instantiate(from, "exception causes must derive from BaseException"))
            return false;
        exception_of(raised)->cause = exception_part_of(from);
        exception_of(raised)->suppress_context = true;
    }
    py_raise(raised);
    py_shrink(2);
    return false;
}

bool exception_raise_as_is(const py_TValue *exception)
{
    pk_current_vm->unhandled_exc = *exception;
    return false;
}

bool exception_raise_again(void)
{
    const py_TValue *const handled = exception_handled();
    if (handled == NULL)
        return RuntimeError("No active exception to reraise");
    return exception_raise_as_is(handled);
}

/* A bare `raise` is no place of its own: the exception has been there.  Nor is the end of except*. */
static bool is_raised_again(const py_Frame *frame)
{
    if (frame == NULL || frame->ip < 0)
        return false;
    const Bytecode code = c11__getitem(Bytecode, &frame->co->codes, frame->ip);
    if (code.op != OP_FORMAT_STRING)
        return false;
    const c11_sv operation = py_tosv(c11__at(py_TValue, &frame->co->consts, code.arg));
    if (operation.size != OPERATION_SIZE || operation.data[0] != OPERATION_MARK
        || operation.data[1] != OPERATION_RAISE)
        return false;
    uint32_t operands[2];
    memcpy(operands, operation.data + 2, sizeof operands);
    return operands[0] == 0 || operands[1] != 0;
}

/* ------------------------------------------------------------------ PocketPy's names */

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
    if (dialect_is_python() && !region_has(here->region, format))
        format = message_format(format);
    if (here->checks.next_message != NULL
        || (!pkhost_building && region_has(here->region, format))) {
        c11_sbuf__write_cstr(&buffer, here->checks.next_message != NULL ? here->checks.next_message
                                                                        : format);
        here->checks.next_message = NULL;
    } else {
        va_start(arguments, format);
        const bool written = type == tp_TypeError && dialect_is_python()
                             && argument_message(&buffer, format, arguments);
        va_end(arguments);
        va_start(arguments, format);
        if (!written)
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
    if (dialect_is_python()) {
        raise_python(type, format, message, about);
        py_pop();
        facts_note(here, about);
        return false;
    }
    if (!py_tpcall(type, 1, message))
        return false;
    py_pop();
    py_raise(py_retval());
    facts_note(here, about);
    return false;
}

/* Some native functions report an error without having raised one, after a
 * __len__ that is negative for instance.  The loop notes each error here
 * first, in an exception that is then none. */
EXPORT void py_BaseException__stpush(py_Frame *frame, py_Ref exception, SourceData_ source,
                                     int line, const char *function)
{
    if (UNLIKELY(py_isnil(exception)) && exception == &pk_current_vm->unhandled_exc)
        RuntimeError("a native operation failed without saying why");
    if (dialect_is_python()) {
        if (!is_raised_again(frame))
            traceback_add_place(frame, exception, source, line, function);
        return;
    }
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

static bool raise_in_python(py_Ref value)
{
    if (UNLIKELY(!is_exception(value)))
        return TypeError("exceptions must derive from BaseException");
    exception_set_context(value);
    pk_current_vm->unhandled_exc = *value;
    return false;
}

EXPORT bool py_raise(py_Ref exception)
{
    if (LIKELY(pkhost_here != NULL))
        facts_forget(pkhost_here);
    if (dialect_is_python())
        return raise_in_python(exception);
    if (LIKELY(py_isinstance(exception, tp_BaseException)))
        return pkhost_originals.raise(exception);
    py_StackRef instead = py_pushtmp();
    make_type_error(instead, "exceptions must derive from BaseException");
    pkhost_originals.raise(instead);
    py_pop();
    return false;
}
