/* calls.h - calls that a signal handler may interrupt, and that have to go through: for all
 * types that call a function of Python's at the end of something. */
#ifndef PKHOST_OWNERSHIP_CALLS_H
#define PKHOST_OWNERSHIP_CALLS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* The first of the exceptions that are raised one after another, or none. */
struct raised {
    PyObject *kind, *value, *traceback;
};

/* Take the exception that is set.  Later ones than the first are dropped. */
void raised_keep(struct raised *raised);

/* Set the exception that was kept.  Returns -1, or 0 if there was none. */
int raised_restore(struct raised *raised);

/* Call function(argument), or function() if `argument` is NULL, again and again
 * until it has gone through.  What a signal handler raised meanwhile is set in the
 * end; an Exception is the function's own, and ends it.  Returns -1 if an exception
 * is set.  Stores what the function returned in *returned, if that is not NULL: a
 * new reference, or NULL if the function did not return. */
int call_through(PyObject *function, PyObject *argument, PyObject **returned);

/* The same at the end of an object's life, when there is no caller to
 * raise anything to: reports it, and leaves the exception alone that was set before. */
void call_finally(PyObject *function);

#endif
