/* stock.c - the type Stock. */
#include <stdbool.h>

#include "calls.h"
#include "lease.h"
#include "lending.h"
#include "ownership.h"
#include "shared/module_state.h"

static bool is_here(const struct lease *lease)
{
    return lease->thread == PyThread_get_thread_ident();
}

/* The first that another thread has asked for, or NULL. */
static struct lease *first_elsewhere(const struct leases *leases)
{
    struct lease *lease = leases->first;

    while (lease != NULL && is_here(lease))
        lease = lease->after;
    return lease;
}

static PyObject *stock_add(PyObject *self, PyObject *thing)
{
    if (stock_add_thing((struct stock *)self, thing) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *stock_new(PyTypeObject *type, PyObject *arguments, PyObject *Py_UNUSED(named))
{
    PyObject *given, *things, *stock;

    if (!PyArg_ParseTuple(arguments, "O:Stock", &given))
        return NULL;
    things = PySequence_Tuple(given);
    if (things == NULL)
        return NULL;
    stock = PyType_GenericAlloc(type, 0);
    for (Py_ssize_t i = 0; stock != NULL && i < PyTuple_Size(things); i++) {
        PyObject *added = stock_add(stock, PyTuple_GetItem(things, i));

        if (added == NULL)
            Py_CLEAR(stock);
        Py_XDECREF(added);
    }
    Py_DECREF(things);
    return stock;
}

static PyObject *stock_lease(PyObject *self, PyObject *arguments, PyObject *named)
{
    const struct module_state *module = PyType_GetModuleState(Py_TYPE(self));

    return lease_new(module->type, (struct stock *)self, arguments, named);
}

static int append_lent(PyObject *all, const struct stock *stock)
{
    for (struct lease *lease = stock->holding.first; lease != NULL; lease = lease->after)
        if (PyList_Append(all, lease->thing) < 0)
            return -1;
    return 0;
}

static PyObject *stock_lent(PyObject *self, PyObject *Py_UNUSED(none))
{
    PyObject *all = PyList_New(0);

    if (all != NULL && append_lent(all, (struct stock *)self) < 0)
        Py_CLEAR(all);
    return all;
}

static PyObject *stock_things(PyObject *self, PyObject *Py_UNUSED(none))
{
    const struct stock *stock = (struct stock *)self;
    PyObject *all = PyList_New(0);

    for (Py_ssize_t i = 0; all != NULL && i < stock->idle_count; i++)
        if (PyList_Append(all, stock->idle[i]) < 0)
            Py_CLEAR(all);
    if (all != NULL && append_lent(all, stock) < 0)
        Py_CLEAR(all);
    return all;
}

static PyObject *stock_close(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct stock *stock = (struct stock *)self;

    stock->closed = true;
    if (stock_end_waiting(stock) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *stock_all_lent_to_this_thread(PyObject *self, PyObject *Py_UNUSED(none))
{
    const struct stock *stock = (struct stock *)self;

    return PyBool_FromLong(stock->idle_count == 0 && stock->holding.first != NULL
                           && first_elsewhere(&stock->holding) == NULL);
}

static PyObject *stock_lent_to_this_thread(PyObject *self, PyObject *Py_UNUSED(none))
{
    const struct lease *lease = ((struct stock *)self)->holding.first;

    while (lease != NULL && !is_here(lease))
        lease = lease->after;
    return PyBool_FromLong(lease != NULL);
}

/* The child of a fork has none of its parent's other threads.  What they had would
 * never come back: their leases belong to frames that never go on. */
static PyObject *stock_forked(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct stock *stock = (struct stock *)self;
    struct raised raised = { NULL, NULL, NULL };
    struct lease *lease;

    while ((lease = first_elsewhere(&stock->waiting)) != NULL)
        (void)lease_give_back(lease); /* it has nothing */
    while ((lease = first_elsewhere(&stock->holding)) != NULL)
        if (lease_give_back(lease) < 0)
            raised_keep(&raised);
    if (raised_restore(&raised) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *stock_waiting(PyObject *self, void *Py_UNUSED(closure))
{
    Py_ssize_t count = 0;

    for (struct lease *lease = ((struct stock *)self)->waiting.first; lease != NULL;
         lease = lease->after)
        count++;
    return PyLong_FromSsize_t(count);
}

static PyObject *stock_closed(PyObject *self, void *Py_UNUSED(closure))
{
    return PyBool_FromLong(((struct stock *)self)->closed);
}

/* The things that leases have are theirs to visit. */
static int stock_traverse(PyObject *self, visitproc visit, void *arg)
{
    struct stock *stock = (struct stock *)self;

    Py_VISIT(Py_TYPE(self));
    for (Py_ssize_t i = 0; i < stock->idle_count; i++)
        Py_VISIT(stock->idle[i]);
    return 0;
}

static int stock_clear(PyObject *self)
{
    struct stock *stock = (struct stock *)self;

    while (stock->idle_count > 0) {
        PyObject *thing = stock->idle[--stock->idle_count];

        Py_DECREF(thing);
    }
    return 0;
}

static void stock_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    (void)stock_clear(self);
    PyMem_Free(((struct stock *)self)->idle);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyGetSetDef stock_attributes[] = {
    { "waiting", stock_waiting, NULL, "How many wait.", NULL },
    { "closed", stock_closed, NULL, "Whether it was closed.", NULL },
    { NULL, NULL, NULL, NULL, NULL },
};

static PyMethodDef stock_methods[] = {
    { "lease", (PyCFunction)(void (*)(void))stock_lease, METH_VARARGS | METH_KEYWORDS, NULL },
    { "add", stock_add, METH_O, NULL },
    { "things", stock_things, METH_NOARGS, NULL },
    { "lent", stock_lent, METH_NOARGS, NULL },
    { "close", stock_close, METH_NOARGS, NULL },
    { "all_lent_to_this_thread", stock_all_lent_to_this_thread, METH_NOARGS, NULL },
    { "lent_to_this_thread", stock_lent_to_this_thread, METH_NOARGS, NULL },
    { "forked", stock_forked, METH_NOARGS, NULL },
    { NULL, NULL, 0, NULL },
};

static PyType_Slot stock_slots[] = {
    { Py_tp_new, stock_new },
    { Py_tp_dealloc, stock_free },
    { Py_tp_traverse, stock_traverse },
    { Py_tp_clear, stock_clear },
    { Py_tp_getset, stock_attributes },
    { Py_tp_methods, stock_methods },
    { 0, NULL },
};

PyType_Spec stock_spec = {
    .name = "pkhost._ownership.Stock",
    .basicsize = sizeof(struct stock),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = stock_slots,
};
