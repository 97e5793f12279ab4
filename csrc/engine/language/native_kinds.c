/* native_kinds.c -- what native_kinds.h describes. */
#include "language/native_kinds.h"

#include "base/macros.h"
#include "interpose/natives.h"
#include "language/special_names.h"

#include <string.h>

enum { OWNER }; /* a slot of a native method: interpose/natives.c */
enum { SELF, FUNCTION };

py_Name native_name_among(const NameDict *names, py_CFunction function)
{
    for (int i = 0; i < names->capacity; i++) {
        const NameDict_KV *const entry = &names->items[i];
        if (entry->key == NULL)
            continue;
        const py_TValue *value = &entry->value;
        if (value->type == tp_classmethod || value->type == tp_staticmethod)
            value = py_getslot((py_Ref)value, 0);
        if (value->type == tp_nativefunc && value->_cfunc == function)
            return entry->key;
    }
    return NULL;
}

py_Name native_name_in(py_TypeInfo *class, py_CFunction function)
{
    py_Name name = NULL;
    ancestors a = ancestors_of(class);
    for (const py_TypeInfo *each; name == NULL && (each = ancestors_next(&a)) != NULL;)
        name = native_name_among((const NameDict *)each->self._obj->flex, function);
    return name;
}

/* Names with underscores that are methods in CPython, not slots of its types. */
static bool is_method_there(py_Name name)
{
    static const char *const names[] = {
        "__new__",           "__init_subclass__", "__subclasshook__", "__class_getitem__",
        "__reduce__",        "__reduce_ex__",     "__getstate__",     "__setstate__",
        "__sizeof__",        "__format__",        "__dir__",          "__getnewargs__",
        "__round__",         "__trunc__",         "__floor__",        "__ceil__",
        "__complex__",       "__length_hint__",   "__reversed__",     "__prepare__",
        "__instancecheck__", "__subclasscheck__", "__subclasses__",   "__copy__",
        "__deepcopy__",      "__enter__",         "__exit__",         "__bytes__",
        "__getnewargs_ex__", "__getformat__",     "__missing__",
    };
    const char *const text = py_name2str(name);
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(text, names[i]) == 0)
            return true;
    return false;
}

/* dict, list and the sets have these as methods, too. */
static bool is_method_of(const py_TypeInfo *class, py_Name name)
{
    const struct vm_types *const types = &pkhost_here->types;
    return (name == __getitem__ && (class->index == tp_dict || class->index == tp_list))
           || (name == __contains__
               && (class->index == tp_dict || class->index == types->set
                   || class->index == types->frozenset));
}

static bool is_slot(py_TypeInfo *class, py_CFunction function)
{
    const py_Name name = native_name_in(class, function);
    return name != NULL && is_dunder(name) && !is_method_there(name) && !is_method_of(class, name);
}

py_TypeInfo *native_kind_of(const py_TValue *value)
{
    const struct vm_types *const types = &pkhost_here->types;
    const bool is_bound = value->type == tp_boundmethod;
    const py_TValue *const held = is_bound ? py_getslot((py_Ref)value, FUNCTION) : value;
    const py_CFunction function = natives_function_of(held);
    if (function == NULL)
        return class_info(value->type);
    if (!is_bound) {
        py_TypeInfo *const owner = class_of_object(py_getslot((py_Ref)value, OWNER));
        return class_info(is_slot(owner, function)                     ? types->wrapper_descriptor
                          : native_name_in(owner, function) == __new__ ? tp_nativefunc
                                                                       : types->native_method);
    }
    const py_TValue *const self = py_getslot((py_Ref)value, SELF);
    return class_info(self->type != tp_type && is_slot(class_of_value(self), function)
                          ? types->method_wrapper
                          : tp_nativefunc);
}

bool native_kinds_install(void)
{
    struct vm_types *const types = &pkhost_here->types;
    types->wrapper_descriptor =
        pk_newtype("wrapper_descriptor", tp_object, NULL, NULL, false, true);
    types->method_wrapper = pk_newtype("method-wrapper", tp_object, NULL, NULL, false, true);
    types->classmethod_descriptor =
        pk_newtype("classmethod_descriptor", tp_object, NULL, NULL, false, true);
    return true;
}
