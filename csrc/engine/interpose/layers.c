/* layers.c -- methods of builtin types, as classes that are derived from them have them. */
#include "interpose/layers.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/natives.h"
#include "memory/region.h"

/* A list is empty when it is made, and filled here: list.__init__(self, iterable=()). */
static bool list_init(int argc, py_Ref argv)
{
    if (argc > 2)
        return TypeError("list expected at most 1 argument, got %d", argc - 1);
    py_list_clear(argv);
    if (argc == 2) {
        /* list() of it first: it may be this list, or have a method that changes it. */
        if (!py_tpcall(tp_list, 1, &argv[1]))
            return false;
        c11_vector *const to = py_touserdata(argv), *const from = py_touserdata(py_retval());
        py_list_clear(argv);
        c11_vector__extend(to, from->data, from->length);
    }
    py_newnone(py_retval());
    return true;
}

/* What is wrapped, and what is left as it is: functions with a signature open boxes themselves
 * (interpose/guards.c). */
static bool wrap(py_OutRef out, const py_TypeInfo *type, py_Name name, const py_TValue *found)
{
    if (found->type == tp_nativefunc) {
        natives_wrap(out, type->index, found->_cfunc, name == __new__);
        return true;
    }
    if (found->type != tp_property || py_getslot((py_Ref)found, 0)->type != tp_nativefunc)
        return false;
    const py_CFunction getter = py_getslot((py_Ref)found, 0)->_cfunc;
    py_newobject(out, tp_property, 2, 0);
    py_newnone(py_getslot(out, 1));
    natives_wrap(py_getslot(out, 0), type->index, getter, false);
    return true;
}

/* All methods at once: what a lookup has found stays where it is. */
static NameDict *names_of(const py_TypeInfo *type, int number)
{
    py_TValue *const place = &region_of(type)->layers[number];
    if (!place->is_ptr) {
        const NameDict *const dict = (NameDict *)type->self._obj->flex;
        py_TValue layer, wrapped;
        py_newobject(&layer, tp_object, -1, 0);
        for (int i = 0; i < dict->capacity; i++)
            if (dict->items[i].key != NULL
                && (type->index != tp_list || dict->items[i].key == __new__)
                && wrap(&wrapped, type, dict->items[i].key, &dict->items[i].value))
                py_setdict(&layer, dict->items[i].key, &wrapped);
        if (type->index == tp_list) {
            natives_wrap(&wrapped, tp_list, list_init, false);
            py_setdict(&layer, __init__, &wrapped);
        }
        *place = layer;
    }
    return (NameDict *)place->_obj->flex;
}

py_TValue *layer_find_slowly(const py_TypeInfo *type, int number, py_Name name)
{
    py_TValue *const found = class_own(type, name);
    const bool initialises_list = type->index == tp_list && name == __init__;
    if (found == NULL && !initialises_list)
        return NULL;
    /* CPython's have none: text of an instance is what a __repr__ says, which may be its class's. */
    if (name == __str__ && type->index != tp_str && type->index != tp_bytes)
        return NULL;
    if (type->index == tp_list && name != __new__ && !initialises_list)
        return found;
    NameDict *const names = names_of(type, number);
    py_TValue *const there = name_dict_find(names, name);
    py_TValue wrapped;
    if (there != NULL)
        return there;
    if (!wrap(&wrapped, type, name, found))
        return found;
    NameDict__set(names, name, &wrapped); /* a method that came to the type later */
    return name_dict_find(names, name);
}

void layers_forget(void)
{
    for (size_t i = 0; i < BOX_LAYERS; i++)
        py_newnil(&region_of(pk_current_vm)->layers[i]);
}
