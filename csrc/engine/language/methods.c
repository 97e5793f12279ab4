/* methods.c -- x.name(...): the method, and what it is called with first.
 *
 * PocketPy's loop asks pk_loadmethod() so that no bound method need be made.  When it answers
 * false the loop takes the attribute, by py_getattr().
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/natives.h"
#include "language/descriptors.h"
#include "language/class_attributes.h"
#include "language/special_names.h"
#include "language/super.h"
#include "memory/dialect.h"

/* C.name(...) */
static bool load_of_class(py_StackRef self, py_Name name)
{
    py_TypeInfo *const class = class_of_object(self);
    if (class_metaclass(class)->index != tp_type)
        return false;
    const py_TValue *const found = class_find(class, name);
    if (found == NULL)
        return false;
    py_TValue first = { .type = tp_nil }, function = *found;
    switch (found->type) {
    case tp_function: break;
    case tp_nativefunc:
        natives_wrap(&function, class_home_of(class, name)->index, found->_cfunc, name == __new__);
        break;
    case tp_staticmethod: function = *py_getslot(&function, 0); break;
    case tp_classmethod:
        if (!classmethod_is_plain(found))
            return false;
        first = *self;
        function = *py_getslot(&function, 0);
        break;
    default: return false;
    }
    if (is_dunder(name) && (name == special.doc || name == special.dict))
        return false;
    self[0] = function;
    self[1] = first;
    return true;
}

static bool load_of_super(py_StackRef self, py_Name name)
{
    py_TValue function, first;
    if (!super_find_method(self, name, &function, &first))
        return false;
    self[0] = function;
    self[1] = first;
    return true;
}

/* An attribute of the instance itself hides a method, but not from operators. */
static bool is_hidden(const py_TValue *self, py_Name name)
{
    if (!instance_has_names(self))
        return false;
    const NameDict *const names = instance_names(self->_obj);
    if (LIKELY(names->load_factor != DICT_OF_ITS_OWN))
        return name_dict_find(names, name) != NULL && !is_dunder(name);
    if (is_dunder(name))
        return false;
    const enum lookup own = instance_get(self->_obj, name);
    if (own == LOOKUP_FAILED)
        py_clearexc(NULL); /* py_getattr() fails for the same reason */
    return own != LOOKUP_MISSING;
}

EXPORT bool pk_loadmethod(py_StackRef self, py_Name name)
{
    if (!dialect_is_python())
        return natives_load_method(self, name);
    if (self->type == tp_type)
        return load_of_class(self, name);
    if (self->type == tp_super)
        return load_of_super(self, name);
    py_TypeInfo *const type = class_of_value(self);
    const class_details *const details = class_details_of(type);
    if (UNLIKELY((details != NULL && (details->flags & CLASS_GETATTRIBUTE) != 0)
                 || type->getattribute != NULL)
        && !is_dunder(name))
        return false;
    const py_TValue *const found = class_find(type, name);
    if (found == NULL || name == __new__)
        return false;
    const py_TValue first = *self, method = *found;
    switch (method.type) {
    case tp_function:
    case tp_nativefunc:
    case tp_staticmethod: break;
    case tp_classmethod:
        if (UNLIKELY(!classmethod_is_plain(found)))
            return false;
        break;
    default:
        if (method.type != pkhost_here->types.native_method)
            return false;
        break;
    }
    if (UNLIKELY(is_hidden(&first, name)))
        return false;
    switch (method.type) {
    case tp_staticmethod:
        self[0] = *py_getslot((py_Ref)&method, 0);
        py_newnil(&self[1]);
        return true;
    case tp_classmethod:
        self[0] = *py_getslot((py_Ref)&method, 0);
        self[1] = type->self;
        return true;
    default:
        self[0] = method;
        self[1] = first;
        return true;
    }
}
