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

static void put(py_Ref layer, py_Type type, const NameDict_KV *entry)
{
    py_TValue wrapped;
    if (entry->value.type == tp_nativefunc) {
        natives_wrap(&wrapped, type, entry->value._cfunc, entry->key == __new__);
    } else if (entry->value.type == tp_property
               && py_getslot((py_Ref)&entry->value, 0)->type == tp_nativefunc) {
        py_newobject(&wrapped, tp_property, 2, 0);
        py_newnone(py_getslot(&wrapped, 1));
        natives_wrap(py_getslot(&wrapped, 0), type, py_getslot((py_Ref)&entry->value, 0)->_cfunc,
                     false);
    } else {
        return; /* functions with a signature open boxes themselves: interpose/guards.c */
    }
    py_setdict(layer, entry->key, &wrapped);
}

void layer_make(py_TypeInfo *type)
{
    const int number = box_layer_number(type->index);
    if (number < 0 || region_of(type)->layers[number].is_ptr)
        return;
    py_TValue layer;
    py_newobject(&layer, tp_object, -1, 0);
    const NameDict *const dict = (NameDict *)type->self._obj->flex;
    for (int i = 0; i < dict->capacity; i++)
        if (dict->items[i].key != NULL && (type->index != tp_list || dict->items[i].key == __new__))
            put(&layer, type->index, &dict->items[i]);
    if (type->index == tp_list) {
        py_TValue init;
        natives_wrap(&init, tp_list, list_init, false);
        py_setdict(&layer, __init__, &init);
    }
    region_of(type)->layers[number] = layer;
}
