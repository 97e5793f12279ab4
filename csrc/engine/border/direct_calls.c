/* direct_calls.c -- calls of functions of the host's without pkhost_host().
 *
 * pkhost_host() is implemented in Python.  It finds the VM's owner, unpacks the
 * arguments, calls the function, and packs the answer, which takes three times as
 * long as most functions do.  If the arguments and the answer are numbers and text,
 * all of that is done here.  Everything else (other values, a default to fill in, an
 * exception, an awaitable) is left to the Python code of the host's `answers`, so a
 * script sees no difference.
 *
 * The thread may be one of Python's, and the main thread: then a signal handler, such
 * as that of Ctrl-C, may raise an exception in whatever Python code is called here.  In
 * a function of the host's it is that function's exception.  In the code around it, it
 * becomes `answers.stopped_by`, which is set here, where no signal handler comes in
 * between.
 *
 * This is the only file that uses Python's C interface, and it uses only the stable
 * part of it (PEP 384), as cffi's part of the extension does.
 */
#define PY_SSIZE_T_CLEAN /* sizes in formats are Py_ssize_t */
#include <Python.h>

#include "border/direct_calls.h"

#include "base/messagepack.h"
#include "pkhost.h"

#include <string.h>

enum {
    NOT_DIRECT = -3,     /* not a code of pkhost_host() */
    ARGUMENTS_MOST = 15, /* a call with more of them is rare, and takes longer anyway */
};

/* ---------------------------------------------------------------------- arguments */

/* A new reference to the next argument, or NULL if it is none of the simple
 * ones (or memory is out), without an exception. */
static PyObject *take_argument(messagepack_reader *in)
{
    messagepack_item item;
    PyObject *made = NULL;

    switch (messagepack_read(in, &item)) {
    case MESSAGEPACK_IS_NIL:
        Py_INCREF(Py_None);
        made = Py_None;
        break;
    case MESSAGEPACK_IS_BOOL: made = PyBool_FromLong(item.boolean); break;
    case MESSAGEPACK_IS_INT: made = PyLong_FromLongLong(item.integer); break;
    case MESSAGEPACK_IS_FLOAT: made = PyFloat_FromDouble(item.number); break;
    case MESSAGEPACK_IS_STR:
        made = PyUnicode_DecodeUTF8((const char *)item.data, (Py_ssize_t)item.size, NULL);
        break;
    default: return NULL;
    }
    if (made == NULL)
        PyErr_Clear();
    return made;
}

/* A tuple of so many. */
static PyObject *take_arguments(messagepack_reader in, uint32_t count)
{
    PyObject *arguments = PyTuple_New((Py_ssize_t)count);
    if (arguments == NULL) {
        PyErr_Clear();
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        PyObject *argument = take_argument(&in);
        if (argument == NULL || PyTuple_SetItem(arguments, (Py_ssize_t)i, argument) != 0) {
            Py_DECREF(arguments);
            return NULL;
        }
    }
    return arguments;
}

/* ------------------------------------------------------------------------ answers */

/* Write an answer that is as simple as the arguments; its size, or
 * NOT_DIRECT, without an exception. */
static int64_t put_answer(PyObject *value, char *reply, size_t room)
{
    messagepack_writer out = messagepack_writer_to(reply, room, NULL);
    messagepack_write_byte(&out, PKHOST_REPLY_VALUE);
    if (value == Py_None) {
        messagepack_write_nil(&out);
    } else if (PyBool_Check(value)) {
        messagepack_write_bool(&out, value == Py_True);
    } else if (PyLong_CheckExact(value)) {
        int overflow = 0;
        const long long n = PyLong_AsLongLongAndOverflow(value, &overflow);
        if (overflow != 0)
            return NOT_DIRECT;
        messagepack_write_int(&out, n);
    } else if (PyFloat_CheckExact(value)) {
        const double d = PyFloat_AsDouble(value);
        if (d != d)
            return NOT_DIRECT;
        messagepack_write_float(&out, d);
    } else if (PyUnicode_CheckExact(value)) {
        Py_ssize_t size = 0;
        const char *s = PyUnicode_AsUTF8AndSize(value, &size);
        if (s == NULL)
            PyErr_Clear();
        if (s == NULL || (size_t)size > room)
            return NOT_DIRECT;
        messagepack_write_str(&out, s, (uint32_t)size);
    } else {
        return NOT_DIRECT;
    }
    return out.failed ? NOT_DIRECT : out.at - out.start;
}

/* A new reference to the exception that has been raised. */
static PyObject *take_exception(void)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback != NULL)
        PyException_SetTraceback(value, traceback);
    Py_XDECREF(traceback);
    Py_XDECREF(type);
    return value;
}

/* Names of methods of `answers`; there once a VM has any. */
static PyObject *name_gave, *name_raised;

/* Write a reply that Python code has made, or stop the script with the exception that it has
 * raised.  Takes over the reference to `packed`, NULL for an exception. */
static int64_t put_packed(struct vm_host *h, PyObject *answers, PyObject *packed, char *reply,
                          size_t room)
{
    char *data = NULL;
    Py_ssize_t size = 0;
    int64_t answer = PKHOST_REPLY_STOP;

    if (packed != NULL && packed != Py_None && PyBytes_AsStringAndSize(packed, &data, &size) == 0) {
        answer = size;
        if ((size_t)size > room) {
            text_clear(&h->reply);
            text_append(&h->reply, data, (size_t)size);
            answer = PKHOST_REPLY_TOO_LARGE;
        } else {
            memcpy(reply, data, (size_t)size);
        }
    } else if (packed != Py_None) {
        PyObject *error = take_exception();
        if (PyObject_SetAttrString(answers, "stopped_by", error) != 0)
            PyErr_WriteUnraisable(error);
        Py_DECREF(error);
    }
    Py_XDECREF(packed);
    return answer;
}

/* Let a method of `answers`, "gave" or "raised", make the reply for `what`, which a function
 * returned or raised.  Takes over the reference to it. */
static int64_t put_other_answer(struct vm_host *h, PyObject *answers, PyObject *method,
                                PyObject *what, char *reply, size_t room)
{
    PyObject *packed = PyObject_CallMethodObjArgs(answers, method, what, NULL);

    Py_DECREF(what);
    return put_packed(h, answers, packed, reply, room);
}

/* -------------------------------------------------------------------------- calls */

/* Call the function itself.  With the GIL. */
static int64_t call(struct vm_host *h, PyObject *answers, int32_t number, messagepack_reader in,
                    uint32_t count, char *reply, size_t room)
{
    PyObject *function, *arguments, *value;
    int64_t answer;

    if (number >= PyList_Size(h->direct.functions))
        return NOT_DIRECT;
    function = PyList_GetItem(h->direct.functions, number);
    if (function == NULL || function == Py_None)
        return NOT_DIRECT;
    arguments = take_arguments(in, count);
    if (arguments == NULL)
        return NOT_DIRECT;

    Py_INCREF(function);
    value = PyObject_Call(function, arguments, NULL);
    Py_DECREF(arguments);
    if (value == NULL) {
        answer = put_other_answer(h, answers, name_raised, take_exception(), reply, room);
    } else {
        answer = put_answer(value, reply, room);
        if (answer == NOT_DIRECT)
            answer = put_other_answer(h, answers, name_gave, value, reply, room);
        else
            Py_DECREF(value);
    }
    Py_DECREF(function);
    return answer;
}

/* Let answers.answer() do it.  With the GIL. */
static int64_t let_answer(struct vm_host *h, PyObject *answers, int32_t number, const char *data,
                          size_t size, char *reply, size_t room)
{
    PyObject *packed =
        PyObject_CallMethod(answers, "answer", "iy#", (int)number, data, (Py_ssize_t)size);

    return put_packed(h, answers, packed, reply, room);
}

int64_t host_call(struct vm_host *h, int64_t token, int32_t function, const char *data, size_t size,
                  char *reply, size_t room)
{
    const unsigned char *const start = (const unsigned char *)data;
    messagepack_reader in = { start, start + size };
    messagepack_item arguments;
    int64_t answer = NOT_DIRECT;
    /* A thread's first call is left to pkhost_host(): there cffi registers the thread
     * with Python for as long as it lives.  Otherwise each call would register it and
     * drop it again. */
    if (atomic_load(&h->direct.available) && PyGILState_GetThisThreadState() != NULL) {
        const PyGILState_STATE state = PyGILState_Ensure();
        PyObject *const answers = h->direct.answers;
        if (answers != NULL) {
            /* The function may close the VM, which drops the reference that the host holds. */
            Py_INCREF(answers);
            if (function >= 0 && messagepack_read(&in, &arguments) == MESSAGEPACK_IS_ARRAY
                && arguments.size <= ARGUMENTS_MOST)
                answer = call(h, answers, function, in, arguments.size, reply, room);
            if (answer == NOT_DIRECT)
                answer = let_answer(h, answers, function, data, size, reply, room);
            Py_DECREF(answers);
        }
        PyGILState_Release(state);
    }
    if (answer == NOT_DIRECT)
        answer = pkhost_host(token, function, data, size, reply, room);
    return answer;
}

void direct_calls_set(struct direct_calls *d, uintptr_t functions, uintptr_t answers)
{
    const PyGILState_STATE state = PyGILState_Ensure();
    if (name_gave == NULL)
        name_gave = PyUnicode_InternFromString("gave");
    if (name_raised == NULL)
        name_raised = PyUnicode_InternFromString("raised");
    if (name_gave == NULL || name_raised == NULL) {
        PyErr_Clear(); /* pkhost_host() will do */
        functions = 0;
    }
    d->functions = (void *)functions;
    d->answers = (void *)answers;
    atomic_store(&d->available, functions != 0);
    PyGILState_Release(state);
}
