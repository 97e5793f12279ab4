/* lending.h - which lease has which thing, which waits, and to whom a thing goes next: for
 * the types Stock and Lease, which are the two structs here.
 *
 * A lease is NEW; WAITING, in stock->waiting; HOLDING, in stock->holding; or OVER.  These
 * functions alone change that.  Those that return -1 have set an exception that a signal
 * handler has raised, and have done what they say all the same. */
#ifndef PKHOST_OWNERSHIP_LENDING_H
#define PKHOST_OWNERSHIP_LENDING_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <semaphore.h>
#include <stdbool.h>

struct lease;

/* Leases in the order in which they came. */
struct leases {
    struct lease *first, *last;
};

struct stock {
    PyObject_HEAD
    PyObject **idle; /* things that no lease has; the last is lent first */
    Py_ssize_t idle_count;
    Py_ssize_t room; /* of `idle`, for all things that were added */
    struct leases waiting;
    struct leases holding;
    bool closed;
};

enum state {
    NEW,     /* has asked for nothing */
    WAITING, /* there is nothing for it yet */
    HOLDING, /* has `thing` */
    OVER,    /* has given it back, or never had one */
};

struct lease {
    PyObject_HEAD
    enum state state;
    bool begun;  /* begin() has gone through, so that there is a use to end */
    bool ending; /* the use is being ended, or was */
    struct stock *stock;
    struct lease *before, *after; /* in the list of its state */
    PyObject *thing;
    /* Functions, or NULL: see "A lease's life" in ownership.h. */
    PyObject *unavailable, *begin, *end, *on_failure, *granted, *gone;
    double timeout;       /* seconds; negative: none */
    unsigned long thread; /* that asked */
    sem_t arrival;        /* posted when a thing has come, or never will */
};

/* ---- What comes into the stock ---- */

/* Add a thing.  Takes a reference of its own.  Returns -1 with an exception, also
 * MemoryError, which has added nothing. */
int stock_add_thing(struct stock *stock, PyObject *thing);

/* ---- What a lease does ---- */

/* Take an idle thing.  Returns whether there was one. */
bool lease_take(struct lease *lease);

/* Wait for one. */
void lease_wait(struct lease *lease);

/* Give the thing back as it is, if the lease has one: to the lease that has waited
 * longest, or into the stock.  The lease is OVER.  Returns 0 or -1. */
int lease_give_back(struct lease *lease);

/* ---- What the stock's end does ---- */

/* Let all leases that wait know that there will be nothing.  Returns 0 or -1. */
int stock_end_waiting(struct stock *stock);

#endif
