/* ownership.h - the extension module pkhost._ownership: things that one user at a
 * time has, and that come back from every user.  Read this first.
 *
 *
 * Why it is written in C
 *
 * A signal handler of Python's may raise an exception (Ctrl-C: KeyboardInterrupt)
 * after almost every step of Python's: between taking a lock and the `try` that
 * releases it, in the `finally` that does, inside threading.Condition.__enter__
 * when the lock is taken and nobody knows yet.  What one such step takes and
 * another gives back can stay taken for ever.  Handlers run between the steps of
 * Python's, and not inside a call of C.  So here C takes, and C gives back.
 *
 *
 * The four types
 *
 * A *stock* holds things.  A thing is any object: a VM, or None where the stock
 * stands for one turn.
 *
 * A *lease* is one use of one thing: `with stock.lease(...) as thing`.  It takes
 * the thing as its __enter__ runs, and only the `with` statement refers to it.
 * However that statement ends, by __exit__ or because its frame is thrown away,
 * the thing goes back to its stock, or to the lease that has waited longest.
 *
 * A *cleanup* is a `finally`: `with Cleanup(function)` calls the function when the
 * block ends, or is thrown away.
 *
 * A *keeper* refers to something that the garbage collector must not see; see below.
 *
 *
 * A lease's life, and who is called when
 *
 *     NEW ──> WAITING ──> HELD ──> OVER
 *      └───────────────────^
 *
 *   1. __enter__ takes an idle thing: the one that came back last.  If there is
 *      none it calls unavailable("wait"), which may raise, and waits.  Waiting
 *      leases get things in the order in which they came.  When the timeout is
 *      over it calls unavailable("busy"), when the stock is closed
 *      unavailable("closed"); if that raises nothing, the lease raises
 *      RuntimeError.
 *   2. begin(thing) returns the thing to use.  If it raises, there is no use: the
 *      thing goes back as it was, and end() is not called.
 *   3. The block runs.
 *   4. on_failure() is called if an exception has ended the block.
 *   5. end(thing) returns what goes back into the stock.  If it raises, the thing
 *      goes back as it was.
 *
 * A lease ends once: an __exit__() inside of on_failure() or end() does nothing.
 *
 * For an event loop, request(granted) stands for step 1 and never waits:
 * granted() is called, by whoever gives the thing back, when one has come or the
 * stock was closed.  Lease.begin() is step 2, __exit__() steps 4 and 5.
 *
 *
 * What happens on ...
 *
 * Ctrl-C     on_failure(), end(), granted() and a cleanup's function are Python,
 *            so a handler may raise in them.  They are called again then, until
 *            they have gone through (see calls.c), so they have to bear being
 *            called twice.  What the handler raised is raised in the end.  A wait
 *            ends with it at once, or within 20 ms if the signal came just before
 *            the wait began.
 * fork       Call Stock.forked() in the child: it takes back what other threads
 *            had, since the child does not have those threads.
 * threads    Everything happens with the GIL held, but for the wait, which gives
 *            it up.  Nothing else blocks.  The module is built for the stable ABI,
 *            which free-threaded Pythons do not load.
 * subinterpreters
 *            Each that shares the GIL has a module of its own; there is no state
 *            outside of the module.  One with a GIL of its own cannot import it,
 *            and says so.
 * the garbage collector
 *            A lease or a cleanup in a cycle ends in its finalizer, before the
 *            collector has taken anything apart.  It calls the finalizers of all
 *            that it has found in any order: the one that frees a VM before the
 *            one of a coroutine that stops its script.  So what frees a VM belongs
 *            into a keeper, which the collector does not see: it goes with the last
 *            reference to the keeper, which is after all finalizers.
 * the end of a loop
 *            A task whose event loop is closed never goes on, and may stay in
 *            memory with its lease, as a traceback refers to it.  gone() says so.
 *            A lease that finds the stock empty asks the others, and ends those
 *            whose user is gone as an exception would; one that waits in a thread
 *            asks again every 20 ms.
 * memory     A stock has room for all of its things from the time when they are
 *            added, so that giving one back cannot fail.
 *
 *
 * References
 *
 * A lease refers to its stock and its thing.  A stock refers to its idle things,
 * and to no lease: its lists go through the leases themselves, which leave them
 * before they are freed.  Any call into Python, and any Py_DECREF, may change the
 * lists: no pointer into one is kept across it.
 *
 *
 * Files: calls.c (calls that a handler may interrupt), stock.c, lease.c,
 * cleanup.c, keeper.c (the types), module.c. */
#ifndef PKHOST_OWNERSHIP_H
#define PKHOST_OWNERSHIP_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <semaphore.h>
#include <stdbool.h>

/* ---- Calls that a signal handler may interrupt: calls.c ---- */

/* The first of the exceptions that are raised one after another, or none. */
struct raised {
    PyObject *kind, *value, *traceback;
};

/* Take the exception that is set.  Later ones than the first are dropped. */
void raised_keep(struct raised *raised);

/* Set the exception that was kept.  Returns -1, or 0 if there was none. */
int raised_restore(struct raised *raised);

/* Call function(argument), or function() if `argument` is NULL, again and again
 * until it has gone through.  What a signal handler raised meanwhile is set in the
 * end; an Exception is the function's own, and ends it.  Returns -1 if an exception
 * is set.  Stores what the function returned in *returned, if that is not NULL: a
 * new reference, or NULL if the function did not return. */
int call_through(PyObject *function, PyObject *argument, PyObject **returned);

/* The same at the end of an object's life, when nobody is there to raise
 * anything to: reports it, and leaves the exception alone that was set before. */
void call_finally(PyObject *function);

/* ---- Stocks: stock.c ---- */

struct lease;

/* Leases in the order in which they came. */
struct leases {
    struct lease *first, *last;
};

struct stock {
    PyObject_HEAD PyObject **idle; /* things that no lease has; the last is had first */
    Py_ssize_t idle_count;
    Py_ssize_t room;       /* of `idle`, for all things that were added */
    struct leases waiting; /* leases for which there is nothing yet */
    struct leases held;    /* leases that have a thing */
    bool closed;
};

void leases_append(struct leases *leases, struct lease *lease);
void leases_remove(struct leases *leases, struct lease *lease);

/* A thing that is idle: a new reference, or NULL, without an exception. */
PyObject *stock_take(struct stock *stock);

/* Give a thing to the lease that has waited longest, or keep it.  Takes over the
 * reference.  Returns -1 with an exception that a signal handler has raised; the
 * thing was given all the same. */
int stock_give(struct stock *stock, PyObject *thing);

extern PyType_Spec stock_spec;

/* ---- Leases: lease.c ---- */

enum state {
    NEW,     /* has asked for nothing */
    WAITING, /* in stock->waiting */
    HELD,    /* in stock->held; `thing` is there */
    OVER,    /* given back, or never had */
};

struct lease {
    PyObject_HEAD enum state state;
    bool begun;  /* begin() has gone through, so that there is a use to end */
    bool ending; /* the use is being ended, or was */
    struct stock *stock;
    struct lease *before, *after; /* in the list of its state */
    PyObject *thing;
    /* Functions, or NULL: see "A lease's life". */
    PyObject *unavailable, *begin, *end, *on_failure, *granted, *gone;
    double timeout;       /* seconds; negative: none */
    unsigned long thread; /* that asked */
    sem_t arrival;        /* posted when a thing has come, or never will */
};

/* stock.lease(...): a new reference, or NULL with an exception. */
PyObject *lease_new(PyTypeObject *type, struct stock *stock, PyObject *arguments, PyObject *named);

/* `thing` is the lease's from now on.  Takes over the reference. */
void lease_hold(struct lease *lease, PyObject *thing);

/* Put the thing back as it is, if the lease has one, and leave every list.
 * Returns like stock_give. */
int lease_let_go(struct lease *lease);

/* Tell a lease that waits, and has been taken out of `waiting`, that it has
 * something (HELD) or never will (OVER).  Returns like call_through. */
int lease_notify(struct lease *lease);

extern PyType_Spec lease_spec;

/* ---- Cleanups: cleanup.c ---- */

extern PyType_Spec cleanup_spec;

/* ---- Keepers: keeper.c ---- */

extern PyType_Spec keeper_spec;

/* ---- The module: module.c ---- */

struct module_state {
    PyTypeObject *lease; /* which only stock.lease() makes */
};

#endif
