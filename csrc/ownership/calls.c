/* calls.c - calls that a signal handler may interrupt, and that have to go through. */
#include "calls.h"

/* A function that raises this many times in a row does so by itself, and not because of
 * Ctrl-C. */
enum { TRIES = 100 };

void raised_keep(struct raised *raised)
{
    if (raised->kind == NULL)
        PyErr_Fetch(&raised->kind, &raised->value, &raised->traceback);
    else
        PyErr_Clear();
}

int raised_restore(struct raised *raised)
{
    if (raised->kind == NULL)
        return 0;
    PyErr_Restore(raised->kind, raised->value, raised->traceback);
    return -1;
}

int call_through(PyObject *function, PyObject *argument, PyObject **returned)
{
    struct raised raised = { NULL, NULL, NULL };
    PyObject *result = NULL;

    for (int i = 0; i < TRIES; i++) {
        result = PyObject_CallFunctionObjArgs(function, argument, NULL);
        if (result != NULL || PyErr_ExceptionMatches(PyExc_Exception))
            break;
        raised_keep(&raised);
    }
    if (raised.kind != NULL) {
        if (PyErr_Occurred())
            PyErr_WriteUnraisable(function);
        raised_restore(&raised);
    }
    if (returned != NULL)
        *returned = result;
    else
        Py_XDECREF(result);
    return PyErr_Occurred() ? -1 : 0;
}

void call_finally(PyObject *function)
{
    struct raised before = { NULL, NULL, NULL };

    PyErr_Fetch(&before.kind, &before.value, &before.traceback);
    if (call_through(function, NULL, NULL) < 0)
        PyErr_WriteUnraisable(function);
    raised_restore(&before);
}
