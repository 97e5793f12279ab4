/* class_attributes.c -- attributes of classes: type.__getattribute__ and type.__setattr__. */
#include "language/class_attributes.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/natives.h"
#include "language/class_bases.h"
#include "language/class_operators.h"
#include "language/descriptors.h"
#include "language/native_properties.h"
#include "language/mapping_proxies.h"
#include "language/special_names.h"

#include <string.h>

static bool class_lacks(const py_TypeInfo *class, py_Name name)
{
    return py_exception(tp_AttributeError, "type object '%n' has no attribute '%n'", class->name,
                        name);
}

/* ------------------------------------------------- what every class has by itself */

static bool give_name(const char *text)
{
    py_newstr(py_retval(), text);
    return true;
}

static bool give_module(const py_TypeInfo *class)
{
    const py_TValue *const own = class_own(class, special.module);
    if (own != NULL && !is_native_property(own)) {
        *py_retval() = *own;
        return true;
    }
    if (py_isnil(class->module))
        return give_name("builtins");
    const py_ModuleInfo *const module = py_touserdata(class->module);
    return give_name(module->path->data);
}

static py_TypeInfo *base_of(py_TypeInfo *class)
{
    ancestors a = ancestors_of(class);
    if (class_details_of(class) != NULL)
        return class->base_ti;
    ancestors_next(&a);
    return ancestors_next(&a);
}

static bool give_bases(py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    py_TValue tuple;
    if (details != NULL) {
        py_Ref items = py_newtuple(&tuple, details->base_count);
        for (int i = 0; i < details->base_count; i++)
            items[i] = details->bases[i]->self;
    } else {
        const py_TypeInfo *const base = base_of(class);
        py_Ref items = py_newtuple(&tuple, base != NULL);
        if (base != NULL)
            items[0] = base->self;
    }
    *py_retval() = tuple;
    return true;
}

bool class_give_mro(py_TypeInfo *class)
{
    py_TValue tuple;
    int length = 0;
    for (ancestors a = ancestors_of(class); ancestors_next(&a) != NULL;)
        length++;
    py_Ref items = py_newtuple(&tuple, length);
    ancestors a = ancestors_of(class);
    for (int i = 0; i < length; i++)
        items[i] = ancestors_next(&a)->self;
    *py_retval() = tuple;
    return true;
}

/* The annotations of a class itself, made when wanted. */
static bool give_annotations(py_TypeInfo *class)
{
    const py_TValue *const own = class_own(class, special.annotations);
    if (own != NULL && !is_native_property(own)) {
        *py_retval() = *own;
        return true;
    }
    if (class_details_of(class) == NULL) {
        if (py_isnil(&class->annotations))
            return class_lacks(class, special.annotations);
        *py_retval() = class->annotations;
        return true;
    }
    py_TValue dict;
    py_newdict(&dict);
    if (!instance_set(class->self._obj, special.annotations, &dict))
        return false;
    *py_retval() = dict;
    return true;
}

/* A copy of the class's namespace, as scripts may have it. */
static bool give_dict(const py_TypeInfo *class)
{
    const NameDict_KV **entries;
    const int count = instance_entries(instance_names(class->self._obj), &entries);
    py_StackRef copy = py_pushtmp();
    py_newdict(copy);
    bool ok = true;
    for (int i = 0; i < count && ok; i++) {
        py_TValue value = entries[i]->value;
        if (value.type == tp_nativefunc) {
            if (class_is_dispatcher(&value))
                continue;
            natives_wrap(&value, class->index, value._cfunc, entries[i]->key == __new__);
        } else if (is_native_property(&value)) {
            native_property_wrap(&value, class, entries[i]->key, &value);
        }
        ok = py_dict_setitem(copy, py_name2ref(entries[i]->key), &value);
    }
    pkhost_libc_free(entries);
    *py_retval() = *copy;
    py_pop();
    return ok;
}

/* Attributes that type has properties for. */
static enum lookup get_special(py_TypeInfo *class, py_Name name)
{
    const class_details *const details = class_details_of(class);
    bool ok = true;

    if (name == __name__) {
        *py_retval() = *py_name2ref(class_short_name(class));
    } else if (name == special.qualname) {
        *py_retval() =
            *py_name2ref(details != NULL ? details->qualified_name : class_short_name(class));
    } else if (name == special.module) {
        ok = give_module(class);
    } else if (name == special.bases) {
        ok = give_bases(class);
    } else if (name == special.base) {
        const py_TypeInfo *const base = base_of(class);
        if (base != NULL)
            *py_retval() = base->self;
        else
            py_newnone(py_retval());
    } else if (name == special.mro) {
        ok = class_give_mro(class);
    } else if (name == special.dict) {
        ok = give_dict(class);
        if (ok)
            mapping_proxy_new(py_retval(), py_retval());
    } else if (name == special.annotations) {
        ok = give_annotations(class);
    } else if (name == __class__) {
        *py_retval() = class_metaclass(class)->self;
    } else if (name == special.doc) {
        const py_TValue *const own = class_own(class, name);
        if (own == NULL || is_native_property(own)) {
            py_newnone(py_retval());
        } else {
            const py_TValue text = *own;
            ok = descriptor_get_of_class(&text, &class->self);
        }
    } else {
        return LOOKUP_MISSING;
    }
    return ok ? LOOKUP_FOUND : LOOKUP_FAILED;
}

/* ----------------------------------------------------------------------- reading */

static enum lookup outcome(bool ok) { return ok ? LOOKUP_FOUND : LOOKUP_FAILED; }

static enum lookup give_from_mro(py_TypeInfo *class, py_Name name, const py_TValue *found)
{
    const py_TValue value = *found;
    if (value.type == tp_nativefunc) {
        natives_wrap(py_retval(), class_home_of(class, name)->index, value._cfunc, name == __new__);
        return LOOKUP_FOUND;
    }
    if (is_native_property(&value)) {
        native_property_wrap(py_retval(), class_home_of(class, name), name, &value);
        return LOOKUP_FOUND;
    }
    return outcome(descriptor_get_of_class(&value, &class->self));
}

enum lookup class_attribute_get_plainly(const py_TValue *self, py_Name name)
{
    py_TypeInfo *const class = class_of_object(self), *const metaclass = class_metaclass(class);
    py_TValue of_metaclass = { .type = tp_nil };

    if (UNLIKELY(metaclass->index != tp_type)) {
        const py_TValue *const found = class_find(metaclass, name);
        if (found != NULL) {
            of_metaclass = *found;
            if (descriptor_is_data(found) && class_home_of(metaclass, name)->index > tp_type)
                return outcome(descriptor_get(&of_metaclass, self, metaclass));
        }
    }
    if (is_dunder(name)) {
        const enum lookup special_one = get_special(class, name);
        if (special_one != LOOKUP_MISSING)
            return special_one;
    }
    const py_TValue *const in_mro = class_find(class, name);
    if (in_mro != NULL)
        return give_from_mro(class, name, in_mro);
    if (of_metaclass.type == tp_nil) {
        const py_TValue *const found = class_find(metaclass, name);
        if (found == NULL)
            return LOOKUP_MISSING;
        of_metaclass = *found;
    }
    if (class_is_dispatcher(&of_metaclass))
        return LOOKUP_MISSING;
    return outcome(descriptor_get(&of_metaclass, self, metaclass));
}

enum lookup class_attribute_get(const py_TValue *self, py_Name name)
{
    py_TypeInfo *const metaclass = class_metaclass(class_of_object(self));
    const class_details *const details = class_details_of(metaclass);
    enum lookup found;

    if (details != NULL && UNLIKELY((details->flags & CLASS_GETATTRIBUTE) != 0)) {
        py_TValue arguments[] = { *self, *py_name2ref(name) };
        found = outcome(py_call(class_find(metaclass, special.getattribute), 2, arguments));
    } else {
        found = class_attribute_get_plainly(self, name);
    }
    if (LIKELY(found == LOOKUP_FOUND) || metaclass->index == tp_type)
        return found;
    if (found == LOOKUP_FAILED && pk_current_vm->unhandled_exc.type != tp_AttributeError)
        return found;
    py_TValue *const fallback = class_find(metaclass, __getattr__);
    if (fallback == NULL)
        return found;
    if (found == LOOKUP_FAILED)
        py_clearexc(NULL);
    py_TValue arguments[] = { *self, *py_name2ref(name) };
    return outcome(py_call(fallback, 2, arguments));
}

/* ----------------------------------------------------------------------- writing */

/* By which names a class is known to do something in a way of its own. */
static const struct {
    const py_Name *name;
    enum class_flags flag;
} noted[] = {
    { &special.getattribute, CLASS_GETATTRIBUTE },
    { &special.setattr, CLASS_SETATTR },
    { &special.delattr, CLASS_DELATTR },
    { &special.init_subclass, CLASS_INIT_SUBCLASS },
    { &special.del, CLASS_DEL },
};

void class_note_flags(py_TypeInfo *class)
{
    class_details *const details = class_details_of(class);
    for (size_t i = 0; i < COUNT(noted); i++) {
        const py_TValue *const own = class_own(class, *noted[i].name);
        bool has = own != NULL && own->type != tp_nativefunc; /* object's or type's */
        for (int n = 0; n < details->base_count && !has; n++) {
            const class_details *const of_base = class_details_of(details->bases[n]);
            has = of_base != NULL && (of_base->flags & noted[i].flag) != 0;
        }
        if (has)
            details->flags |= noted[i].flag;
        else
            details->flags &= ~(uint32_t)noted[i].flag;
    }
}

static void note_flags_of_all(const py_TypeInfo *changed)
{
    const VM *const vm = pk_current_vm;
    for (int i = changed->index; i < vm->types.length; i++) {
        py_TypeInfo *const class = class_info((py_Type)i);
        if (class_details_of(class) != NULL && class_is_subclass(class, changed))
            class_note_flags(class);
    }
}

static bool is_abstract(const py_TValue *names)
{
    return names != NULL && py_bool((py_Ref)names) > 0;
}

static bool set_special(py_TypeInfo *class, py_Name name, const py_TValue *value, bool *handled)
{
    class_details *const details = class_details_of(class);
    const bool is_name = name == __name__, is_qualified = name == special.qualname;
    *handled = true;
    if (is_name || is_qualified) {
        if (value == NULL)
            return TypeError("can't delete %n.%n", class->name, name);
        if (value->type != tp_str)
            return TypeError("can only assign string to %n.%n, not '%t'", class->name, name,
                             value->type);
        if (strlen(py_tostr((py_Ref)value)) != (size_t)py_tosv((py_Ref)value).size)
            return ValueError("type name must not contain null characters");
        *(is_name ? &class->name : &details->qualified_name) = py_namev(py_tosv((py_Ref)value));
        return true;
    }
    if (name == special.bases && value != NULL) {
        if (!class_set_bases(class, value))
            return false;
        note_flags_of_all(class_info(tp_object)); /* what is derived may be older */
        return true;
    }
    if (name == special.bases || name == __class__)
        return TypeError("%n assignment is not supported", name);
    if (name == special.mro || name == special.base)
        return py_exception(tp_AttributeError, "readonly attribute");
    if (name == special.dict)
        return py_exception(tp_AttributeError, "attribute '%n' of 'type' objects is not writable",
                            name);
    *handled = false;
    return true;
}

bool class_attribute_set_plainly(const py_TValue *self, py_Name name, const py_TValue *value)
{
    py_TypeInfo *const class = class_of_object(self), *const metaclass = class_metaclass(class);
    class_details *const details = class_details_of(class);
    bool handled;

    if (details == NULL && !pkhost_building)
        return TypeError("cannot set '%n' attribute of immutable type '%n'", name, class->name);
    if (metaclass->index != tp_type) {
        const py_TValue *const found = class_find(metaclass, name);
        if (found != NULL && class_home_of(metaclass, name)->index > tp_type) {
            const py_TValue descriptor = *found;
            if (!descriptor_set(&descriptor, self, name, value, &handled))
                return false;
            if (handled)
                return true;
        }
    }
    if (details == NULL)
        return instance_set(class->self._obj, name, value);
    const bool dunder = is_dunder(name);
    if (dunder) {
        if (!set_special(class, name, value, &handled))
            return false;
        if (handled)
            return true;
    }
    if (value != NULL) {
        py_TValue kept = *value;
        if (kept.type == tp_nativefunc)
            class_keep_native(&kept);
        if (!instance_set(class->self._obj, name, &kept))
            return false;
    } else if (instance_delete(class->self._obj, name) != LOOKUP_FOUND) {
        return class_lacks(class, name);
    }
    if (dunder) {
        note_flags_of_all(class);
        if (name == special.abstractmethods) {
            details->flags &= ~(uint32_t)CLASS_ABSTRACT;
            if (is_abstract(value))
                details->flags |= CLASS_ABSTRACT;
        }
    }
    return true;
}

bool class_attribute_set(const py_TValue *self, py_Name name, const py_TValue *value)
{
    py_TypeInfo *const metaclass = class_metaclass(class_of_object(self));
    const class_details *const details = class_details_of(metaclass);

    if (details == NULL
        || LIKELY((details->flags & (value != NULL ? CLASS_SETATTR : CLASS_DELATTR)) == 0))
        return class_attribute_set_plainly(self, name, value);
    py_TValue arguments[3] = { *self, *py_name2ref(name) };
    if (value != NULL)
        arguments[2] = *value;
    return py_call(class_find(metaclass, value != NULL ? special.setattr : special.delattr),
                   value != NULL ? 3 : 2, arguments);
}
