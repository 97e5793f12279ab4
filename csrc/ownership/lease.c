/* lease.c - the type Lease: one use of a thing, from asking to giving it back. */
#define _GNU_SOURCE /* sem_clockwait */
#include "lease.h"

#include <stdbool.h>
#include <time.h>

#include "calls.h"
#include "ownership.h"

#define SECOND 1000000000 /* nanoseconds */

/* A signal that comes just before a wait begins interrupts nothing. */
#define LOOK_FOR_SIGNALS (SECOND / 50)

/* Seconds; longer timeouts are none, and would not fit into nanoseconds. */
#define LONGEST_TIMEOUT 4e9

/* What `unavailable` is called with; _ownership.pyi has them too. */
static const char CLOSED[] = "closed", BUSY[] = "busy", WAIT[] = "wait";

/* ---- Giving back ---- */

/* The end of a use.  Returns -1 with what was raised meanwhile; the thing is back
 * all the same. */
static int finish(struct lease *lease, bool failed)
{
    struct raised raised = { NULL, NULL, NULL };

    if (lease->ending)
        return 0;
    lease->ending = true;
    if (lease->state == HOLDING && lease->begun && failed && lease->on_failure != NULL
        && call_through(lease->on_failure, NULL, NULL) < 0)
        raised_keep(&raised);
    if (lease->state == HOLDING && lease->begun && lease->end != NULL) {
        PyObject *thing = Py_NewRef(lease->thing), *returned;

        if (call_through(lease->end, thing, &returned) < 0)
            raised_keep(&raised);
        if (returned != NULL && lease->thing == thing) {
            lease->thing = returned;
            Py_DECREF(thing); /* the lease's */
        } else {
            Py_XDECREF(returned);
        }
        Py_DECREF(thing);
    }
    if (lease_give_back(lease) < 0)
        raised_keep(&raised);
    return raised_restore(&raised);
}

/* The same, when an exception is on its way already, or there is no caller to raise to. */
static void finish_quietly(struct lease *lease)
{
    struct raised before = { NULL, NULL, NULL };

    PyErr_Fetch(&before.kind, &before.value, &before.traceback);
    if (finish(lease, true) < 0)
        PyErr_WriteUnraisable(NULL);
    raised_restore(&before);
}

/* ---- Taking back ---- */

/* Leases whose user may be gone: a list, or NULL with an exception.  None that is
 * ending: it may be on its way out of memory. */
static PyObject *doubtful(const struct stock *stock)
{
    PyObject *found = PyList_New(0);

    for (struct lease *lease = stock->holding.first; found != NULL && lease != NULL;
         lease = lease->after)
        if (lease->gone != NULL && !lease->ending && PyList_Append(found, (PyObject *)lease) < 0)
            Py_CLEAR(found);
    return found;
}

/* End the leases whose user is gone.  Returns 0, or -1 with an exception. */
static int take_back(struct stock *stock)
{
    PyObject *leases = doubtful(stock);
    int result = leases == NULL ? -1 : 0;

    for (Py_ssize_t i = 0; result == 0 && i < PyList_Size(leases); i++) {
        struct lease *lease = (struct lease *)PyList_GetItem(leases, i);
        PyObject *answer = PyObject_CallFunctionObjArgs(lease->gone, NULL);
        const int is_gone = answer == NULL ? -1 : PyObject_IsTrue(answer);

        Py_XDECREF(answer);
        if (is_gone < 0)
            result = -1;
        else if (is_gone && lease->state == HOLDING)
            result = finish(lease, true);
    }
    Py_XDECREF(leases);
    return result;
}

/* ---- Taking ---- */

/* Let the caller say why not; 0 if it has nothing to say, else -1. */
static int refuse(struct lease *lease, const char *why)
{
    PyObject *result;

    if (lease->unavailable == NULL)
        return 0;
    result = PyObject_CallFunction(lease->unavailable, "s", why);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

static int refuse_for_good(struct lease *lease, const char *why)
{
    (void)lease_give_back(lease); /* it has nothing, but may wait */
    if (refuse(lease, why) == 0)
        PyErr_Format(PyExc_RuntimeError, "nothing is left in this stock: %s", why);
    return -1;
}

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

/* Until the lease is no longer WAITING.  Returns 1, 0 if it still is after its
 * timeout, or -1 with an exception. */
static int wait_for_arrival(struct lease *lease)
{
    const bool ends = lease->timeout >= 0 && lease->timeout < LONGEST_TIMEOUT;
    const int64_t end = ends ? now() + (int64_t)(lease->timeout * SECOND) : INT64_MAX;

    while (lease->state == WAITING) {
        int64_t until = now() + LOOK_FOR_SIGNALS;
        struct timespec when;

        if (until > end)
            until = end;
        when.tv_sec = (time_t)(until / SECOND);
        when.tv_nsec = (long)(until % SECOND);
        Py_BEGIN_ALLOW_THREADS(void)
        sem_clockwait(&lease->arrival, CLOCK_MONOTONIC, &when);
        Py_END_ALLOW_THREADS
        if (PyErr_CheckSignals() < 0 || (lease->state == WAITING && take_back(lease->stock) < 0))
            return -1;
        if (lease->state == WAITING && now() >= end)
            return 0;
    }
    return 1;
}

/* Take a thing if there is one.  Returns 1, 0 if there is none, -1 with an
 * exception. */
static int try_to_take(struct lease *lease)
{
    if (lease->stock->closed)
        return refuse_for_good(lease, CLOSED);
    if (lease_take(lease))
        return 1;
    if (lease->stock->holding.first == NULL)
        return 0;
    if (take_back(lease->stock) < 0)
        return -1;
    return lease_take(lease);
}

static int ask(struct lease *lease)
{
    if (lease->state != NEW) {
        PyErr_SetString(PyExc_RuntimeError, "a lease is used once");
        return -1;
    }
    lease->thread = PyThread_get_thread_ident();
    return try_to_take(lease);
}

static int take(struct lease *lease)
{
    int taken = ask(lease);

    if (taken != 0)
        return taken;
    if (lease->timeout == 0)
        return refuse_for_good(lease, BUSY);
    if (refuse(lease, WAIT) < 0)
        return -1;
    /* That called Python, which may have changed the stock. */
    taken = try_to_take(lease);
    if (taken != 0)
        return taken;
    lease_wait(lease);
    taken = wait_for_arrival(lease);
    if (taken < 0) {
        finish_quietly(lease);
        return -1;
    }
    if (lease->state == HOLDING)
        return 1;
    lease_give_back(lease);
    return refuse_for_good(lease, taken == 0 ? BUSY : CLOSED);
}

/* What `with … as` gives: a new reference. */
static PyObject *begin(struct lease *lease)
{
    PyObject *old, *given;

    if (lease->begin == NULL) {
        lease->begun = true;
        return Py_NewRef(lease->thing);
    }
    old = Py_NewRef(lease->thing);
    given = PyObject_CallFunctionObjArgs(lease->begin, old, NULL);
    lease->begun = given != NULL;
    if (given != NULL && lease->state == HOLDING) {
        lease->thing = Py_NewRef(given);
        Py_DECREF(old); /* the lease's */
    }
    Py_DECREF(old);
    if (given != NULL && lease->state == HOLDING && !lease->stock->closed)
        return given;
    if (given != NULL && refuse(lease, CLOSED) == 0)
        PyErr_SetString(PyExc_RuntimeError, "this stock was closed");
    Py_XDECREF(given);
    finish_quietly(lease);
    return NULL;
}

/* ---- The type ---- */

static PyObject *function_or_null(PyObject *given)
{
    return given == NULL || given == Py_None ? NULL : Py_NewRef(given);
}

PyObject *lease_new(PyTypeObject *type, struct stock *stock, PyObject *arguments, PyObject *named)
{
    static char *names[] = { "timeout", "unavailable", "begin", "end", "on_failure", "gone", NULL };
    PyObject *unavailable = NULL, *begins = NULL, *ends = NULL, *on_failure = NULL, *gone = NULL;
    double timeout = -1;
    struct lease *lease;

    if (!PyArg_ParseTupleAndKeywords(arguments, named, "|dOOOOO:lease", names, &timeout,
                                     &unavailable, &begins, &ends, &on_failure, &gone))
        return NULL;
    lease = (struct lease *)PyType_GenericAlloc(type, 0);
    if (lease == NULL)
        return NULL;
    lease->stock = (struct stock *)Py_NewRef((PyObject *)stock);
    lease->unavailable = function_or_null(unavailable);
    lease->begin = function_or_null(begins);
    lease->end = function_or_null(ends);
    lease->on_failure = function_or_null(on_failure);
    lease->gone = function_or_null(gone);
    lease->timeout = timeout;
    sem_init(&lease->arrival, 0, 0);
    return (PyObject *)lease;
}

static PyObject *lease_enter(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct lease *lease = (struct lease *)self;

    return take(lease) < 0 ? NULL : begin(lease);
}

static PyObject *lease_exit(PyObject *self, PyObject *arguments)
{
    PyObject *kind = NULL, *value, *traceback;

    if (!PyArg_UnpackTuple(arguments, "__exit__", 3, 3, &kind, &value, &traceback))
        return NULL;
    if (finish((struct lease *)self, kind != Py_None) < 0)
        return NULL;
    Py_RETURN_FALSE;
}

static PyObject *lease_request(PyObject *self, PyObject *granted)
{
    struct lease *lease = (struct lease *)self;
    const int taken = ask(lease);

    if (taken < 0)
        return NULL;
    if (taken == 0) {
        lease->granted = Py_NewRef(granted);
        lease_wait(lease);
    }
    return PyBool_FromLong(taken);
}

static PyObject *lease_begin(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct lease *lease = (struct lease *)self;

    if (lease->state != HOLDING) {
        refuse_for_good(lease, lease->stock->closed ? CLOSED : BUSY);
        return NULL;
    }
    return begin(lease);
}

static int lease_traverse(PyObject *self, visitproc visit, void *arg)
{
    struct lease *lease = (struct lease *)self;

    Py_VISIT(Py_TYPE(self));
    Py_VISIT(lease->stock);
    Py_VISIT(lease->thing);
    Py_VISIT(lease->unavailable);
    Py_VISIT(lease->begin);
    Py_VISIT(lease->end);
    Py_VISIT(lease->on_failure);
    Py_VISIT(lease->granted);
    Py_VISIT(lease->gone);
    return 0;
}

/* Before the garbage collector takes anything apart that end() may need, or that
 * goes back into the stock. */
static void lease_finalize(PyObject *self)
{
    struct lease *lease = (struct lease *)self;

    if (lease->state == HOLDING || lease->state == WAITING)
        finish_quietly(lease);
}

/* The lease is OVER, and keeps its stock, since methods look at it. */
static int lease_clear(PyObject *self)
{
    struct lease *lease = (struct lease *)self;

    Py_CLEAR(lease->unavailable);
    Py_CLEAR(lease->begin);
    Py_CLEAR(lease->end);
    Py_CLEAR(lease->on_failure);
    Py_CLEAR(lease->granted);
    Py_CLEAR(lease->gone);
    return 0;
}

static void lease_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    struct lease *lease = (struct lease *)self;

    PyObject_GC_UnTrack(self);
    lease_finalize(self); /* nothing that it calls is given the lease */
    (void)lease_clear(self);
    Py_CLEAR(lease->stock);
    sem_destroy(&lease->arrival);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyMethodDef lease_methods[] = {
    { "__enter__", lease_enter, METH_NOARGS, NULL },
    { "__exit__", lease_exit, METH_VARARGS, NULL },
    { "request", lease_request, METH_O, NULL },
    { "begin", lease_begin, METH_NOARGS, NULL },
    { NULL, NULL, 0, NULL },
};

static PyType_Slot lease_slots[] = {
    { Py_tp_dealloc, lease_free },    { Py_tp_traverse, lease_traverse },
    { Py_tp_clear, lease_clear },     { Py_tp_finalize, lease_finalize },
    { Py_tp_methods, lease_methods }, { 0, NULL },
};

PyType_Spec lease_spec = {
    .name = "pkhost._ownership.Lease",
    .basicsize = sizeof(struct lease),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = lease_slots,
};
