/* launched.h - the type Launched, a launcher that runs: for module.c.
 *
 * A signal handler may raise an exception (Ctrl-C) between any two steps of Python's, also
 * in what cleans up after another one.  So that nothing is left open or running then, this
 * object owns it, and its end is the end of all. */
#ifndef PKHOST_SPAWN_LAUNCHED_H
#define PKHOST_SPAWN_LAUNCHED_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <sys/types.h>

struct launched {
    PyObject_HEAD
    int pid;     /* of the launcher, -1 once it has been reaped */
    int control; /* descriptors, -1 once closed */
    int input, output, error;
    pid_t host; /* whose child the launcher is: a forked child of the host only closes */
    char *launcher, *scratch; /* where it is, and the folder that it removes, or NULL */
};

extern PyType_Spec launched_spec;

/* A new one, which has nothing to end yet.  `launcher` is copied; `scratch` is taken over,
 * and freed with the object.  NULL with MemoryError; `scratch` is freed then, too. */
struct launched *launched_new(PyTypeObject *type, const char *launcher, char *scratch);

#endif
