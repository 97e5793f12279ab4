/* ownership.h - the extension module pkhost._ownership: things that one user at a
 * time has, and that come back from every user.  Read this first.
 *
 *
 * Why it is written in C
 *
 * A signal handler of Python's may raise an exception (Ctrl-C: KeyboardInterrupt)
 * after almost every step of Python's: between taking a lock and the `try` that
 * releases it, in the `finally` that does, inside threading.Condition.__enter__
 * when the lock is taken and not noted yet.  What one such step takes and
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
 * A lease's life, and which functions are called when
 *
 *     NEW ──> WAITING ──> HOLDING ──> OVER
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
 * granted() is called, by the lease that gives a thing back, when one has come or the
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
 * Files, each of which needs only those below it in this list:
 *
 *   module.c     the module, and what it is told of its interpreter
 *   stock.c      the type Stock
 *   lease.c      the type Lease: asking, using, giving back
 *   cleanup.c    the type Cleanup
 *   keeper.c     the type Keeper
 *   lending.c    which lease has which thing, which waits, and to whom a thing goes next
 *   calls.c      calls that a signal handler may interrupt
 *
 * This header has the types, for module.c, which makes them; the headers of the files
 * say what those give to the ones above. */
#ifndef PKHOST_OWNERSHIP_H
#define PKHOST_OWNERSHIP_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* The module keeps the type Lease (shared/module_state.h), which Stock.lease() makes. */
extern PyType_Spec stock_spec, lease_spec, cleanup_spec, keeper_spec;

#endif
