/* exceptions.c -- the classes of exceptions of dialect "python", and how exceptions are made.
 *
 * Their attributes: language/exception_attributes.c; their texts: language/exception_text.c; where
 * they passed: language/tracebacks.c; how they are raised: language/raise.c.
 */
#include "language/exceptions.h"

#include "base/current.h"
#include "interpose/natives.h"
#include "language/exception_attributes.h"
#include "language/exception_text.h"
#include "language/signatures.h"
#include "language/tracebacks.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

static const struct {
    const char *name;
    enum exception_class base;
} classes[] = {
#define X(name, base) { #name, EXCEPTION_##base },
    EXCEPTION_CLASSES(X)
#undef X
};

static const uint8_t field_counts[] = {
    [KIND_PLAIN] = 0,  [KIND_KEY] = 0,    [KIND_STOP_ITERATION] = 0, [KIND_EXIT] = 1,
    [KIND_IMPORT] = 3, [KIND_NAME] = 2,   [KIND_ATTRIBUTE] = 2,      [KIND_OS] = 4,
    [KIND_SYNTAX] = 8, [KIND_DECODE] = 5, [KIND_ENCODE] = 5,         [KIND_TRANSLATE] = 5,
    [KIND_GROUP] = 2,
};

/* ------------------------------------------------------------------------ the making */

exception *exception_new(py_OutRef out, py_Type type, int argc, const py_TValue *argv)
{
    const enum exception_kind kind = exception_kind_of(type);
    const int count = field_counts[kind];
    /* One is made at the end of every loop, and nobody keeps it; and one with a VM, which stands for
     * its stops: they have neither attributes nor a note. */
    const bool is_small = type == tp_StopIteration || pkhost_building;
    const size_t size =
        sizeof(exception) + ((size_t)count + !is_small) * sizeof(py_TValue); /* a note's */
    py_TValue made;
    exception *const e = py_newobject(&made, type, is_small ? 0 : -1, (int)size);
    memset(e, 0, size);
    e->has_room_for_note = !is_small;
    c11_vector__ctor(&e->base.stacktrace, sizeof(BaseExceptionFrame));
    e->kind = (uint8_t)kind;
    e->field_count = (uint8_t)count;
    if (argc > 0) {
        py_StackRef keep = py_pushtmp();
        *keep = made;
        py_Ref items = py_newtuple(&e->base.args, argc);
        memcpy(items, argv, (size_t)argc * sizeof *argv);
        py_pop();
        attributes_of_arguments(e, argc, argv);
    }
    *out = made;
    return e;
}

/* OSError(2, "…") is a FileNotFoundError. */
static py_Type type_of_errno(int64_t number)
{
    enum exception_class class;
    switch (number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: class = EXCEPTION_BlockingIOError; break;
    case EPIPE:
    case ESHUTDOWN: class = EXCEPTION_BrokenPipeError; break;
    case ECHILD: class = EXCEPTION_ChildProcessError; break;
    case ECONNABORTED: class = EXCEPTION_ConnectionAbortedError; break;
    case ECONNREFUSED: class = EXCEPTION_ConnectionRefusedError; break;
    case ECONNRESET: class = EXCEPTION_ConnectionResetError; break;
    case EEXIST: class = EXCEPTION_FileExistsError; break;
    case ENOENT: class = EXCEPTION_FileNotFoundError; break;
    case EISDIR: class = EXCEPTION_IsADirectoryError; break;
    case ENOTDIR: class = EXCEPTION_NotADirectoryError; break;
    case EINTR: class = EXCEPTION_InterruptedError; break;
    case EACCES:
    case EPERM: class = EXCEPTION_PermissionError; break;
    case ESRCH: class = EXCEPTION_ProcessLookupError; break;
    case ETIMEDOUT: class = EXCEPTION_TimeoutError; break;
    default: return tp_OSError;
    }
    return exception_type_of(class);
}

static py_Type type_to_make(py_Type type, int argc, const py_TValue *argv)
{
    if (type == tp_OSError && argc >= 2 && argv[0].type == tp_int)
        return type_of_errno(argv[0]._i64);
    return type;
}

static bool base_new(int argc, py_Ref argv)
{
    if (argc < 1 || !is_exception_class(argv))
        return TypeError("BaseException.__new__(): its first argument is no exception class");
    const py_Type type = type_to_make(py_totype(argv), argc - 1, argv + 1);
    exception_new(py_retval(), type, argc - 1, argv + 1);
    return true;
}

static bool base_init(int argc, py_Ref argv)
{
    if (argc < 1 || !is_exception(argv))
        return TypeError("descriptor '__init__' requires a 'BaseException' object");
    exception *const e = exception_of(argv);
    py_newnil(&e->base.args);
    if (argc > 1) {
        py_TValue args;
        py_Ref items = py_newtuple(&args, argc - 1);
        memcpy(items, argv + 1, (size_t)(argc - 1) * sizeof *argv);
        e->base.args = args;
    }
    py_newnone(py_retval());
    return attributes_initialise(argv, argc - 1, argv + 1);
}

bool exception_raise_attribute_error(py_Ref object, py_Name name, const char *format, ...)
{
    c11_sbuf buffer;
    va_list arguments;
    c11_sbuf__ctor(&buffer);
    va_start(arguments, format);
    pk_vsprintf(&buffer, format, arguments);
    va_end(arguments);
    py_StackRef message = py_pushtmp(), made = py_pushtmp();
    const py_TValue of = *object;
    c11_sbuf__py_submit(&buffer, message);
    exception *const e = exception_new(made, tp_AttributeError, 1, message);
    e->fields[ATTRIBUTE_NAME] = *py_name2ref(name);
    e->fields[ATTRIBUTE_OBJECT] = of;
    py_raise(made);
    py_shrink(2);
    return false;
}

bool exception_raise_os_error(int number, py_Ref filename)
{
    py_TValue made;
    py_TValue given[3] = { { .type = tp_int, ._i64 = number } };
    py_newstr(&given[1], attributes_error_text(number));
    if (filename != NULL)
        given[2] = *filename;
    exception_new(&made, type_of_errno(number), filename == NULL ? 2 : 3, given);
    py_StackRef keep = py_pushtmp();
    *keep = made;
    py_raise(keep);
    py_pop();
    return false;
}

bool exception_raise_import_error(py_Ref message, py_Ref name, bool not_found)
{
    py_StackRef made = py_pushtmp();
    const py_Type type =
        not_found ? exception_type_of(EXCEPTION_ModuleNotFoundError) : tp_ImportError;
    exception *const e = exception_new(made, type, 1, message);
    e->fields[IMPORT_NAME_FIELD] = *name;
    py_raise(made);
    py_pop();
    return false;
}

/* ----------------------------------------------------------------------- the classes */

/* PocketPy has some of them, all with Exception as their base, and final. */
static py_Type class_install(const char *name, py_Type base)
{
    if (strcmp(name, "ExceptionGroup") == 0)
        return 0; /* it has two bases: language/exception_groups.c makes it */
    py_Ref there = py_getbuiltin(py_name(name));
    if (there == NULL || there->type != tp_type)
        return exception_make(name, base, pk_current_vm->builtins);
    py_TypeInfo *const info = pk_typeinfo(py_totype(there));
    if (info->index != tp_BaseException) {
        info->base = base;
        info->base_ti = pk_typeinfo(base);
    }
    return info->index;
}

/* Keywords are for an __init__ of the script's; the exception itself has no use for them. */
static bool base_new_with_keywords(int argc, py_Ref argv)
{
    enum { CLASS, ARGS, KEYWORDS };
    py_TValue class = argv[CLASS];
    const int count = py_tuple_len(&argv[ARGS]);
    (void)argc;
    if (!is_exception_class(&class))
        return TypeError("BaseException.__new__(): its first argument is no exception class");
    py_Ref given = count == 0 ? NULL : py_tuple_data(&argv[ARGS]);
    exception *const e =
        exception_new(py_retval(), type_to_make(py_totype(&class), count, given), count, given);
    return attributes_of_keywords(e, &argv[KEYWORDS]);
}

static bool base_init_with_keywords(int argc, py_Ref argv)
{
    enum { SELF, ARGS, KEYWORDS };
    (void)argc;
    if (!is_exception(&argv[SELF]))
        return TypeError("descriptor '__init__' requires a 'BaseException' object");
    if (!attributes_take_keywords(&argv[SELF], &argv[KEYWORDS]))
        return false;
    exception *const e = exception_of(&argv[SELF]);
    e->base.args = argv[ARGS];
    const int count = py_tuple_len(&argv[ARGS]);
    py_newnone(py_retval());
    return attributes_initialise(&argv[SELF], count,
                                 count == 0 ? NULL : py_tuple_data(&argv[ARGS]));
}

bool exceptions_install(void)
{
    static const native_signature signatures[] = {
        { "BaseException(cls, /, *args, **kwargs)", base_new, base_new_with_keywords },
        { "BaseException(self, /, *args, **kwargs)", base_init, base_init_with_keywords },
    };
    static const native of_base[] = { { "__new__", base_new } };
    py_Type *const types = pkhost_here->types.exceptions;
    for (size_t i = 0; i < COUNT(classes); i++) {
        types[i] = class_install(classes[i].name, types[classes[i].base]);
        if (types[i] != 0)
            pk_typeinfo(types[i])->is_final = false;
    }
    signatures_add(signatures, COUNT(signatures));
    py_GlobalRef builtins = pk_current_vm->builtins;
    py_setdict(builtins, py_name("EnvironmentError"), py_tpobject(tp_OSError));
    py_setdict(builtins, py_name("IOError"), py_tpobject(tp_OSError));
    return natives_replace(py_tpobject(tp_BaseException), of_base, COUNT(of_base))
           && attributes_install() && exception_text_install() && tracebacks_install();
}

/* It checks its first argument itself, and so does without a guard: which another function would
 * be, that language/signatures.c does not know. */
bool exceptions_finish(void)
{
    py_Ref init = py_getdict(py_tpobject(tp_BaseException), __init__);
    if (init == NULL || init->type != tp_nativefunc)
        return false;
    init->_cfunc = base_init;
    return true;
}
