/* ownership.c - the extension module pkhost._ownership: things that one user at a
 * time has, and that come back from every user.
 *
 * A signal handler may raise an exception (Ctrl-C: KeyboardInterrupt) after almost
 * every step of Python's: between taking a lock and the `try` that releases it,
 * in the `finally` that does, inside threading.Condition.__enter__ when the lock
 * is taken and nobody knows yet.  What is taken by one such step and given back
 * by another can stay taken for ever.
 *
 * So here both are done by C, where no handler runs:
 *
 *   - A *stock* holds things, a *lease* is one use of a thing.  A lease is a
 *     context manager, `with stock.lease(): ...`; it takes the thing as its
 *     __enter__ runs, and is referred to by the `with` statement alone.
 *     However that ends, by __exit__ or because the frame is thrown away, the
 *     thing is back in its stock, or with the next who waits for it.
 *   - What has to be done with a thing before and after its use, in Python, is
 *     called from within the lease, which has the thing before and after it.
 *     What is done after is called again if a signal handler raised something
 *     in it, so it has to bear being done twice.
 *   - A *cleanup* is a `finally` that is called again in the same way.
 *
 * All of it happens with the GIL held, except for the wait of a thread for a
 * thing, which is done without, and looks for signals now and then: a signal
 * that comes just before a wait begins interrupts nothing. */
#define _GNU_SOURCE
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <errno.h>
#include <semaphore.h>
#include <stdbool.h>
#include <time.h>

enum {
    LOOK_FOR_SIGNALS = 20 * 1000 * 1000, /* nanoseconds of a wait between two looks */
    TRIES = 100, /* of what a signal handler interrupts: nobody presses Ctrl-C so often */
};

struct lease;

/* Leases in the order of their coming; the list refers to none of them. */
struct list {
    struct lease *first, *last;
};

struct stock {
    PyObject_HEAD
    PyObject *idle;      /* a list; the thing that came back last is had first */
    struct list waiting; /* leases for which there is nothing yet */
    struct list held;    /* leases that have a thing */
    bool closed;
};

enum state {
    NEW,     /* nothing was asked for */
    WAITING, /* in stock->waiting */
    HELD,    /* in stock->held; `thing` is there */
    OVER,    /* given back, or never had */
};

struct lease {
    PyObject_HEAD
    enum state state;
    bool begun; /* `begin` has gone through, so that there is a use to end */
    struct stock *stock;
    struct lease *before, *after;
    PyObject *thing;
    /* Functions, or NULL. */
    PyObject *begin;       /* (thing) -> the thing that is used, which may be another */
    PyObject *end;         /* (thing) -> what goes back */
    PyObject *on_failure;  /* () when an exception has ended it */
    PyObject *unavailable; /* (why), to raise something */
    PyObject *granted;     /* () when something has come for a lease that does not block */
    double timeout;       /* seconds; negative: none */
    unsigned long thread; /* that asked */
    sem_t arrival;        /* posted when a thing has come, or never will */
};

/* Reasons that `unavailable` is called with; _ownership.pyi has them. */
static const char CLOSED[] = "closed", BUSY[] = "busy", WAIT[] = "wait";

/* ---- Calls that a signal handler may interrupt ---- */

/* Call until it has gone through.  What a signal handler raised meanwhile is
 * raised in the end; an Exception is the function's own, and ends it.  Stores what
 * the function returned, NULL if it did not. */
static int call_through(PyObject *function, PyObject *argument, PyObject **returned)
{
    PyObject *kind = NULL, *value = NULL, *traceback = NULL, *result = NULL;

    for (int i = 0; i < TRIES && result == NULL; i++) {
        result = PyObject_CallFunctionObjArgs(function, argument, NULL);
        if (result != NULL) {
            break;
        } else if (PyErr_ExceptionMatches(PyExc_Exception)) {
            break;
        } else if (kind == NULL) {
            PyErr_Fetch(&kind, &value, &traceback);
        } else {
            PyErr_Clear();
        }
    }
    if (kind != NULL) {
        if (PyErr_Occurred())
            PyErr_WriteUnraisable(function);
        PyErr_Restore(kind, value, traceback);
    }
    if (returned != NULL)
        *returned = result;
    else
        Py_XDECREF(result);
    return kind != NULL || result == NULL ? -1 : 0;
}

/* ---- Lists of leases ---- */

static void append(struct list *list, struct lease *lease)
{
    lease->before = list->last;
    lease->after = NULL;
    if (list->last != NULL)
        list->last->after = lease;
    else
        list->first = lease;
    list->last = lease;
}

static void take_out(struct list *list, struct lease *lease)
{
    if (lease->before != NULL)
        lease->before->after = lease->after;
    else
        list->first = lease->after;
    if (lease->after != NULL)
        lease->after->before = lease->before;
    else
        list->last = lease->before;
    lease->before = lease->after = NULL;
}

static void hold(struct lease *lease, PyObject *thing)
{
    lease->thing = thing;
    lease->state = HELD;
    append(&lease->stock->held, lease);
}

/* ---- Giving ---- */

/* Give a thing to the first who waits, or put it into the stock.  Takes over the
 * reference.  Returns -1 with an exception that a signal handler has raised; the
 * thing has been given all the same. */
static int give(struct stock *stock, PyObject *thing)
{
    int result = 0;

    while (!stock->closed && stock->waiting.first != NULL) {
        struct lease *next = stock->waiting.first;

        take_out(&stock->waiting, next);
        hold(next, thing);
        if (next->granted == NULL) {
            sem_post(&next->arrival);
            return 0;
        }
        Py_INCREF(next);
        result = call_through(next->granted, NULL, NULL);
        if (result == 0 || !PyErr_ExceptionMatches(PyExc_Exception) || next->state != HELD) {
            Py_DECREF(next);
            return result;
        }
        /* Its event loop is closed: nobody will come for it. */
        PyErr_Clear();
        result = 0;
        take_out(&stock->held, next);
        thing = next->thing;
        next->thing = NULL;
        next->state = OVER;
        Py_DECREF(next);
    }
    if (!stock->closed)
        result = PyList_Append(stock->idle, thing);
    Py_DECREF(thing);
    return result;
}

/* Back into the stock, whatever state it is in. */
static int let_go(struct lease *lease)
{
    PyObject *thing = lease->thing;
    const enum state state = lease->state;

    lease->state = OVER;
    lease->thing = NULL;
    if (state == WAITING)
        take_out(&lease->stock->waiting, lease);
    if (state != HELD)
        return 0;
    take_out(&lease->stock->held, lease);
    return give(lease->stock, thing);
}

/* Keeps the first of the exceptions that are raised one after another. */
struct raised {
    PyObject *kind, *value, *traceback;
};

static void keep(struct raised *raised)
{
    if (raised->kind == NULL)
        PyErr_Fetch(&raised->kind, &raised->value, &raised->traceback);
    else
        PyErr_Clear();
}

/* The end of a use.  Returns -1 with what was raised meanwhile; the thing is
 * back all the same. */
static int finish(struct lease *lease, bool failed)
{
    struct raised raised = {NULL, NULL, NULL};

    if (lease->state == HELD && lease->begun && failed && lease->on_failure != NULL &&
        call_through(lease->on_failure, NULL, NULL) < 0)
        keep(&raised);
    if (lease->state == HELD && lease->begun && lease->end != NULL) {
        PyObject *thing = lease->thing, *returned;

        if (call_through(lease->end, thing, &returned) < 0)
            keep(&raised);
        if (returned != NULL && lease->thing == thing) {
            lease->thing = returned;
            Py_DECREF(thing);
        } else {
            Py_XDECREF(returned);
        }
    }
    if (let_go(lease) < 0)
        keep(&raised);
    if (raised.kind == NULL)
        return 0;
    PyErr_Restore(raised.kind, raised.value, raised.traceback);
    return -1;
}

/* The same, when an exception is on its way already, or nobody listens. */
static void finish_quietly(struct lease *lease)
{
    struct raised before = {NULL, NULL, NULL};

    PyErr_Fetch(&before.kind, &before.value, &before.traceback);
    if (finish(lease, true) < 0)
        PyErr_WriteUnraisable(NULL);
    PyErr_Restore(before.kind, before.value, before.traceback);
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
    lease->state = OVER;
    if (refuse(lease, why) == 0)
        PyErr_Format(PyExc_RuntimeError, "nothing is left in this stock: %s", why);
    return -1;
}

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Until the lease is no longer WAITING.  Returns 1, 0 if it still is after its
 * timeout, or -1 with an exception. */
static int wait_for_arrival(struct lease *lease)
{
    const int64_t end = lease->timeout < 0 ? -1 : now() + (int64_t)(lease->timeout * 1e9);

    while (lease->state == WAITING) {
        int64_t until = now() + LOOK_FOR_SIGNALS;
        struct timespec when;

        if (end >= 0 && until > end)
            until = end;
        when.tv_sec = (time_t)(until / 1000000000);
        when.tv_nsec = (long)(until % 1000000000);
        Py_BEGIN_ALLOW_THREADS
        (void)sem_clockwait(&lease->arrival, CLOCK_MONOTONIC, &when);
        Py_END_ALLOW_THREADS
        if (PyErr_CheckSignals() < 0)
            return -1;
        if (end >= 0 && lease->state == WAITING && now() >= end)
            return 0;
    }
    return 1;
}

/* Take a thing if there is one.  Returns 1, 0 if there is none, -1 with an
 * exception. */
static int try_to_take(struct lease *lease)
{
    struct stock *stock = lease->stock;
    Py_ssize_t count;
    PyObject *thing;

    if (stock->closed)
        return refuse_for_good(lease, CLOSED);
    count = PyList_Size(stock->idle);
    if (count <= 0)
        return count < 0 ? -1 : 0;
    thing = PyList_GetItem(stock->idle, count - 1);
    Py_INCREF(thing);
    if (PyList_SetSlice(stock->idle, count - 1, count, NULL) < 0) {
        Py_DECREF(thing);
        return -1;
    }
    hold(lease, thing);
    return 1;
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
    /* That was code of anybody's. */
    taken = try_to_take(lease);
    if (taken != 0)
        return taken;
    lease->state = WAITING;
    append(&lease->stock->waiting, lease);
    taken = wait_for_arrival(lease);
    if (taken < 0) {
        finish_quietly(lease);
        return -1;
    }
    if (lease->state == HELD)
        return 1;
    let_go(lease);
    return refuse_for_good(lease, taken == 0 ? BUSY : CLOSED);
}

/* What `with … as` gives: a new reference. */
static PyObject *begin(struct lease *lease)
{
    PyObject *old = lease->thing, *given = old;

    Py_INCREF(given);
    lease->begun = lease->begin == NULL;
    if (lease->begun)
        return given;
    given = PyObject_CallFunctionObjArgs(lease->begin, old, NULL);
    if (given == NULL) {
        Py_DECREF(old);
        finish_quietly(lease);
        return NULL;
    }
    lease->begun = true;
    if (lease->state == HELD) {
        Py_INCREF(given);
        lease->thing = given;
        Py_DECREF(old);
    }
    Py_DECREF(old);
    if (lease->state == HELD && !lease->stock->closed)
        return given;
    Py_DECREF(given);
    if (refuse(lease, CLOSED) == 0)
        PyErr_SetString(PyExc_RuntimeError, "this stock was closed");
    finish_quietly(lease);
    return NULL;
}

/* ---- The type Lease ---- */

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
        lease->granted = granted;
        Py_INCREF(granted);
        lease->state = WAITING;
        append(&lease->stock->waiting, lease);
    }
    return PyBool_FromLong(taken);
}

static PyObject *lease_begin(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct lease *lease = (struct lease *)self;

    if (lease->state != HELD) {
        refuse_for_good(lease, lease->stock->closed ? CLOSED : BUSY);
        return NULL;
    }
    return begin(lease);
}

static PyObject *lease_held(PyObject *self, void *Py_UNUSED(closure))
{
    return PyBool_FromLong(((struct lease *)self)->state == HELD);
}

static int lease_traverse(PyObject *self, visitproc visit, void *arg)
{
    struct lease *lease = (struct lease *)self;

    Py_VISIT(Py_TYPE(self));
    Py_VISIT(lease->stock);
    Py_VISIT(lease->thing);
    Py_VISIT(lease->begin);
    Py_VISIT(lease->end);
    Py_VISIT(lease->on_failure);
    Py_VISIT(lease->unavailable);
    Py_VISIT(lease->granted);
    return 0;
}

static int lease_clear(PyObject *self)
{
    struct lease *lease = (struct lease *)self;

    if (lease->stock != NULL && (lease->state == HELD || lease->state == WAITING))
        finish_quietly(lease);
    Py_CLEAR(lease->begin);
    Py_CLEAR(lease->end);
    Py_CLEAR(lease->on_failure);
    Py_CLEAR(lease->unavailable);
    Py_CLEAR(lease->granted);
    return 0;
}

static void lease_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    struct lease *lease = (struct lease *)self;

    PyObject_GC_UnTrack(self);
    (void)lease_clear(self);
    Py_CLEAR(lease->stock);
    sem_destroy(&lease->arrival);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyGetSetDef lease_attributes[] = {
    {"held", lease_held, NULL, "Whether it has something.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef lease_methods[] = {
    {"__enter__", lease_enter, METH_NOARGS, NULL},
    {"__exit__", lease_exit, METH_VARARGS, NULL},
    {"request", lease_request, METH_O, NULL},
    {"begin", lease_begin, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot lease_slots[] = {
    {Py_tp_dealloc, lease_free},
    {Py_tp_traverse, lease_traverse},
    {Py_tp_clear, lease_clear},
    {Py_tp_getset, lease_attributes},
    {Py_tp_methods, lease_methods},
    {0, NULL},
};

static PyType_Spec lease_spec = {
    .name = "pkhost._ownership.Lease",
    .basicsize = sizeof(struct lease),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = lease_slots,
};

/* ---- The type Stock ---- */

struct types {
    PyTypeObject *lease;
};

static PyObject *stock_new(PyTypeObject *type, PyObject *arguments, PyObject *Py_UNUSED(named))
{
    PyObject *things;
    struct stock *stock;

    if (!PyArg_ParseTuple(arguments, "O:Stock", &things))
        return NULL;
    stock = (struct stock *)PyType_GenericAlloc(type, 0);
    if (stock == NULL)
        return NULL;
    stock->idle = PySequence_List(things);
    if (stock->idle == NULL) {
        Py_DECREF(stock);
        return NULL;
    }
    return (PyObject *)stock;
}

static PyObject *function_or_null(PyObject *given)
{
    if (given == NULL || given == Py_None)
        return NULL;
    Py_INCREF(given);
    return given;
}

static PyObject *stock_lease(PyObject *self, PyObject *arguments, PyObject *named)
{
    static char *names[] = {"timeout", "unavailable", "begin", "end", "on_failure", NULL};
    const struct types *types = PyType_GetModuleState(Py_TYPE(self));
    PyObject *unavailable = NULL, *begins = NULL, *ends = NULL, *on_failure = NULL;
    double timeout = -1;
    struct lease *lease;

    if (!PyArg_ParseTupleAndKeywords(arguments, named, "|dOOOO:lease", names, &timeout,
                                     &unavailable, &begins, &ends, &on_failure))
        return NULL;
    lease = PyObject_GC_New(struct lease, types->lease);
    if (lease == NULL)
        return NULL;
    lease->state = NEW;
    lease->begun = false;
    lease->stock = (struct stock *)self;
    Py_INCREF(self);
    lease->before = lease->after = NULL;
    lease->thing = NULL;
    lease->begin = function_or_null(begins);
    lease->end = function_or_null(ends);
    lease->on_failure = function_or_null(on_failure);
    lease->unavailable = function_or_null(unavailable);
    lease->granted = NULL;
    lease->timeout = timeout;
    lease->thread = 0;
    sem_init(&lease->arrival, 0, 0);
    PyObject_GC_Track((PyObject *)lease);
    return (PyObject *)lease;
}

static PyObject *stock_add(PyObject *self, PyObject *thing)
{
    Py_INCREF(thing);
    if (give((struct stock *)self, thing) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *stock_things(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct stock *stock = (struct stock *)self;
    PyObject *all = PySequence_List(stock->idle);

    for (struct lease *lease = stock->held.first; all != NULL && lease != NULL;
         lease = lease->after)
        if (PyList_Append(all, lease->thing) < 0)
            Py_CLEAR(all);
    return all;
}

static PyObject *stock_lent(PyObject *self, PyObject *Py_UNUSED(none))
{
    PyObject *all = PyList_New(0);

    for (struct lease *lease = ((struct stock *)self)->held.first; all != NULL && lease != NULL;
         lease = lease->after)
        if (PyList_Append(all, lease->thing) < 0)
            Py_CLEAR(all);
    return all;
}

static PyObject *stock_close(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct stock *stock = (struct stock *)self;
    struct lease *next;
    int result = 0;

    stock->closed = true;
    while ((next = stock->waiting.first) != NULL) {
        take_out(&stock->waiting, next);
        next->state = OVER;
        if (next->granted == NULL) {
            sem_post(&next->arrival);
            continue;
        }
        Py_INCREF(next);
        result = call_through(next->granted, NULL, NULL);
        Py_DECREF(next);
        if (result < 0 && !PyErr_ExceptionMatches(PyExc_Exception))
            return NULL; /* again, please: the rest still waits */
        PyErr_Clear();
    }
    Py_RETURN_NONE;
}

static bool is_here(const struct lease *lease)
{
    return lease->thread == PyThread_get_thread_ident();
}

static PyObject *stock_only_here(PyObject *self, PyObject *Py_UNUSED(none))
{
    const struct stock *stock = (struct stock *)self;
    bool only = PyList_Size(stock->idle) == 0 && stock->held.first != NULL;

    for (struct lease *lease = stock->held.first; lease != NULL; lease = lease->after)
        only = only && is_here(lease);
    return PyBool_FromLong(only);
}

static PyObject *stock_held_here(PyObject *self, PyObject *Py_UNUSED(none))
{
    bool held = false;

    for (struct lease *lease = ((struct stock *)self)->held.first; lease != NULL;
         lease = lease->after)
        held = held || is_here(lease);
    return PyBool_FromLong(held);
}

/* What other threads had will never come back: in this child there are none.
 * Their leases are part of their frames, which nobody runs. */
static PyObject *stock_forked(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct stock *stock = (struct stock *)self;
    struct lease *next;

    for (struct lease *lease = stock->waiting.first; lease != NULL; lease = next) {
        next = lease->after;
        if (!is_here(lease)) {
            take_out(&stock->waiting, lease);
            lease->state = OVER;
        }
    }
    for (struct lease *lease = stock->held.first; lease != NULL; lease = next) {
        next = lease->after;
        if (!is_here(lease) && let_go(lease) < 0)
            return NULL;
    }
    Py_RETURN_NONE;
}

static Py_ssize_t count(const struct list *list)
{
    Py_ssize_t number = 0;

    for (struct lease *lease = list->first; lease != NULL; lease = lease->after)
        number++;
    return number;
}

static PyObject *stock_waiting(PyObject *self, void *Py_UNUSED(closure))
{
    return PyLong_FromSsize_t(count(&((struct stock *)self)->waiting));
}

static PyObject *stock_closed(PyObject *self, void *Py_UNUSED(closure))
{
    return PyBool_FromLong(((struct stock *)self)->closed);
}

static int stock_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((struct stock *)self)->idle);
    return 0;
}

static int stock_clear(PyObject *self)
{
    Py_CLEAR(((struct stock *)self)->idle);
    return 0;
}

static void stock_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    (void)stock_clear(self);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyGetSetDef stock_attributes[] = {
    {"waiting", stock_waiting, NULL, "How many wait.", NULL},
    {"closed", stock_closed, NULL, "Whether it was closed.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef stock_methods[] = {
    {"lease", (PyCFunction)(void (*)(void))stock_lease, METH_VARARGS | METH_KEYWORDS, NULL},
    {"add", stock_add, METH_O, NULL},
    {"things", stock_things, METH_NOARGS, NULL},
    {"lent", stock_lent, METH_NOARGS, NULL},
    {"close", stock_close, METH_NOARGS, NULL},
    {"only_here", stock_only_here, METH_NOARGS, NULL},
    {"held_here", stock_held_here, METH_NOARGS, NULL},
    {"forked", stock_forked, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot stock_slots[] = {
    {Py_tp_new, stock_new},
    {Py_tp_dealloc, stock_free},
    {Py_tp_traverse, stock_traverse},
    {Py_tp_clear, stock_clear},
    {Py_tp_getset, stock_attributes},
    {Py_tp_methods, stock_methods},
    {0, NULL},
};

static PyType_Spec stock_spec = {
    .name = "pkhost._ownership.Stock",
    .basicsize = sizeof(struct stock),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = stock_slots,
};

/* ---- The type Cleanup ---- */

struct cleanup {
    PyObject_HEAD
    PyObject *function;
    bool entered, only_on_failure;
};

static PyObject *cleanup_new(PyTypeObject *type, PyObject *arguments, PyObject *named)
{
    static char *names[] = {"function", "only_on_failure", NULL};
    struct cleanup *cleanup;
    PyObject *function;
    int only_on_failure = 0;

    if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|p:Cleanup", names, &function,
                                     &only_on_failure))
        return NULL;
    cleanup = (struct cleanup *)PyType_GenericAlloc(type, 0);
    if (cleanup == NULL)
        return NULL;
    Py_INCREF(function);
    cleanup->function = function;
    cleanup->only_on_failure = only_on_failure;
    return (PyObject *)cleanup;
}

static PyObject *cleanup_enter(PyObject *self, PyObject *Py_UNUSED(none))
{
    ((struct cleanup *)self)->entered = true;
    Py_INCREF(self);
    return self;
}

static PyObject *cleanup_exit(PyObject *self, PyObject *arguments)
{
    struct cleanup *cleanup = (struct cleanup *)self;
    PyObject *kind = NULL, *value, *traceback;

    if (!PyArg_UnpackTuple(arguments, "__exit__", 3, 3, &kind, &value, &traceback))
        return NULL;
    if (cleanup->entered && (kind != Py_None || !cleanup->only_on_failure)) {
        cleanup->entered = false;
        if (call_through(cleanup->function, NULL, NULL) < 0)
            return NULL;
    }
    cleanup->entered = false;
    Py_RETURN_FALSE;
}

static int cleanup_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((struct cleanup *)self)->function);
    return 0;
}

static int cleanup_clear(PyObject *self)
{
    struct cleanup *cleanup = (struct cleanup *)self;

    if (cleanup->entered && cleanup->function != NULL) {
        struct raised before = {NULL, NULL, NULL};

        cleanup->entered = false;
        PyErr_Fetch(&before.kind, &before.value, &before.traceback);
        if (call_through(cleanup->function, NULL, NULL) < 0)
            PyErr_WriteUnraisable(cleanup->function);
        PyErr_Restore(before.kind, before.value, before.traceback);
    }
    Py_CLEAR(cleanup->function);
    return 0;
}

static void cleanup_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    (void)cleanup_clear(self);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyMethodDef cleanup_methods[] = {
    {"__enter__", cleanup_enter, METH_NOARGS, NULL},
    {"__exit__", cleanup_exit, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot cleanup_slots[] = {
    {Py_tp_new, cleanup_new},
    {Py_tp_dealloc, cleanup_free},
    {Py_tp_traverse, cleanup_traverse},
    {Py_tp_clear, cleanup_clear},
    {Py_tp_methods, cleanup_methods},
    {0, NULL},
};

static PyType_Spec cleanup_spec = {
    .name = "pkhost._ownership.Cleanup",
    .basicsize = sizeof(struct cleanup),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = cleanup_slots,
};

/* ---- The module ---- */

PyDoc_STRVAR(interpreter_doc,
             "interpreter() -> int\n\n"
             "The number of this interpreter in the process: 0 for the first, the main one.");

static PyObject *interpreter(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    return PyLong_FromLongLong(PyInterpreterState_GetID(PyInterpreterState_Get()));
}

static PyMethodDef methods[] = {
    {"interpreter", interpreter, METH_NOARGS, interpreter_doc},
    {NULL, NULL, 0, NULL},
};

static int prepare(PyObject *module)
{
    struct types *types = PyModule_GetState(module);
    PyType_Spec *const specs[] = {&stock_spec, &cleanup_spec};

    types->lease = (PyTypeObject *)PyType_FromModuleAndSpec(module, &lease_spec, NULL);
    if (types->lease == NULL || PyModule_AddType(module, types->lease) < 0)
        return -1;
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        PyTypeObject *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, specs[i], NULL);
        const int added = type == NULL ? -1 : PyModule_AddType(module, type);

        Py_XDECREF(type);
        if (added < 0)
            return -1;
    }
    return 0;
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
    Py_VISIT(((struct types *)PyModule_GetState(module))->lease);
    return 0;
}

static int clear(PyObject *module)
{
    Py_CLEAR(((struct types *)PyModule_GetState(module))->lease);
    return 0;
}

static void end(void *module)
{
    (void)clear(module);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, prepare},
    {0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "pkhost._ownership",
    .m_doc = "Things that one user at a time has, and that come back from every user.",
    .m_size = sizeof(struct types),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = end,
};

PyMODINIT_FUNC PyInit__ownership(void)
{
    return PyModuleDef_Init(&definition);
}
