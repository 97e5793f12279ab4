/* attributes.c -- attributes, as CPython's object.__getattribute__ and its like find them.
 *
 * https://docs.python.org/3.11/howto/descriptor.html#invocation-from-an-instance
 *
 * py_getattr(), py_setattr() and py_delattr() are what PocketPy's loop and natives call
 * (interpose/interpose.list); in dialect "pocketpy" they are as before.
 */
#include "language/attributes.h"

#include "base/archive.h"
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "language/class_attributes.h"
#include "language/descriptors.h"
#include "language/exceptions.h"
#include "language/special_names.h"
#include "language/slots.h"
#include "language/super.h"
#include "memory/dialect.h"

/* ------------------------------------------------------------------------ errors */

bool attribute_missing(const py_TValue *self, py_Name name)
{
    if (self->type == tp_type)
        return exception_raise_attribute_error((py_Ref)self, name,
                                               "type object '%n' has no attribute '%n'",
                                               class_of_object(self)->name, name);
    if (self->type == tp_module) {
        const py_ModuleInfo *const module = py_touserdata((py_Ref)self);
        return exception_raise_attribute_error(
            (py_Ref)self, name, "module '%s' has no attribute '%n'", module->path->data, name);
    }
    return exception_raise_attribute_error((py_Ref)self, name, "'%t' object has no attribute '%n'",
                                           self->type, name);
}

/* ----------------------------------------------------------------------- reading */

enum lookup attribute_get_plainly(const py_TValue *self, py_TypeInfo *type, py_Name name)
{
    const py_TValue *in_class = class_find(type, name);
    py_TValue value;

    if (in_class != NULL) {
        value = *in_class;
        if (UNLIKELY(is_slot(&value)))
            in_class = NULL; /* the instance has it, or has it not */
        else if (descriptor_is_data(&value))
            return descriptor_get(&value, self, type) ? LOOKUP_FOUND : LOOKUP_FAILED;
    }
    if (instance_has_names(self)) {
        const enum lookup own = instance_get(self->_obj, name);
        if (own != LOOKUP_MISSING)
            return own;
    }
    if (in_class != NULL) {
        if (UNLIKELY(name == __new__)) {
            *py_retval() = value; /* a static method */
            return LOOKUP_FOUND;
        }
        return descriptor_get(&value, self, type) ? LOOKUP_FOUND : LOOKUP_FAILED;
    }
    if (UNLIKELY(self->type == tp_bool)) {
        py_TValue number;
        py_newint(&number, self->_bool);
        return attribute_get_plainly(&number, class_info(tp_int), name);
    }
    return LOOKUP_MISSING;
}

/* A function of the module's own, https://peps.python.org/pep-0562/; or a module inside, if it is the
 * library's: programs count on importlib.util and the like, which CPython's start has imported. */
static enum lookup get_of_module(const py_TValue *self, py_Name name)
{
    py_TValue *const own = name_dict_find(instance_names(self->_obj), __getattr__);
    if (own != NULL) {
        py_TValue function = *own;
        return py_call(&function, 1, py_name2ref(name)) ? LOOKUP_FOUND : LOOKUP_FAILED;
    }
    const py_ModuleInfo *const module = py_touserdata((py_Ref)self);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "%v.%n", c11_string__sv(module->path), name);
    c11_string *const path = c11_sbuf__submit(&text);
    archive_entry entry;
    const bool is_there = archive_find(path->data, &entry) && entry.kind != ARCHIVE_ABSENT;
    const int found = is_there ? py_import(path->data) : 0;
    c11_string__delete(path);
    return (enum lookup)found;
}

/* What remains when the ordinary way has found nothing. */
static enum lookup get_otherwise(const py_TValue *self, py_TypeInfo *type, py_Name name)
{
    py_TValue *const own = class_find(type, __getattr__);
    if (own != NULL) {
        py_TValue arguments[] = { *self, *py_name2ref(name) };
        return py_call(own, COUNT(arguments), arguments) ? LOOKUP_FOUND : LOOKUP_FAILED;
    }
    if (self->type == tp_module)
        return get_of_module(self, name);
    if (self->type == tp_boundmethod)
        return py_getattr(py_getslot((py_Ref)self, 1), name) ? LOOKUP_FOUND : LOOKUP_FAILED;
    return LOOKUP_MISSING;
}

enum lookup attribute_get(const py_TValue *self, py_Name name)
{
    py_TypeInfo *const type = class_of_value(self);
    enum lookup found;

    if (self->type == tp_type)
        return class_attribute_get(self, name);
    if (self->type == tp_super)
        return super_get(self, name);
    if (UNLIKELY(type->getattribute != NULL))
        return type->getattribute((py_Ref)self, name) ? LOOKUP_FOUND : LOOKUP_FAILED;
    const class_details *const details = class_details_of(type);
    if (UNLIKELY(details != NULL && (details->flags & CLASS_GETATTRIBUTE) != 0))
        found = (enum lookup)call_special_of(self, special.getattribute, 1, py_name2ref(name));
    else
        found = attribute_get_plainly(self, type, name);
    if (LIKELY(found == LOOKUP_FOUND))
        return found;
    /* A descriptor that raises AttributeError has none. */
    if (found == LOOKUP_FAILED) {
        if (pk_current_vm->unhandled_exc.type != tp_AttributeError
            || class_find(type, __getattr__) == NULL)
            return found;
        py_clearexc(NULL);
    }
    return get_otherwise(self, type, name);
}

/* Most attributes are an instance's own, and nothing of that name is in its class: then where it
 * is; NULL: it is not as simple as that. */
static inline py_TValue *find_own(const py_TValue *self, py_Name name, uint32_t special_ways)
{
    if (self->type <= POCKETPY_LAST_TYPE || !instance_has_names(self))
        return NULL;
    py_TypeInfo *const type = class_info(self->_obj->type);
    const class_details *const details = class_details_of(type);
    if (details == NULL || (details->flags & special_ways) != 0 || type->getattribute != NULL
        || type->setattribute != NULL || class_find(type, name) != NULL)
        return NULL;
    return name_dict_find(instance_names(self->_obj), name);
}

EXPORT bool py_getattr(py_Ref self, py_Name name)
{
    if (!dialect_is_python())
        return natives_getattr(self, name);
    const py_TValue *const own = find_own(self, name, CLASS_GETATTRIBUTE);
    if (LIKELY(own != NULL) && own->type != tp_nativefunc && own->type != tp_property) {
        *py_retval() = *own;
        return true;
    }
    const py_TValue of = *self; /* it may lie in py_retval(), or be gone after a call */
    const enum lookup found = attribute_get(&of, name);
    if (UNLIKELY(found != LOOKUP_FOUND))
        return found == LOOKUP_MISSING ? attribute_missing(&of, name) : false;
    const py_Type given = py_retval()->type;
    if (LIKELY(given != tp_nativefunc && given != tp_property)
        || (of.type == tp_module && name != __new__))
        return true;
    return natives_hand_out(&of, name);
}

/* ----------------------------------------------------------------------- writing */

static bool has_slot(py_TypeInfo *type, py_Name name)
{
    ancestors a = ancestors_of(type);
    py_TypeInfo *ancestor;
    while ((ancestor = ancestors_next(&a)) != NULL) {
        const class_details *const details = class_details_of(ancestor);
        for (int i = 0; details != NULL && i < details->slot_count; i++)
            if (details->slots[i] == name)
                return true;
    }
    return false;
}

static bool has_room(const py_TValue *self, py_TypeInfo *type, py_Name name)
{
    if (!instance_has_names(self) || self->type == tp_object)
        return false;
    const class_details *const details = class_details_of(type);
    return details == NULL || (details->flags & CLASS_NO_DICT) == 0 || has_slot(type, name);
}

bool attribute_set_plainly(const py_TValue *self, py_TypeInfo *type, py_Name name,
                           const py_TValue *value)
{
    const py_TValue *const in_class = class_find(type, name);

    if (UNLIKELY(in_class != NULL && !is_slot(in_class))) {
        const py_TValue descriptor = *in_class;
        bool handled;
        if (!descriptor_set(&descriptor, self, name, value, &handled))
            return false;
        if (handled)
            return true;
    }
    if (UNLIKELY(!has_room(self, type, name))) {
        if (in_class != NULL)
            return py_exception(tp_AttributeError, "'%t' object attribute '%n' is read-only",
                                self->type, name);
        return attribute_missing(self, name);
    }
    if (UNLIKELY(value != NULL && in_class != NULL && is_slot(in_class))) {
        instance_set_slot(self->_obj, name, value);
        return true;
    }
    if (value != NULL)
        return instance_set(self->_obj, name, value);
    const enum lookup deleted = instance_delete(self->_obj, name);
    return deleted == LOOKUP_MISSING ? attribute_missing(self, name) : deleted == LOOKUP_FOUND;
}

static bool set(const py_TValue *self, py_Name name, const py_TValue *value)
{
    py_TypeInfo *const type = class_of_value(self);
    if (self->type == tp_type)
        return class_attribute_set(self, name, value);
    if (UNLIKELY(value != NULL && type->setattribute != NULL))
        return type->setattribute((py_Ref)self, name, (py_Ref)value);
    if (UNLIKELY(value == NULL && type->delattribute != NULL))
        return type->delattribute((py_Ref)self, name);
    const class_details *const details = class_details_of(type);
    if (details != NULL
        && UNLIKELY((details->flags & (value != NULL ? CLASS_SETATTR : CLASS_DELATTR)) != 0)) {
        py_TValue arguments[2] = { *py_name2ref(name) };
        if (value == NULL)
            return call_special_of(self, special.delattr, 1, arguments) == 1;
        arguments[1] = *value;
        return call_special_of(self, special.setattr, 2, arguments) == 1;
    }
    return attribute_set_plainly(self, type, name, value);
}

EXPORT bool py_setattr(py_Ref self, py_Name name, py_Ref value)
{
    if (!dialect_is_python())
        return pkhost_originals.setattr(self, name, value);
    py_TValue *const own = find_own(self, name, CLASS_SETATTR);
    if (own != NULL) {
        instance_replace(own, value);
        return true;
    }
    const py_TValue of = *self, given = *value;
    return set(&of, name, &given);
}

EXPORT bool py_delattr(py_Ref self, py_Name name)
{
    if (!dialect_is_python())
        return pkhost_originals.delattr(self, name);
    const py_TValue of = *self;
    return set(&of, name, NULL);
}
