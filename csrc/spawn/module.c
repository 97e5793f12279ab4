/* module.c - the extension module pkhost._spawn: its functions, for
 * pkhost/programs/_launch.py and _sweep.py.
 *
 * Files, each of which needs only those below it in this list:
 *
 *   module.c     spawn() and sweep()
 *   launched.c   the type Launched, whose end is the end of a run
 *   spawn.c      starts the launcher
 *   terminal.c   a pseudo-terminal, for spawn.c
 *   reap.c       waits for a launcher's end
 *   sweep.c      ends what a launcher leaves if it is killed */
#define _GNU_SOURCE
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdint.h>
#include <string.h>

#include "launched.h"
#include "launcher.h"
#include "reap.h"
#include "shared/module_state.h"
#include "spawn.h"
#include "sweep.h"

PyDoc_STRVAR(spawn_doc,
             "spawn(launcher: bytes, config: bytes, stdin: int, columns: int, rows: int, /)\n"
             "-> Launched\n\n"
             "Start the launcher.  stdin is a descriptor, which stays the caller's, or\n"
             "NOTHING (-1) or PIPE (-2).  With columns other than 0 all three streams are a\n"
             "terminal of that size instead.\n"
             "Raises OSError, with the launcher as its filename if it cannot be executed;\n"
             "nothing is left open or running then.");

/* The folder that the launcher is going to make, and would leave if it was
 * killed: a new string, or NULL if there is none. */
static char *scratch_of(const char *text, size_t size)
{
    struct config config;

    if (size < sizeof config)
        return NULL;
    memcpy(&config, text, sizeof config);
    if ((config.protections & PROTECT_MOUNT_NAMESPACE) != 0 || config.scratch == 0
        || config.scratch >= size)
        return NULL;
    return strndup(text + config.scratch, size - config.scratch);
}

static PyObject *spawn(PyObject *module, PyObject *arguments)
{
    const struct module_state *state = PyModule_GetState(module);
    struct start start = { 0 };
    struct launched *launched;
    const char *config;
    Py_ssize_t size;

    if (!PyArg_ParseTuple(arguments, "yy#iii:spawn", &start.launcher, &config, &size, &start.input,
                          &start.columns, &start.rows))
        return NULL;
    reap_remembered();
    launched = launched_new(state->type, start.launcher, scratch_of(config, (size_t)size));
    if (launched == NULL)
        return NULL;
    launched->pid = spawn_launcher(&start, config, (size_t)size);
    if (launched->pid < 0) {
        if (start.missing != NULL)
            PyErr_SetFromErrnoWithFilename(PyExc_OSError, start.missing);
        else
            PyErr_SetFromErrno(PyExc_OSError);
        Py_DECREF(launched);
        return NULL;
    }
    launched->control = start.control[0];
    launched->input = start.input_writer;
    launched->output = start.output[0];
    launched->error = start.error[0];
    return (PyObject *)launched;
}

PyDoc_STRVAR(sweep_doc,
             "sweep(mark: int, patience: float, /) -> tuple[int, int]\n\n"
             "Kill every process with the mark, for at most so many seconds.  Returns how\n"
             "many have ended, and at least how many are left.\n"
             "Raises OSError if processes cannot be looked for.");

static PyObject *sweep_marked(PyObject *Py_UNUSED(module), PyObject *arguments)
{
    struct swept swept = { 0, 0 };
    unsigned long long mark;
    double patience;
    int done;

    if (!PyArg_ParseTuple(arguments, "Kd:sweep", &mark, &patience))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    done = sweep(mark, (int64_t)(patience * 1e9), &swept);
    Py_END_ALLOW_THREADS
    if (done < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return Py_BuildValue("(ii)", swept.ended, swept.left);
}

static PyMethodDef methods[] = {
    { "spawn", spawn, METH_VARARGS, spawn_doc },
    { "sweep", sweep_marked, METH_VARARGS, sweep_doc },
    { NULL, NULL, 0, NULL },
};

static int prepare(PyObject *module)
{
    struct module_state *state = PyModule_GetState(module);

    state->type = module_add_type(module, &launched_spec);
    return state->type == NULL ? -1 : 0;
}

static PyModuleDef_Slot slots[] = {
    { Py_mod_exec, prepare },
    { 0, NULL },
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "pkhost._spawn",
    .m_doc = "Starts the program launcher, and sweeps up after one that was killed.",
    .m_size = sizeof(struct module_state),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = module_state_traverse,
    .m_clear = module_state_clear,
    .m_free = module_state_free,
};

PyMODINIT_FUNC PyInit__spawn(void) { return PyModuleDef_Init(&definition); }
