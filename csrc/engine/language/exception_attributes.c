/* exception_attributes.c -- what exception_attributes.h describes.
 *
 * They are what CPython's documentation lists ("Built-in Exceptions").  All are properties with a
 * native getter, which is called with whatever has the class in its bases; so each looks at the
 * kind of the exception before it touches a field.
 */
#include "language/exception_attributes.h"

#include "base/current.h"
#include "interpose/natives.h"
#include "language/tracebacks.h"

#include <errno.h>
#include <string.h>

/* ---------------------------------------------------------------------- its arguments */

static void set_each(exception *e, int first, int count, const py_TValue *argv)
{
    for (int i = 0; i < count; i++)
        e->fields[first + i] = argv[i];
}

/* SyntaxError(msg, (filename, lineno, offset, text, end_lineno, end_offset)) */
static void set_syntax_fields(exception *e, int argc, const py_TValue *argv)
{
    e->fields[SYNTAX_MSG] = argv[0];
    if (argc < 2 || argv[1].type != tp_tuple)
        return;
    const int count = py_tuple_len((py_Ref)&argv[1]);
    if (count == 4 || count == 6)
        set_each(e, SYNTAX_FILENAME, count, py_tuple_data((py_Ref)&argv[1]));
}

/* With three or more arguments, `args` has the first two. */
static void set_os_fields(exception *e, int argc, const py_TValue *argv)
{
    if (argc < 2 || argc > 5)
        return;
    e->fields[OS_ERRNO] = argv[0];
    e->fields[OS_STRERROR] = argv[1];
    if (argc < 3 || argv[2].type == tp_NoneType)
        return;
    e->fields[OS_FILENAME] = argv[2];
    if (argc == 5 && argv[4].type != tp_NoneType)
        e->fields[OS_FILENAME2] = argv[4];
    py_TValue args;
    py_Ref items = py_newtuple(&args, 2);
    items[0] = argv[0];
    items[1] = argv[1];
    e->base.args = args;
}

void attributes_of_arguments(exception *e, int argc, const py_TValue *argv)
{
    if (argc < 1)
        return;
    switch (e->kind) {
    case KIND_EXIT: e->fields[0] = argc == 1 ? argv[0] : e->base.args; break;
    case KIND_IMPORT:
        if (argc == 1)
            e->fields[IMPORT_MSG] = argv[0];
        break;
    case KIND_OS: set_os_fields(e, argc, argv); break;
    case KIND_SYNTAX: set_syntax_fields(e, argc, argv); break;
    case KIND_DECODE:
    case KIND_ENCODE:
        if (argc == 5)
            set_each(e, UNICODE_ENCODING, 5, argv);
        break;
    case KIND_TRANSLATE:
        if (argc == 4)
            set_each(e, UNICODE_OBJECT, 4, argv);
        break;
    default: break;
    }
}

/* Of UnicodeDecodeError and its like: the types of the arguments, a letter each. */
static bool check_unicode(py_Ref self, const char *name, const char *types, int argc, py_Ref argv)
{
    const int count = (int)strlen(types);
    (void)self;
    if (argc != count)
        return TypeError("function takes exactly %d arguments (%d given)", count, argc);
    for (int i = 0; i < count; i++) {
        const py_Type wanted = types[i] == 's' ? tp_str : types[i] == 'b' ? tp_bytes : tp_int;
        if (argv[i].type != wanted && !py_isinstance(&argv[i], wanted)) {
            if (wanted == tp_int)
                return TypeError("'%t' object cannot be interpreted as an integer", argv[i].type);
            if (wanted == tp_bytes)
                return TypeError("a bytes-like object is required, not '%t'", argv[i].type);
            return TypeError("%s() argument %d must be str, not %t", name, i + 1, argv[i].type);
        }
    }
    return true;
}

/* The second argument of SyntaxError. */
static bool is_syntax_details(py_Ref details)
{
    if (!py_tpcall(tp_tuple, 1, details))
        return false;
    const int count = py_tuple_len(py_retval());
    if (count < 4)
        return TypeError("function takes at least 4 arguments (%d given)", count);
    if (count > 6)
        return TypeError("function takes at most 6 arguments (%d given)", count);
    return count != 5 || TypeError("end_offset must be provided when end_lineno is provided");
}

bool attributes_initialise(py_Ref self, int argc, py_Ref argv)
{
    exception *const e = exception_of(self);
    switch (e->kind) {
    case KIND_DECODE:
        if (!check_unicode(self, "UnicodeDecodeError", "sbiis", argc, argv))
            return false;
        break;
    case KIND_ENCODE:
        if (!check_unicode(self, "UnicodeEncodeError", "ssiis", argc, argv))
            return false;
        break;
    case KIND_TRANSLATE:
        if (!check_unicode(self, "UnicodeTranslateError", "siis", argc, argv))
            return false;
        break;
    case KIND_EXIT: py_newnil(&e->fields[0]); break;
    case KIND_SYNTAX:
        if (argc == 2 && !is_syntax_details(&argv[1]))
            return false;
        break;
    default: break;
    }
    attributes_of_arguments(e, argc, argv);
    py_newnone(py_retval());
    return true;
}

/* Which field a keyword sets; -1: none. */
static int field_of_keyword(const exception *e, c11_sv name)
{
    static const struct {
        enum exception_kind kind;
        int field;
        const char *name;
    } known[] = {
        { KIND_IMPORT, IMPORT_NAME_FIELD, "name" },
        { KIND_IMPORT, IMPORT_PATH, "path" },
        { KIND_NAME, NAME_NAME, "name" },
        { KIND_ATTRIBUTE, ATTRIBUTE_NAME, "name" },
        { KIND_ATTRIBUTE, ATTRIBUTE_OBJECT, "obj" },
    };
    for (size_t i = 0; i < COUNT(known); i++)
        if (known[i].kind == (enum exception_kind)e->kind && name.size == (int)strlen(known[i].name)
            && memcmp(name.data, known[i].name, (size_t)name.size) == 0)
            return known[i].field;
    return -1;
}

struct keywords {
    exception *e;
    py_TValue unknown; /* nil: none */
};

static bool set_keyword(py_Ref key, py_Ref value, void *context)
{
    struct keywords *const k = context;
    const int field = key->type == tp_str ? field_of_keyword(k->e, py_tosv(key)) : -1;
    if (field >= 0)
        k->e->fields[field] = *value;
    else
        k->unknown = *key;
    return true;
}

bool attributes_of_keywords(exception *e, py_Ref keywords)
{
    struct keywords k = { e, { .type = tp_nil } };
    return py_dict_apply(keywords, set_keyword, &k);
}

bool attributes_take_keywords(py_Ref self, py_Ref keywords)
{
    struct keywords k = { exception_of(self), { .type = tp_nil } };
    if (!py_dict_apply(keywords, set_keyword, &k))
        return false;
    if (k.unknown.type == tp_nil)
        return true;
    if (k.e->kind == KIND_IMPORT || k.e->kind == KIND_NAME || k.e->kind == KIND_ATTRIBUTE)
        return TypeError("'%v' is an invalid keyword argument for %t()", py_tosv(&k.unknown),
                         self->type);
    return TypeError("%t() takes no keyword arguments", self->type);
}

const char *attributes_error_text(int number)
{
    switch (number) {
    case EPERM: return "Operation not permitted";
    case ENOENT: return "No such file or directory";
    case EIO: return "Input/output error";
    case EBADF: return "Bad file descriptor";
    case EACCES: return "Permission denied";
    case EEXIST: return "File exists";
    case ENOTDIR: return "Not a directory";
    case EISDIR: return "Is a directory";
    case EINVAL: return "Invalid argument";
    case EMFILE: return "Too many open files";
    case EFBIG: return "File too large";
    case ENOSPC: return "No space left on device";
    case EROFS: return "Read-only file system";
    case ENAMETOOLONG: return "File name too long";
    case ENOTEMPTY: return "Directory not empty";
    default: return "Unknown error";
    }
}

/* ------------------------------------------------------------------- fields by their names */

static bool give(const py_TValue *value)
{
    *py_retval() = value->type == tp_nil ? *py_None() : *value;
    return true;
}

static bool is_of(int argc, py_Ref argv, unsigned kinds)
{
    return argc >= 1 && is_exception(argv) && (kinds >> exception_of(argv)->kind & 1);
}

static bool field_get(int argc, py_Ref argv, unsigned kinds, int field)
{
    if (!is_of(argc, argv, kinds))
        return TypeError("this attribute is of another exception");
    return give(&exception_of(argv)->fields[field]);
}

static bool field_set(int argc, py_Ref argv, unsigned kinds, int field)
{
    if (!is_of(argc, argv, kinds) || argc != 2)
        return TypeError("this attribute is of another exception");
    exception_of(argv)->fields[field] = argv[1];
    py_newnone(py_retval());
    return true;
}

enum {
    UNICODE_KINDS = 1 << KIND_DECODE | 1 << KIND_ENCODE | 1 << KIND_TRANSLATE,
    CODED_KINDS = 1 << KIND_DECODE | 1 << KIND_ENCODE,
};

/* class, attribute, kinds, field */
#define FIELDS(X)                                                       \
    X(SystemExit, code, 1 << KIND_EXIT, 0)                              \
    X(ImportError, msg, 1 << KIND_IMPORT, IMPORT_MSG)                   \
    X(ImportError, name, 1 << KIND_IMPORT, IMPORT_NAME_FIELD)           \
    X(ImportError, path, 1 << KIND_IMPORT, IMPORT_PATH)                 \
    X(NameError, name, 1 << KIND_NAME, NAME_NAME)                       \
    X(AttributeError, name, 1 << KIND_ATTRIBUTE, ATTRIBUTE_NAME)        \
    X(AttributeError, obj, 1 << KIND_ATTRIBUTE, ATTRIBUTE_OBJECT)       \
    X(OSError, errno, 1 << KIND_OS, OS_ERRNO)                           \
    X(OSError, strerror, 1 << KIND_OS, OS_STRERROR)                     \
    X(OSError, filename, 1 << KIND_OS, OS_FILENAME)                     \
    X(OSError, filename2, 1 << KIND_OS, OS_FILENAME2)                   \
    X(SyntaxError, msg, 1 << KIND_SYNTAX, SYNTAX_MSG)                   \
    X(SyntaxError, filename, 1 << KIND_SYNTAX, SYNTAX_FILENAME)         \
    X(SyntaxError, lineno, 1 << KIND_SYNTAX, SYNTAX_LINENO)             \
    X(SyntaxError, offset, 1 << KIND_SYNTAX, SYNTAX_OFFSET)             \
    X(SyntaxError, text, 1 << KIND_SYNTAX, SYNTAX_TEXT)                 \
    X(SyntaxError, end_lineno, 1 << KIND_SYNTAX, SYNTAX_END_LINENO)     \
    X(SyntaxError, end_offset, 1 << KIND_SYNTAX, SYNTAX_END_OFFSET)     \
    X(SyntaxError, print_file_and_line, 1 << KIND_SYNTAX, SYNTAX_PRINT) \
    X(UnicodeDecodeError, encoding, CODED_KINDS, UNICODE_ENCODING)      \
    X(UnicodeEncodeError, encoding, CODED_KINDS, UNICODE_ENCODING)      \
    X(UnicodeError, object, UNICODE_KINDS, UNICODE_OBJECT)              \
    X(UnicodeError, start, UNICODE_KINDS, UNICODE_START)                \
    X(UnicodeError, end, UNICODE_KINDS, UNICODE_END)                    \
    X(UnicodeError, reason, UNICODE_KINDS, UNICODE_REASON)              \
    X(BaseExceptionGroup, message, 1 << KIND_GROUP, GROUP_MESSAGE)

#undef errno /* is an attribute's name here */
#define X(class, name, kinds, field)                        \
    static bool class##_##name##_get(int argc, py_Ref argv) \
    {                                                       \
        return field_get(argc, argv, kinds, field);         \
    }                                                       \
    static bool class##_##name##_set(int argc, py_Ref argv) \
    {                                                       \
        return field_set(argc, argv, kinds, field);         \
    }
FIELDS(X)
#undef X

static bool value_get(int argc, py_Ref argv)
{
    if (!is_of(argc, argv, 1 << KIND_STOP_ITERATION))
        return TypeError("this attribute is of another exception");
    *py_retval() = exception_stop_value(argv);
    return true;
}

static bool stop_async_value_get(int argc, py_Ref argv)
{
    if (argc < 1 || !is_exception(argv))
        return TypeError("this attribute is of another exception");
    *py_retval() = exception_argument(exception_of(argv), 0);
    return give(py_retval());
}

static bool group_exceptions_get(int argc, py_Ref argv)
{
    return field_get(argc, argv, 1 << KIND_GROUP, GROUP_EXCEPTIONS);
}

/* ---------------------------------------------------------------------- those of all of them */

static bool is_self(int argc, py_Ref argv)
{
    return (argc >= 1 && is_exception(argv)) || TypeError("this attribute is of exceptions");
}

static bool args_get(int argc, py_Ref argv)
{
    if (!is_self(argc, argv))
        return false;
    if (exception_of(argv)->base.args.type == tp_tuple)
        *py_retval() = exception_of(argv)->base.args;
    else
        py_newtuple(py_retval(), 0);
    return true;
}

static bool args_set(int argc, py_Ref argv)
{
    if (!is_self(argc, argv) || !py_tpcall(tp_tuple, 1, &argv[1]))
        return false;
    exception_of(argv)->base.args = *py_retval();
    py_newnone(py_retval());
    return true;
}

/* An attribute that is an exception or None, the latter as nil. */
static bool set_exception(py_TValue *place, py_Ref value, const char *message)
{
    if (value->type == tp_NoneType)
        py_newnil(place);
    else if (is_exception(value))
        *place = *value;
    else
        return TypeError("%s", message);
    py_newnone(py_retval());
    return true;
}

static bool cause_get(int argc, py_Ref argv)
{
    if (!is_self(argc, argv))
        return false;
    const py_TValue cause = exception_part(exception_of(argv)->cause);
    return give(&cause);
}

static bool cause_set(int argc, py_Ref argv)
{
    py_TValue cause;
    if (!is_self(argc, argv)
        || !set_exception(&cause, &argv[1],
                          "exception cause must be None or derive from BaseException"))
        return false;
    exception_of(argv)->cause = exception_part_of(&cause);
    exception_of(argv)->suppress_context = true;
    return true;
}

static bool context_get(int argc, py_Ref argv)
{
    return is_self(argc, argv) && give(&exception_of(argv)->base.inner_exc);
}

static bool context_set(int argc, py_Ref argv)
{
    if (!is_self(argc, argv)
        || !set_exception(&exception_of(argv)->base.inner_exc, &argv[1],
                          "exception context must be None or derive from BaseException"))
        return false;
    if (is_exception(&argv[1]))
        exception_of(&argv[1])->is_a_context = true;
    return true;
}

static bool suppress_get(int argc, py_Ref argv)
{
    if (!is_self(argc, argv))
        return false;
    py_newbool(py_retval(), exception_of(argv)->suppress_context);
    return true;
}

static bool suppress_set(int argc, py_Ref argv)
{
    if (!is_self(argc, argv))
        return false;
    if (argv[1].type != tp_bool)
        return TypeError("attribute value type must be bool");
    exception_of(argv)->suppress_context = argv[1]._bool;
    py_newnone(py_retval());
    return true;
}

static bool traceback_get(int argc, py_Ref argv)
{
    return is_self(argc, argv) && traceback_of(argv);
}

static bool traceback_set(int argc, py_Ref argv)
{
    if (!is_self(argc, argv))
        return false;
    if (!traceback_put(argv, &argv[1]))
        return TypeError("__traceback__ must be a traceback or None");
    py_newnone(py_retval());
    return true;
}

static bool with_traceback(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("BaseException.with_traceback() takes exactly one argument (%d given)",
                         argc - 1);
    if (!traceback_set(argc, argv))
        return false;
    *py_retval() = argv[0];
    return true;
}

static bool add_note(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("BaseException.add_note() takes exactly one argument (%d given)",
                         argc - 1);
    if (!is_self(argc, argv))
        return false;
    if (argv[1].type != tp_str && !py_isinstance(&argv[1], tp_str))
        return TypeError("note must be a str, not '%t'", argv[1].type);
    const py_Name name = py_name("__notes__");
    py_StackRef const before = py_peek(0);
    if (!py_getattr(argv, name)) {
        if (!py_matchexc(tp_AttributeError))
            return false;
        py_clearexc(before);
        py_StackRef notes = py_pushtmp();
        py_newlist(notes);
        if (!py_setattr(argv, name, notes))
            return false;
        py_pop();
        if (!py_getattr(argv, name))
            return false;
    }
    if (py_retval()->type != tp_list)
        return TypeError("Cannot add note: __notes__ is not a list");
    py_list_append(py_retval(), &argv[1]);
    py_newnone(py_retval());
    return true;
}

bool attributes_install(void)
{
    static const native of_base[] = {
        { "with_traceback", with_traceback },
        { "add_note", add_note },
    };
#define X(class, name, kinds, field)                                                   \
    py_bindproperty(exception_type_of(EXCEPTION_##class), #name, class##_##name##_get, \
                    class##_##name##_set);
    FIELDS(X)
#undef X
    py_bindproperty(tp_StopIteration, "value", value_get, NULL);
    py_bindproperty(exception_type_of(EXCEPTION_StopAsyncIteration), "value", stop_async_value_get,
                    NULL);
    py_bindproperty(exception_type_of(EXCEPTION_BaseExceptionGroup), "exceptions",
                    group_exceptions_get, NULL);
    py_bindproperty(tp_BaseException, "args", args_get, args_set);
    py_bindproperty(tp_BaseException, "__cause__", cause_get, cause_set);
    py_bindproperty(tp_BaseException, "__context__", context_get, context_set);
    py_bindproperty(tp_BaseException, "__suppress_context__", suppress_get, suppress_set);
    py_bindproperty(tp_BaseException, "__traceback__", traceback_get, traceback_set);
    return natives_replace(py_tpobject(tp_BaseException), of_base, COUNT(of_base));
}
