/* module.c - the extension module pkhost._spawn: spawn.c starts the launcher, reap.c
 * waits for its end, sweep.c ends what it leaves if it is killed. */
#define _GNU_SOURCE
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#include "launcher.h"
#include "reap.h"
#include "spawn.h"
#include "sweep.h"

/* ---- What Python holds ----
 *
 * A signal handler may raise an exception (Ctrl-C) between any two steps of
 * Python's, also in what cleans up after another one.  So that nothing is left
 * open or running then, this object owns it, and its end is the end of all. */

struct launched {
    PyObject_HEAD int pid; /* of the launcher, -1 once it has been reaped */
    int control;           /* descriptors, -1 once closed */
    int input, output, error;
    pid_t host; /* whose child the launcher is: a forked child of the host only closes */
    char *launcher, *scratch; /* where it is, and the folder that it removes, or NULL */
};

static void close_one(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static PyObject *close_part(int *fd)
{
    close_one(fd);
    Py_RETURN_NONE;
}

static PyObject *close_control(PyObject *self, PyObject *Py_UNUSED(none))
{
    return close_part(&((struct launched *)self)->control);
}

static PyObject *close_input(PyObject *self, PyObject *Py_UNUSED(none))
{
    return close_part(&((struct launched *)self)->input);
}

static PyObject *close_output(PyObject *self, PyObject *Py_UNUSED(none))
{
    return close_part(&((struct launched *)self)->output);
}

static PyObject *close_error(PyObject *self, PyObject *Py_UNUSED(none))
{
    return close_part(&((struct launched *)self)->error);
}

static void wait_for(struct launched *self)
{
    const pid_t pid = self->pid;

    self->pid = -1;
    if (pid < 0 || getpid() != self->host)
        return;
    reap_launcher(pid, self->launcher, self->scratch);
    reap_remembered();
}

static PyObject *reap(PyObject *self, PyObject *Py_UNUSED(none))
{
    wait_for((struct launched *)self);
    Py_RETURN_NONE;
}

/* When the host's end of the control channel closes, the launcher ends everything
 * within milliseconds and reports, unless somebody has stopped it, and does so
 * again.  Who has reported may need long for the scratch folder. */
static void end(struct launched *self)
{
    enum { PATIENCE = 2000 /* milliseconds */ };
    struct pollfd reported = { .fd = self->control, .events = POLLIN };

    close_one(&self->input);
    close_one(&self->output);
    close_one(&self->error);
    if (self->pid < 0 || getpid() != self->host) {
        close_one(&self->control);
        return;
    }
    if (self->control >= 0) {
        shutdown(self->control, SHUT_WR);
        kill(self->pid, SIGCONT);
        Py_BEGIN_ALLOW_THREADS if (poll(&reported, 1, PATIENCE) == 0) kill(self->pid, SIGKILL);
        Py_END_ALLOW_THREADS close_one(&self->control);
    }
    wait_for(self);
}

static void launched_free(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    PyObject *kind, *value, *traceback;

    PyErr_Fetch(&kind, &value, &traceback);
    end((struct launched *)object);
    free(((struct launched *)object)->launcher);
    free(((struct launched *)object)->scratch);
    PyErr_Restore(kind, value, traceback);
    PyObject_Free(object);
    Py_DECREF(type);
}

static PyMemberDef launched_members[] = {
    { "pid", T_INT, offsetof(struct launched, pid), READONLY, NULL },
    { "control", T_INT, offsetof(struct launched, control), READONLY, NULL },
    { "stdin", T_INT, offsetof(struct launched, input), READONLY, NULL },
    { "stdout", T_INT, offsetof(struct launched, output), READONLY, NULL },
    { "stderr", T_INT, offsetof(struct launched, error), READONLY, NULL },
    { NULL, 0, 0, 0, NULL },
};

static PyMethodDef launched_methods[] = {
    { "close_control", close_control, METH_NOARGS, NULL },
    { "close_stdin", close_input, METH_NOARGS, NULL },
    { "close_stdout", close_output, METH_NOARGS, NULL },
    { "close_stderr", close_error, METH_NOARGS, NULL },
    { "reap", reap, METH_NOARGS, NULL },
    { NULL, NULL, 0, NULL },
};

PyDoc_STRVAR(launched_doc,
             "A running launcher: its process id, and this side's descriptors, none of which\n"
             "blocks: of the control channel, the pipes to stdin (-1 without one), stdout and\n"
             "stderr (-1 with a terminal).  Each is closed once and is -1 from then on.\n"
             "reap() waits a moment for the launcher's end, which is seen to anyhow.\n"
             "The end of this object is the end of the run.");

static PyType_Slot launched_slots[] = {
    { Py_tp_dealloc, launched_free },
    { Py_tp_members, launched_members },
    { Py_tp_methods, launched_methods },
    { Py_tp_doc, (void *)launched_doc },
    { 0, NULL },
};

static PyType_Spec launched_spec = {
    .name = "pkhost._spawn.Launched",
    .basicsize = sizeof(struct launched),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = launched_slots,
};

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
    if (config.protections & PROTECT_MOUNT_NAMESPACE || config.scratch == 0
        || config.scratch >= size)
        return NULL;
    return strndup(text + config.scratch, size - config.scratch);
}

static PyObject *spawn(PyObject *module, PyObject *arguments)
{
    PyTypeObject *const type = *(PyTypeObject **)PyModule_GetState(module);
    struct start start = { 0 };
    struct launched *launched;
    const char *config;
    Py_ssize_t size;

    if (!PyArg_ParseTuple(arguments, "yy#iii:spawn", &start.launcher, &config, &size, &start.input,
                          &start.columns, &start.rows))
        return NULL;
    reap_remembered();
    launched = (struct launched *)PyType_GenericAlloc(type, 0);
    if (launched == NULL)
        return NULL;
    launched->pid = launched->control = -1;
    launched->input = launched->output = launched->error = -1;
    launched->host = getpid();
    launched->launcher = strdup(start.launcher);
    launched->scratch = scratch_of(config, (size_t)size);
    launched->pid = spawn_launcher(&start, config, (size_t)size);
    if (launched->pid < 0) {
        if (start.missing)
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
             "Raises OSError if it cannot be known who is there.");

static PyObject *sweep_marked(PyObject *Py_UNUSED(module), PyObject *arguments)
{
    struct swept swept = { 0, 0 };
    unsigned long long mark;
    double patience;
    int done;

    if (!PyArg_ParseTuple(arguments, "Kd:sweep", &mark, &patience))
        return NULL;
    Py_BEGIN_ALLOW_THREADS done = sweep(mark, (int64_t)(patience * 1e9), &swept);
    Py_END_ALLOW_THREADS if (done < 0) return PyErr_SetFromErrno(PyExc_OSError);
    return Py_BuildValue("(ii)", swept.ended, swept.left);
}

static PyMethodDef methods[] = {
    { "spawn", spawn, METH_VARARGS, spawn_doc },
    { "sweep", sweep_marked, METH_VARARGS, sweep_doc },
    { NULL, NULL, 0, NULL },
};

static int prepare(PyObject *module)
{
    PyTypeObject **const type = PyModule_GetState(module);

    *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &launched_spec, NULL);
    return *type == NULL ? -1 : PyModule_AddType(module, *type);
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
    Py_VISIT(*(PyTypeObject **)PyModule_GetState(module));
    return 0;
}

static int clear(PyObject *module)
{
    Py_CLEAR(*(PyTypeObject **)PyModule_GetState(module));
    return 0;
}

static void free_module(void *module) { (void)clear(module); }

static PyModuleDef_Slot slots[] = {
    { Py_mod_exec, prepare },
    { 0, NULL },
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "pkhost._spawn",
    .m_doc = "Starts the program launcher, and sweeps up after one that was killed.",
    .m_size = sizeof(PyTypeObject *),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = free_module,
};

PyMODINIT_FUNC PyInit__spawn(void) { return PyModuleDef_Init(&definition); }
