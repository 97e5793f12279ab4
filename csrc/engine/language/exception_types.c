/* exception_types.c -- what exception_types.h describes. */
#include "language/exception_types.h"

#include "base/current.h"

py_Type exception_type_of(enum exception_class which)
{
    return pkhost_here->types.exceptions[which];
}

bool is_exception(const py_TValue *value)
{
    return value->is_ptr && py_isinstance((py_Ref)value, tp_BaseException);
}

bool is_exception_class(const py_TValue *value)
{
    return value->type == tp_type && py_issubclass(py_totype((py_Ref)value), tp_BaseException);
}

static enum exception_kind kind_of_one(py_Type type)
{
    static const struct {
        enum exception_class class;
        enum exception_kind kind;
    } kinds[] = {
        { EXCEPTION_KeyError, KIND_KEY },
        { EXCEPTION_StopIteration, KIND_STOP_ITERATION },
        { EXCEPTION_SystemExit, KIND_EXIT },
        { EXCEPTION_ImportError, KIND_IMPORT },
        { EXCEPTION_NameError, KIND_NAME },
        { EXCEPTION_AttributeError, KIND_ATTRIBUTE },
        { EXCEPTION_OSError, KIND_OS },
        { EXCEPTION_SyntaxError, KIND_SYNTAX },
        { EXCEPTION_UnicodeDecodeError, KIND_DECODE },
        { EXCEPTION_UnicodeEncodeError, KIND_ENCODE },
        { EXCEPTION_UnicodeTranslateError, KIND_TRANSLATE },
        { EXCEPTION_BaseExceptionGroup, KIND_GROUP },
        { EXCEPTION_ExceptionGroup, KIND_GROUP },
    };
    const py_Type *const types = pkhost_here->types.exceptions;
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (types[kinds[i].class] == type)
            return kinds[i].kind;
    return KIND_PLAIN;
}

const py_TypeInfo *exception_layout(const py_TypeInfo *type)
{
    while (type->index != tp_BaseException && kind_of_one(type->index) < KIND_EXIT)
        type = type->base_ti;
    return type;
}

enum exception_kind exception_kind_of(py_Type type)
{
    /* Exception is plain, as is what it is derived from. */
    for (py_TypeInfo *t = pk_typeinfo(type);
         t != NULL && t->index != tp_Exception && t->index != tp_BaseException; t = t->base_ti) {
        const enum exception_kind kind = kind_of_one(t->index);
        if (kind != KIND_PLAIN)
            return kind;
    }
    return KIND_PLAIN;
}

int exception_argument_count(const exception *e)
{
    return e->base.args.type == tp_tuple ? py_tuple_len((py_Ref)&e->base.args) : 0;
}

py_TValue exception_argument(const exception *e, int i)
{
    return i < exception_argument_count(e) ? *py_tuple_getitem((py_Ref)&e->base.args, i)
                                           : (py_TValue){ .type = tp_nil };
}

py_TValue exception_stop_value(const py_TValue *stop)
{
    const py_TValue value = exception_argument(exception_of(stop), 0);
    return value.type == tp_nil ? *py_None() : value;
}
