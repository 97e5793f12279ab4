/* stock.c - the type Stock: who waits for things, who has them, and giving them. */
#include "ownership.h"

/* ---- Lists of leases ---- */

void leases_append(struct leases *leases, struct lease *lease)
{
    lease->before = leases->last;
    lease->after = NULL;
    if (leases->last != NULL)
        leases->last->after = lease;
    else
        leases->first = lease;
    leases->last = lease;
}

void leases_remove(struct leases *leases, struct lease *lease)
{
    if (lease->before != NULL)
        lease->before->after = lease->after;
    else
        leases->first = lease->after;
    if (lease->after != NULL)
        lease->after->before = lease->before;
    else
        leases->last = lease->before;
    lease->before = lease->after = NULL;
}

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

/* ---- Taking and giving ---- */

PyObject *stock_take(struct stock *stock)
{
    return stock->idle_count == 0 ? NULL : stock->idle[--stock->idle_count];
}

int stock_give(struct stock *stock, PyObject *thing)
{
    while (!stock->closed && stock->waiting.first != NULL) {
        struct lease *next = stock->waiting.first;
        int result;

        leases_remove(&stock->waiting, next);
        lease_hold(next, thing);
        Py_INCREF(next);
        result = lease_notify(next);
        if (result == 0 || !PyErr_ExceptionMatches(PyExc_Exception)) {
            Py_DECREF(next);
            return result;
        }
        /* Its event loop is closed: nobody will come for it. */
        PyErr_Clear();
        if (next->state != HELD) {
            Py_DECREF(next);
            return 0; /* somebody has given the thing back meanwhile */
        }
        leases_remove(&stock->held, next);
        thing = next->thing;
        next->thing = NULL;
        next->state = OVER;
        Py_DECREF(next);
    }
    if (stock->closed)
        Py_DECREF(thing);
    else
        stock->idle[stock->idle_count++] = thing;
    return 0;
}

/* Room for one more thing; -1 with MemoryError. */
static int make_room(struct stock *stock)
{
    const size_t size = ((size_t)stock->room + 1) * sizeof *stock->idle;
    PyObject **idle = PyMem_Realloc(stock->idle, size);

    if (idle == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    stock->idle = idle;
    stock->room++;
    return 0;
}

/* ---- The type ---- */

static PyObject *stock_add(PyObject *self, PyObject *thing)
{
    struct stock *stock = (struct stock *)self;

    if (make_room(stock) < 0 || stock_give(stock, Py_NewRef(thing)) < 0)
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

    return lease_new(module->lease, (struct stock *)self, arguments, named);
}

static int append_lent(PyObject *all, const struct stock *stock)
{
    for (struct lease *lease = stock->held.first; lease != NULL; lease = lease->after)
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
    struct raised raised = { NULL, NULL, NULL };
    struct lease *next;

    stock->closed = true;
    while ((next = stock->waiting.first) != NULL) {
        leases_remove(&stock->waiting, next);
        next->state = OVER;
        Py_INCREF(next);
        if (lease_notify(next) < 0) {
            if (PyErr_ExceptionMatches(PyExc_Exception))
                PyErr_Clear(); /* its event loop is closed */
            else
                raised_keep(&raised);
        }
        Py_DECREF(next);
    }
    if (raised_restore(&raised) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *stock_only_here(PyObject *self, PyObject *Py_UNUSED(none))
{
    const struct stock *stock = (struct stock *)self;

    return PyBool_FromLong(stock->idle_count == 0 && stock->held.first != NULL
                           && first_elsewhere(&stock->held) == NULL);
}

static PyObject *stock_held_here(PyObject *self, PyObject *Py_UNUSED(none))
{
    const struct lease *lease = ((struct stock *)self)->held.first;

    while (lease != NULL && !is_here(lease))
        lease = lease->after;
    return PyBool_FromLong(lease != NULL);
}

/* The child of a fork has none of its parent's other threads.  What they had would
 * never come back: their leases belong to frames that nobody runs. */
static PyObject *stock_forked(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct stock *stock = (struct stock *)self;
    struct raised raised = { NULL, NULL, NULL };
    struct lease *lease;

    while ((lease = first_elsewhere(&stock->waiting)) != NULL)
        (void)lease_let_go(lease); /* it has nothing */
    while ((lease = first_elsewhere(&stock->held)) != NULL)
        if (lease_let_go(lease) < 0)
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
    PyObject *thing;

    while ((thing = stock_take((struct stock *)self)) != NULL)
        Py_DECREF(thing);
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
    { "only_here", stock_only_here, METH_NOARGS, NULL },
    { "held_here", stock_held_here, METH_NOARGS, NULL },
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
