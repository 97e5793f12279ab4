/* classes.c -- making classes, and looking names up in them. */
#include "interpose/classes.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "memory/region.h"
#include "stop/stop.h"

#include <string.h>

/* They are never freed, and their index is a signed 16-bit number.  The
 * callers do not check for a failure, so the exception passes the script's frames
 * as a stop does. */
EXPORT py_Type pk_newtypewithmode(py_Name name, py_Type base, const py_GlobalRef module,
                                  void (*destructor)(void *), bool is_python, bool is_final,
                                  enum py_CompileMode mode)
{
    if (UNLIKELY(pk_current_vm->types.length >= INT16_MAX)) {
        RuntimeError("a VM cannot have more than %d classes", INT16_MAX);
        stop_fail(pkhost_here);
    }
    return pkhost_originals.newtypewithmode(name, base, module, destructor, is_python, is_final,
                                            mode);
}

/* PocketPy calls it for a class that its own compiler derives from one of ours. */
void class_has_details(py_TypeInfo *type) { (void)type; }

ancestors ancestors_of(py_TypeInfo *type)
{
    const class_details *const details = class_details_of(type);
    if (details != NULL && (details->flags & CLASS_LOOKUP) != 0)
        return (ancestors){ details->mro, details->mro_length, NULL };
    return (ancestors){ NULL, 0, type };
}

py_TypeInfo *ancestors_next(ancestors *a)
{
    if (a->mro != NULL)
        return a->left-- > 0 ? *a->mro++ : NULL;
    py_TypeInfo *const type = a->next;
    if (type == NULL)
        return NULL;
    a->next = type->base_ti;
    if (type->index == tp_bool && region_of(type)->dialect_is_python)
        a->next = class_info(tp_int);
    return type;
}

py_Name class_short_name(const py_TypeInfo *type)
{
    const char *const dot =
        class_details_of(type) == NULL ? strrchr(py_name2str(type->name), '.') : NULL;
    return dot == NULL ? type->name : py_name(dot + 1);
}

py_TypeInfo *class_home_of(py_TypeInfo *type, py_Name name)
{
    ancestors a = ancestors_of(type);
    py_TypeInfo *ancestor;
    while ((ancestor = ancestors_next(&a)) != NULL && class_own(ancestor, name) == NULL)
        continue;
    return ancestor;
}

bool class_is_subclass(const py_TypeInfo *derived, const py_TypeInfo *base)
{
    const class_details *const details = class_details_of(derived);
    if (details != NULL && (details->flags & CLASS_BY_MRO) != 0) {
        for (int i = 0; i < details->mro_length; i++)
            if (details->mro[i] == base)
                return true;
        return false;
    }
    const py_TypeInfo *t = derived;
    do {
        if (t == base)
            return true;
        t = t->base_ti;
    } while (t != NULL);
    return derived->index == tp_bool && base->index == tp_int
           && region_of(derived)->dialect_is_python;
}

EXPORT bool py_issubclass(py_Type derived, py_Type base)
{
    return class_is_subclass(class_info(derived), class_info(base));
}

/* The class of a class may be a metaclass. */
EXPORT bool py_isinstance(py_Ref object, py_Type type)
{
    if (LIKELY(object->type == type) && (!object->is_ptr || object->_obj->type == type))
        return true;
    py_TypeInfo *const wanted = class_info(type);
    if (UNLIKELY(object->type == tp_type)) {
        const class_details *const details = class_details_of(class_of_object(object));
        if (details != NULL)
            return class_is_subclass(details->metaclass, wanted);
    }
    return class_is_subclass(class_of_value(object), wanted);
}
