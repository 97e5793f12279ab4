/* cleanup.c - the type Cleanup: a `finally` that Ctrl-C cannot cut short. */
#include <stdbool.h>

#include "calls.h"
#include "ownership.h"

struct cleanup {
    PyObject_HEAD
    PyObject *function;
    bool entered;         /* so that there is something to clean up */
    bool only_on_failure; /* not when the block ends well */
};

static PyObject *cleanup_new(PyTypeObject *type, PyObject *arguments, PyObject *named)
{
    static char *names[] = { "function", "only_on_failure", NULL };
    struct cleanup *cleanup;
    PyObject *function;
    int only_on_failure = 0;

    if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|p:Cleanup", names, &function,
                                     &only_on_failure))
        return NULL;
    cleanup = (struct cleanup *)PyType_GenericAlloc(type, 0);
    if (cleanup == NULL)
        return NULL;
    cleanup->function = Py_NewRef(function);
    cleanup->only_on_failure = only_on_failure;
    return (PyObject *)cleanup;
}

static PyObject *cleanup_enter(PyObject *self, PyObject *Py_UNUSED(none))
{
    ((struct cleanup *)self)->entered = true;
    return Py_NewRef(self);
}

/* A Ctrl-C that came with the last bytecode of the block is raised when the interpreter looks next:
 * after this, where nobody would clean up.  So it is raised here, and the block has failed. */
static PyObject *fail_late(struct cleanup *cleanup)
{
    struct raised raised = { NULL, NULL, NULL };

    raised_keep(&raised);
    if (call_through(cleanup->function, NULL, NULL) < 0)
        raised_keep(&raised);
    raised_restore(&raised);
    return NULL;
}

static PyObject *cleanup_exit(PyObject *self, PyObject *arguments)
{
    struct cleanup *cleanup = (struct cleanup *)self;
    PyObject *kind = NULL, *value, *traceback;
    bool wanted, entered = cleanup->entered;

    if (!PyArg_UnpackTuple(arguments, "__exit__", 3, 3, &kind, &value, &traceback))
        return NULL;
    wanted = entered && (kind != Py_None || !cleanup->only_on_failure);
    cleanup->entered = false;
    if (wanted && call_through(cleanup->function, NULL, NULL) < 0)
        return NULL;
    if (entered && !wanted && PyErr_CheckSignals() < 0)
        return fail_late(cleanup);
    Py_RETURN_FALSE;
}

static int cleanup_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((struct cleanup *)self)->function);
    return 0;
}

/* The block was thrown away, which is a failure. */
static void cleanup_finalize(PyObject *self)
{
    struct cleanup *cleanup = (struct cleanup *)self;

    if (cleanup->entered) {
        cleanup->entered = false;
        call_finally(cleanup->function);
    }
}

static int cleanup_clear(PyObject *self)
{
    struct cleanup *cleanup = (struct cleanup *)self;

    cleanup->entered = false;
    Py_CLEAR(cleanup->function);
    return 0;
}

static void cleanup_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    cleanup_finalize(self); /* the function is not given the cleanup */
    (void)cleanup_clear(self);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyMethodDef cleanup_methods[] = {
    { "__enter__", cleanup_enter, METH_NOARGS, NULL },
    { "__exit__", cleanup_exit, METH_VARARGS, NULL },
    { NULL, NULL, 0, NULL },
};

static PyType_Slot cleanup_slots[] = {
    { Py_tp_new, cleanup_new },
    { Py_tp_dealloc, cleanup_free },
    { Py_tp_traverse, cleanup_traverse },
    { Py_tp_clear, cleanup_clear },
    { Py_tp_finalize, cleanup_finalize },
    { Py_tp_methods, cleanup_methods },
    { 0, NULL },
};

PyType_Spec cleanup_spec = {
    .name = "pkhost._ownership.Cleanup",
    .basicsize = sizeof(struct cleanup),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = cleanup_slots,
};
