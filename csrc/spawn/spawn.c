/* spawn.c - the extension module pkhost._spawn: starts the launcher; reap.c waits
 * for its end, sweep.c ends what it leaves if it is killed.
 *
 * The host's side of what csrc/launcher/launcher.h describes: the pipes, the
 * control channel, the configuration, and a process that executes the launcher.
 * Python could do all of it with os.posix_spawn, in twice the time: about a
 * tenth of a millisecond, which is what a run costs more than the program
 * itself.
 *
 * The child shares this process's memory and stops the calling thread until it
 * executes the launcher (vfork), so the cost does not depend on how large the
 * host is.  In between it makes system calls only, on a stack of its own.  All
 * signals are blocked meanwhile, so no handler of the host's can run in it; the
 * launcher starts with them blocked, which it wants anyway, and sets up their
 * actions itself. */
#define _GNU_SOURCE
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launcher.h"
#include "reap.h"
#include "sweep.h"
#include "terminal.h"

/* Numbers that are no descriptor, for the program's input; _launch.py has them too. */
enum { INPUT_NOTHING = -1, INPUT_PIPE = -2 };

#define NOTHING "/dev/null"

/* The kernel's signal set; glibc's functions leave two signals of its own out. */
typedef uint64_t signal_set;

/* The descriptors of one start.  Those of the launcher are closed here again in
 * any case, the host's ends only if it fails. */
struct start {
    const char *launcher;
    int control[2]; /* the host's, the launcher's */
    int config;     /* a file, or -1 if the configuration went through the channel */
    int input;      /* what the program reads */
    int input_is_ours;
    int input_writer;
    int output[2]; /* the reader, the writer */
    int error[2];  /* with a terminal only the latter */
    int columns;   /* of a terminal, or 0 for pipes */
    int rows;
    int failure; /* an errno, of the child */
    const char *missing; /* the file that could not be opened, if it was one */
};

/* Below CONFIG_FD + 1 are the targets in the launcher: a source among them could
 * be overwritten before it is used.  Returns a copy that is out of their way. */
static int out_of_the_way(int *fd)
{
    int low = *fd;

    if (low > CONFIG_FD)
        return 0;
    *fd = fcntl(low, F_DUPFD_CLOEXEC, CONFIG_FD + 1);
    if (*fd < 0) {
        *fd = low;
        return -1;
    }
    close(low);
    return 0;
}

static int make_pipe(int *reader, int *writer)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    *reader = ends[0];
    *writer = ends[1];
    return out_of_the_way(reader) < 0 ? -1 : out_of_the_way(writer);
}

static int not_blocking(int fd)
{
    return fcntl(fd, F_SETFL, O_NONBLOCK);
}

/* A message fits whole or not at all. */
static int put_config(struct start *start, const char *config, size_t size)
{
    const char in_file = CONFIG_IN_FILE;
    size_t done = 0;

    if (size <= CONFIG_MESSAGE && send(start->control[0], config, size, MSG_NOSIGNAL) >= 0)
        return 0;
    if (send(start->control[0], &in_file, sizeof in_file, MSG_NOSIGNAL) < 0)
        return -1;
    start->config = memfd_create("pkhost", MFD_CLOEXEC);
    if (start->config < 0 || out_of_the_way(&start->config) < 0)
        return -1;
    while (done < size) {
        ssize_t wrote = write(start->config, config + done, size - done);

        if (wrote < 0)
            return -1;
        done += (size_t)wrote;
    }
    return 0;
}

static int duplicate(int fd, int *copy)
{
    *copy = fcntl(fd, F_DUPFD_CLOEXEC, CONFIG_FD + 1);
    return *copy;
}

/* All three standard streams are one terminal, read and written here by one
 * descriptor each, so that each can be closed for itself. */
static int open_terminal(struct start *start)
{
    start->input_is_ours = 1;
    start->input = -1;
    if (terminal_open(start->columns, start->rows, &start->output[0], &start->output[1]) < 0)
        return -1;
    if (out_of_the_way(&start->output[0]) < 0 || out_of_the_way(&start->output[1]) < 0 ||
        duplicate(start->output[0], &start->input_writer) < 0 ||
        duplicate(start->output[1], &start->input) < 0 ||
        duplicate(start->output[1], &start->error[1]) < 0)
        return -1;
    return 0;
}

static int open_all(struct start *start, const char *config, size_t size)
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, start->control) < 0 ||
        out_of_the_way(&start->control[0]) < 0 || out_of_the_way(&start->control[1]) < 0 ||
        put_config(start, config, size) < 0)
        return -1;
    if (start->columns)
        return open_terminal(start);
    if (start->input == INPUT_PIPE) {
        start->input_is_ours = 1;
        if (make_pipe(&start->input, &start->input_writer) < 0 ||
            not_blocking(start->input_writer) < 0)
            return -1;
    } else if (start->input == INPUT_NOTHING) {
        start->input_is_ours = 1;
        start->input = open(NOTHING, O_RDONLY | O_CLOEXEC);
        if (start->input < 0) {
            start->missing = NOTHING;
            return -1;
        }
        if (out_of_the_way(&start->input) < 0)
            return -1;
    } else if (start->input <= CONFIG_FD) {
        start->input_is_ours = 1;
        start->input = fcntl(start->input, F_DUPFD_CLOEXEC, CONFIG_FD + 1);
        if (start->input < 0)
            return -1;
    }
    if (make_pipe(&start->output[0], &start->output[1]) < 0 ||
        not_blocking(start->output[0]) < 0 ||
        make_pipe(&start->error[0], &start->error[1]) < 0 || not_blocking(start->error[0]) < 0)
        return -1;
    return 0;
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void close_launchers(struct start *start)
{
    close_one(&start->control[1]);
    close_one(&start->config);
    if (start->input_is_ours)
        close_one(&start->input);
    close_one(&start->output[1]);
    close_one(&start->error[1]);
}

static void close_hosts(struct start *start)
{
    close_one(&start->control[0]);
    close_one(&start->input_writer);
    close_one(&start->output[0]);
    close_one(&start->error[0]);
}

/* What the child does.  Its stack is unknown to a sanitizer. */
#if defined(__SANITIZE_ADDRESS__)
__attribute__((no_sanitize_address))
#endif
static int child(void *with)
{
    struct start *start = with;
    char *const arguments[] = {"pkhost-launcher", NULL};
    char *const environment[] = {NULL};

    if (dup2(start->input, 0) >= 0 && dup2(start->output[1], 1) >= 0 &&
        dup2(start->error[1], 2) >= 0 && dup2(start->control[1], CONTROL_FD) >= 0 &&
        (start->config < 0 || dup2(start->config, CONFIG_FD) >= 0))
        execve(start->launcher, arguments, environment);
    start->failure = errno;
    _exit(127);
}

/* Returns the process id, or -1 with an errno. */
static int start_launcher(struct start *start)
{
    _Alignas(16) char stack[16 << 10];
    const signal_set all = ~(signal_set)0;
    signal_set before;
    int pid, error;

    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, &before, sizeof all);
    pid = clone(child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, start);
    if (pid >= 0 && start->failure) {
        waitpid(pid, NULL, 0);
        start->missing = start->launcher;
        pid = -1;
        errno = start->failure;
    }
    error = errno;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &before, NULL, sizeof before);
    errno = error;
    return pid;
}

/* Raise what errno says. */
static void give_up(struct start *start)
{
    if (start->missing)
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, start->missing);
    else
        PyErr_SetFromErrno(PyExc_OSError);
    close_launchers(start);
    close_hosts(start);
}

/* ---- What Python holds ----
 *
 * A signal handler may raise an exception (Ctrl-C) between any two steps of
 * Python's, also in what cleans up after another one.  So that nothing is left
 * open or running then, this object owns it, and its end is the end of all. */

struct launched {
    PyObject_HEAD
    int pid;     /* of the launcher, -1 once it has been reaped */
    int control; /* descriptors, -1 once closed */
    int input, output, error;
    pid_t host; /* whose child the launcher is: a forked child of the host only closes */
    char *launcher, *scratch; /* where it is, and the folder that it removes, or NULL */
};

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
    struct pollfd reported = {.fd = self->control, .events = POLLIN};

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
        Py_BEGIN_ALLOW_THREADS
        if (poll(&reported, 1, PATIENCE) == 0)
            kill(self->pid, SIGKILL);
        Py_END_ALLOW_THREADS
        close_one(&self->control);
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
    {"pid", T_INT, offsetof(struct launched, pid), READONLY, NULL},
    {"control", T_INT, offsetof(struct launched, control), READONLY, NULL},
    {"stdin", T_INT, offsetof(struct launched, input), READONLY, NULL},
    {"stdout", T_INT, offsetof(struct launched, output), READONLY, NULL},
    {"stderr", T_INT, offsetof(struct launched, error), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyMethodDef launched_methods[] = {
    {"close_control", close_control, METH_NOARGS, NULL},
    {"close_stdin", close_input, METH_NOARGS, NULL},
    {"close_stdout", close_output, METH_NOARGS, NULL},
    {"close_stderr", close_error, METH_NOARGS, NULL},
    {"reap", reap, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(launched_doc,
             "A running launcher: its process id, and this side's descriptors, none of which\n"
             "blocks: of the control channel, the pipes to stdin (-1 without one), stdout and\n"
             "stderr (-1 with a terminal).  Each is closed once and is -1 from then on.\n"
             "reap() waits a moment for the launcher's end, which is seen to anyhow.\n"
             "The end of this object is the end of the run.");

static PyType_Slot launched_slots[] = {
    {Py_tp_dealloc, launched_free},
    {Py_tp_members, launched_members},
    {Py_tp_methods, launched_methods},
    {Py_tp_doc, (void *)launched_doc},
    {0, NULL},
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
    if (config.protections & PROTECT_MOUNT_NAMESPACE || config.scratch == 0 ||
        config.scratch >= size)
        return NULL;
    return strndup(text + config.scratch, size - config.scratch);
}

static PyObject *spawn(PyObject *module, PyObject *arguments)
{
    struct start start = {
        .control = {-1, -1}, .config = -1, .input_writer = -1, .output = {-1, -1},
        .error = {-1, -1}};
    PyTypeObject *const type = *(PyTypeObject **)PyModule_GetState(module);
    struct launched *launched;
    const char *config;
    Py_ssize_t size;

    if (!PyArg_ParseTuple(arguments, "yy#iii:spawn", &start.launcher, &config, &size,
                          &start.input, &start.columns, &start.rows))
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
    if (open_all(&start, config, (size_t)size) < 0 ||
        (launched->pid = start_launcher(&start)) < 0) {
        give_up(&start);
        Py_DECREF(launched);
        return NULL;
    }
    close_launchers(&start);
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
    struct swept swept = {0, 0};
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
    {"spawn", spawn, METH_VARARGS, spawn_doc},
    {"sweep", sweep_marked, METH_VARARGS, sweep_doc},
    {NULL, NULL, 0, NULL},
};

static int prepare(PyObject *module)
{
    PyTypeObject **const type = PyModule_GetState(module);

    *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &launched_spec, NULL);
    return *type == NULL ? -1 : PyModule_AddType(module, *type);
}

static void clear(void *module)
{
    Py_XDECREF(*(PyTypeObject **)PyModule_GetState(module));
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, prepare},
    {0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "pkhost._spawn",
    .m_doc = "Starts the program launcher, and sweeps up after one that was killed.",
    .m_size = sizeof(PyTypeObject *),
    .m_methods = methods,
    .m_slots = slots,
    .m_free = clear,
};

PyMODINIT_FUNC PyInit__spawn(void)
{
    return PyModuleDef_Init(&definition);
}
