/* launched.c - what launched.h describes. */
#define _GNU_SOURCE
#include "launched.h"

#include <structmember.h>

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "descriptors.h"
#include "reap.h"

static PyObject *close_part(int *fd)
{
    close_descriptor(fd);
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

/* When the host's end of the control channel closes, the launcher ends everything within
 * milliseconds and reports.  It does not if it was stopped (SIGSTOP) and is stopped again;
 * then it is killed.  After the report it may need long to remove the scratch folder. */
static void end(struct launched *self)
{
    enum { PATIENCE = 2000 /* milliseconds */ };
    struct pollfd reported = { .fd = self->control, .events = POLLIN };

    close_descriptor(&self->input);
    close_descriptor(&self->output);
    close_descriptor(&self->error);
    if (self->pid < 0 || getpid() != self->host) {
        close_descriptor(&self->control);
        return;
    }
    if (self->control >= 0) {
        shutdown(self->control, SHUT_WR);
        kill(self->pid, SIGCONT);
        Py_BEGIN_ALLOW_THREADS
        if (poll(&reported, 1, PATIENCE) == 0)
            kill(self->pid, SIGKILL);
        Py_END_ALLOW_THREADS
        close_descriptor(&self->control);
    }
    wait_for(self);
}

static PyObject *end_now(PyObject *self, PyObject *Py_UNUSED(none))
{
    end((struct launched *)self);
    Py_RETURN_NONE;
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

struct launched *launched_new(PyTypeObject *type, const char *launcher, char *scratch)
{
    struct launched *launched = (struct launched *)PyType_GenericAlloc(type, 0);

    if (launched == NULL) {
        free(scratch);
        return NULL;
    }
    launched->pid = launched->control = -1;
    launched->input = launched->output = launched->error = -1;
    launched->host = getpid();
    launched->launcher = strdup(launcher);
    launched->scratch = scratch;
    return launched;
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
    { "end", end_now, METH_NOARGS, NULL },
    { NULL, NULL, 0, NULL },
};

PyDoc_STRVAR(
    launched_doc,
    "A running launcher: its process id, and this side's descriptors, none of which\n"
    "blocks: of the control channel, the pipes to stdin (-1 without one), stdout and\n"
    "stderr (-1 with a terminal).  Each is closed once and is -1 from then on.\n"
    "reap() waits a moment for the launcher's end; one that takes longer is reaped later.\n"
    "end() ends the run and closes all; so does the end of this object.");

static PyType_Slot launched_slots[] = {
    { Py_tp_dealloc, launched_free },
    { Py_tp_members, launched_members },
    { Py_tp_methods, launched_methods },
    { Py_tp_doc, (void *)launched_doc },
    { 0, NULL },
};

PyType_Spec launched_spec = {
    .name = "pkhost._spawn.Launched",
    .basicsize = sizeof(struct launched),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = launched_slots,
};
