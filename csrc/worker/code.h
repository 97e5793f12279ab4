/* code.h -- code and constants of the worker, at hand in each fork.
 *
 * A fork has no page tables for what is mapped from files: the kernel leaves them out, as it
 * can fill them in again, sixteen pages at a time and a microsecond or more for each time.  A
 * run needs some thirty of them.
 */
#ifndef PKHOST_WORKER_CODE_H
#define PKHOST_WORKER_CODE_H

#pragma GCC visibility push(hidden)

/* The first process, while there is a /proc: let forks inherit these page tables, of the engine,
 * PocketPy and the C library.  What few runs use would cost every fork more than it saves them. */
void code_inherit(void);

/* A worker: if that was not possible, fill them in now for the engine and PocketPy. */
void code_touch(void);

#pragma GCC visibility pop

#endif
