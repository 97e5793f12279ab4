/* raiser.c - a Python extension for the tests: sends this process a SIGINT before the
 * n-th bytecode that a function executes, in whatever Python code that is.
 *
 * The signal is a real one, and Python's own handler raises at the place where
 * the interpreter next looks for signals.  Since it looks after some bytecodes,
 * and in some functions of C, the n from 1 on lead to every such place. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <frameobject.h>

#include <signal.h>

static long left, again, gap;
static int fired;
static const char *within; /* only in code whose file has this in its path */

static int is_within(PyFrameObject *frame)
{
    PyCodeObject *code = PyFrame_GetCode(frame);
    const char *file = PyUnicode_AsUTF8(code->co_filename);
    const int result = file != NULL && strstr(file, within) != NULL;

    Py_DECREF(code);
    return result;
}

static int on_event(PyObject *Py_UNUSED(self), PyFrameObject *frame, int what,
                    PyObject *Py_UNUSED(argument))
{
    if (what == PyTrace_CALL)
        return PyObject_SetAttrString((PyObject *)frame, "f_trace_opcodes",
                                      is_within(frame) ? Py_True : Py_False);
    if (what != PyTrace_OPCODE || left == 0 || --left > 0)
        return 0;
    if (again > 0) {
        again--;
        left = gap;
    }
    fired = 1;
    raise(SIGINT);
    return 0;
}

/* call(function, within, n, more, gap): call it, with a signal before its n-th bytecode
 * and `more` others, each `gap` bytecodes later.  Returns (whether it came to the n-th,
 * what it returned); raises what it raised. */
static PyObject *call(PyObject *Py_UNUSED(module), PyObject *arguments)
{
    PyObject *function, *result;
    int reached;

    if (!PyArg_ParseTuple(arguments, "Oslll:call", &function, &within, &left, &again, &gap))
        return NULL;
    fired = 0;
    PyEval_SetTrace(on_event, NULL);
    result = PyObject_CallNoArgs(function);
    PyEval_SetTrace(NULL, NULL);
    reached = fired;
    /* One that came with the very last bytecode. */
    if (PyErr_CheckSignals() < 0 && result != NULL)
        Py_CLEAR(result);
    if (result == NULL)
        return NULL;
    return Py_BuildValue("(ON)", reached ? Py_True : Py_False, result);
}

static PyMethodDef methods[] = {
    {"call", call, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "raiser", .m_size = 0,
                                        .m_methods = methods};

PyMODINIT_FUNC PyInit_raiser(void)
{
    return PyModule_Create(&definition);
}
