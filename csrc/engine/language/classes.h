/* classes.h -- making classes. */
#ifndef PKHOST_LANGUAGE_CLASSES_H
#define PKHOST_LANGUAGE_CLASSES_H

#include "interpose/classes.h"
#include "language/native_kinds.h"

#pragma GCC visibility push(hidden)

/* type.__new__: a class of this metaclass, with what is in `namespace`, a dict; `keywords`, a
 * dict (anything else: there are none), are for __init_subclass__.  All lie on the value stack.  Into py_retval(). */
bool class_make(py_TypeInfo *metaclass, py_Ref name, py_Ref bases, py_Ref namespace,
                const py_TValue *keywords);

/* The metaclass of a class with these bases, if `wanted` is asked for; NULL: raised. */
py_TypeInfo *class_choose_metaclass(py_TypeInfo *wanted, py_Ref bases);

/* type(value).  An int beyond 64 bits has a type of its own, which nobody sees: python/big_integers.h. */
static inline py_TypeInfo *class_of(const py_TValue *value)
{
    if (value->type == tp_type) {
        const class_details *const details = class_details_of(class_of_object(value));
        if (details != NULL)
            return details->metaclass;
    }
    if (native_kind_differs(value))
        return native_kind_of(value);
    py_TypeInfo *const class = class_of_value(value);
    const bool is_big_integer =
        class->base == tp_int && class->index != tp_bool && class_details_of(class) == NULL;
    return is_big_integer ? class->base_ti : class;
}

/* The __call__ of the class's metaclass, if that has one of its own; NULL: it is called as
 * classes are. */
py_Ref class_metacall(const py_TypeInfo *class);
/* type.__call__ as a native, by which a metaclass's own calls it: whoever calls it makes an
 * instance without asking the metaclass again. */
bool class_call(int argc, py_Ref argv);
/* False: it has abstract methods, and TypeError says so. */
bool class_check_abstract(py_TypeInfo *class);

#pragma GCC visibility pop

#endif
