/* lending.c - what lending.h describes. */
#include "lending.h"

#include "calls.h"

/* ---- Lists of leases ---- */

static void append(struct leases *leases, struct lease *lease)
{
    lease->before = leases->last;
    lease->after = NULL;
    if (leases->last != NULL)
        leases->last->after = lease;
    else
        leases->first = lease;
    leases->last = lease;
}

static void take_out(struct leases *leases, struct lease *lease)
{
    if (lease->before != NULL)
        lease->before->after = lease->after;
    else
        leases->first = lease->after;
    if (lease->after != NULL)
        lease->after->before = lease->before;
    else
        leases->last = lease->before;
    lease->before = lease->after = NULL;
}

/* ---- Giving ---- */

/* `thing` is the lease's from now on.  Takes over the reference. */
static void hold(struct lease *lease, PyObject *thing)
{
    lease->thing = thing;
    lease->state = HOLDING;
    append(&lease->stock->holding, lease);
}

/* Tell a lease that has waited, and is in that list no more, that it has something or
 * never will.  Returns like call_through. */
static int notify(struct lease *lease)
{
    if (lease->granted != NULL)
        return call_through(lease->granted, NULL, NULL);
    sem_post(&lease->arrival);
    return 0;
}

/* Give a thing to the lease that has waited longest, or keep it.  Takes over the
 * reference. */
static int give(struct stock *stock, PyObject *thing)
{
    while (!stock->closed && stock->waiting.first != NULL) {
        struct lease *next = stock->waiting.first;
        int result;

        take_out(&stock->waiting, next);
        hold(next, thing);
        Py_INCREF(next);
        result = notify(next);
        if (result == 0 || !PyErr_ExceptionMatches(PyExc_Exception)) {
            Py_DECREF(next);
            return result;
        }
        /* Its event loop is closed: it will never be used. */
        PyErr_Clear();
        if (next->state != HOLDING) {
            Py_DECREF(next);
            return 0; /* the thing was given back meanwhile */
        }
        take_out(&stock->holding, next);
        thing = next->thing;
        next->thing = NULL;
        next->state = OVER;
        Py_DECREF(next);
    }
    if (stock->closed)
        Py_DECREF(thing);
    else
        stock->idle[stock->idle_count++] = thing;
    return 0;
}

/* Room for one more thing; -1 with MemoryError. */
static int make_room(struct stock *stock)
{
    const size_t size = ((size_t)stock->room + 1) * sizeof *stock->idle;
    PyObject **idle = PyMem_Realloc(stock->idle, size);

    if (idle == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    stock->idle = idle;
    stock->room++;
    return 0;
}

int stock_add_thing(struct stock *stock, PyObject *thing)
{
    return make_room(stock) < 0 ? -1 : give(stock, Py_NewRef(thing));
}

int stock_end_waiting(struct stock *stock)
{
    struct raised raised = { NULL, NULL, NULL };
    struct lease *next;

    while ((next = stock->waiting.first) != NULL) {
        take_out(&stock->waiting, next);
        next->state = OVER;
        Py_INCREF(next);
        if (notify(next) < 0) {
            if (PyErr_ExceptionMatches(PyExc_Exception))
                PyErr_Clear(); /* its event loop is closed */
            else
                raised_keep(&raised);
        }
        Py_DECREF(next);
    }
    return raised_restore(&raised);
}

/* ---- What a lease does ---- */

bool lease_take(struct lease *lease)
{
    struct stock *stock = lease->stock;

    if (stock->idle_count == 0)
        return false;
    hold(lease, stock->idle[--stock->idle_count]);
    return true;
}

void lease_wait(struct lease *lease)
{
    lease->state = WAITING;
    append(&lease->stock->waiting, lease);
}

int lease_give_back(struct lease *lease)
{
    PyObject *thing = lease->thing;
    const enum state state = lease->state;

    lease->state = OVER;
    lease->thing = NULL;
    if (state == WAITING)
        take_out(&lease->stock->waiting, lease);
    if (state != HOLDING)
        return 0;
    take_out(&lease->stock->holding, lease);
    return give(lease->stock, thing);
}
