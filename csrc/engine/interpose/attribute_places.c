/* attribute_places.c -- what attribute_places.h describes. */
#include "interpose/attribute_places.h"

#include "base/attribute_place.h"
#include "interpose/classes.h"
#include "interpose/objects.h"

static void settle(PyObject *object)
{
    const NameDict *const names = PyObject__dict(object);
    for (int i = 0; i < names->capacity; i++)
        if (names->items[i].key != NULL)
            *attribute_place(&names->items[i].value) = 0;
}

void attribute_places_settle(py_Ref object) { settle(object->_obj); }

void attribute_places_settle_types(py_Type first)
{
    for (int i = first; i < pk_current_vm->types.length; i++)
        settle(class_info((py_Type)i)->self._obj);
}

static void settle_if_module(PyObject *object, void *context)
{
    (void)context;
    if (object->type == tp_module)
        settle(object);
}

void attribute_places_settle_modules(void) { objects_visit(pk_current_vm, settle_if_module, NULL); }
