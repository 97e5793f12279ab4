/* keeper.c - the type Keeper: a reference that the garbage collector does not see. */
#include "ownership.h"

struct keeper {
    PyObject_HEAD
    PyObject *thing;
};

static PyObject *keeper_new(PyTypeObject *type, PyObject *arguments, PyObject *Py_UNUSED(named))
{
    struct keeper *keeper;
    PyObject *thing;

    if (!PyArg_ParseTuple(arguments, "O:Keeper", &thing))
        return NULL;
    keeper = (struct keeper *)PyType_GenericAlloc(type, 0);
    if (keeper == NULL)
        return NULL;
    keeper->thing = Py_NewRef(thing);
    return (PyObject *)keeper;
}

static void keeper_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    Py_CLEAR(((struct keeper *)self)->thing);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *keeper_thing(PyObject *self, void *Py_UNUSED(closure))
{
    return Py_NewRef(((struct keeper *)self)->thing);
}

static PyGetSetDef keeper_attributes[] = {
    { "thing", keeper_thing, NULL, "What it keeps.", NULL },
    { NULL, NULL, NULL, NULL, NULL },
};

static PyType_Slot keeper_slots[] = {
    { Py_tp_new, keeper_new },
    { Py_tp_dealloc, keeper_free },
    { Py_tp_getset, keeper_attributes },
    { 0, NULL },
};

/* Without Py_TPFLAGS_HAVE_GC, which is what it is for. */
PyType_Spec keeper_spec = {
    .name = "pkhost._ownership.Keeper",
    .basicsize = sizeof(struct keeper),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = keeper_slots,
};
