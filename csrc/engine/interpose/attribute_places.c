/* attribute_places.c -- what attribute_places.h describes. */
#include "interpose/attribute_places.h"

#include "base/attribute_place.h"
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/classes.h"
#include "interpose/objects.h"
#include "memory/dialect.h"

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

void attribute_places_set(py_Ref object, py_Name name, const py_TValue *value)
{
    attribute_put(PyObject__dict(object->_obj), name, value);
}

EXPORT bool Frame__setglobal(py_Frame *frame, py_Name name, py_TValue *value)
{
    if (frame->globals->type != tp_module || !dialect_is_python())
        return pkhost_originals.setglobal(frame, name, value);
    attribute_places_set(frame->globals, name, value);
    return true;
}

static void settle_if_module(PyObject *object, void *context)
{
    (void)context;
    if (object->type == tp_module)
        settle(object);
}

void attribute_places_settle_modules(void) { objects_visit(pk_current_vm, settle_if_module, NULL); }
