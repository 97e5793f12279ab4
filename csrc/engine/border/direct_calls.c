/* direct_calls.c -- calls of functions of the host's without pkhost_host().
 *
 * pkhost_host() is implemented in Python.  It finds the VM's owner, unpacks the
 * arguments, calls the function, and packs the answer, which takes three times as
 * long as most functions do.  If the arguments and the answer are numbers and text,
 * all of that is done here.  Everything else (other values, a default to fill in, an
 * exception, an awaitable) is left to the Python code behind pkhost_host(), so a
 * script sees no difference.
 *
 * This is the only file that uses Python's C interface, and it uses only the stable
 * part of it (PEP 384), as cffi's part of the extension does.
 */
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

/* Let Python code, `packer`, make the reply for `what`, which a function returned or
 * raised.  Takes over the reference to it. */
static int64_t put_other_answer(struct vm_host *h, PyObject *packer, PyObject *what, char *reply,
                                size_t room)
{
    PyObject *packed = PyObject_CallFunctionObjArgs(packer, what, NULL);
    char *data = NULL;
    Py_ssize_t size = 0;
    int64_t answer = PKHOST_REPLY_STOP;

    Py_DECREF(what);
    if (packed == NULL) {
        PyErr_WriteUnraisable(packer);
    } else if (packed != Py_None && PyBytes_AsStringAndSize(packed, &data, &size) == 0) {
        answer = size;
        if ((size_t)size > room) {
            text_clear(&h->reply);
            text_append(&h->reply, data, (size_t)size);
            answer = PKHOST_REPLY_TOO_LARGE;
        } else {
            memcpy(reply, data, (size_t)size);
        }
    }
    Py_XDECREF(packed);
    return answer;
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

/* -------------------------------------------------------------------------- calls */

/* With the GIL. */
static int64_t call(struct vm_host *h, int32_t number, messagepack_reader in, uint32_t count,
                    char *reply, size_t room)
{
    const struct direct_calls *known = &h->direct;
    PyObject *const functions = known->functions, *const gave = known->gave,
                    *const raised = known->raised;
    PyObject *function, *arguments, *value;
    int64_t answer;

    if (functions == NULL || number >= PyList_Size(functions))
        return NOT_DIRECT;
    function = PyList_GetItem(functions, number);
    if (function == NULL || function == Py_None)
        return NOT_DIRECT;
    arguments = take_arguments(in, count);
    if (arguments == NULL)
        return NOT_DIRECT;

    /* The function may close the VM, which drops the references that the host holds. */
    Py_INCREF(function);
    Py_INCREF(gave);
    Py_INCREF(raised);
    value = PyObject_Call(function, arguments, NULL);
    Py_DECREF(arguments);
    if (value == NULL) {
        answer = put_other_answer(h, raised, take_exception(), reply, room);
    } else {
        answer = put_answer(value, reply, room);
        if (answer == NOT_DIRECT)
            answer = put_other_answer(h, gave, value, reply, room);
        else
            Py_DECREF(value);
    }
    Py_DECREF(raised);
    Py_DECREF(gave);
    Py_DECREF(function);
    return answer;
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
    if (function >= 0 && atomic_load(&h->direct.available)
        && messagepack_read(&in, &arguments) == MESSAGEPACK_IS_ARRAY
        && arguments.size <= ARGUMENTS_MOST && PyGILState_GetThisThreadState() != NULL) {
        const PyGILState_STATE state = PyGILState_Ensure();
        answer = call(h, function, in, arguments.size, reply, room);
        PyGILState_Release(state);
    }
    if (answer == NOT_DIRECT)
        answer = pkhost_host(token, function, data, size, reply, room);
    return answer;
}

void direct_calls_set(struct direct_calls *d, uintptr_t functions, uintptr_t gave, uintptr_t raised)
{
    const PyGILState_STATE state = PyGILState_Ensure();
    d->functions = (void *)functions;
    d->gave = (void *)gave;
    d->raised = (void *)raised;
    atomic_store(&d->available, functions != 0);
    PyGILState_Release(state);
}
