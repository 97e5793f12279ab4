/* trap.h -- making PocketPy's loop call us before its next bytecode.
 *
 * The loop looks at vm->trace_info before every bytecode: if there is a trace
 * function, it asks Frame__source_location where it is, compares the answer with
 * trace_info.prev_loc, and calls the trace function if they differ.
 * Frame__source_location is ours (stop/steps.c) and always answers {nowhere,
 * TRAP_QUIET}, so to store TRAP_SET in prev_loc.lineno, with our trace function in
 * place, is enough to be called before the next bytecode.  Any thread may do it,
 * with plain atomic stores.
 */
#ifndef PKHOST_MEMORY_TRAP_H
#define PKHOST_MEMORY_TRAP_H

#include "memory/region.h"

#pragma GCC visibility push(hidden)

enum { TRAP_QUIET = 1, TRAP_SET = 2 }; /* line numbers of region.nowhere */

void trap_calls(py_TraceFunc function); /* once, before there is a VM */
/* A run begins.  `counted`: Frame__source_location is to be asked at every bytecode. */
void trap_prepare(region *r, bool counted);
void trap_set(region *r);                 /* any thread */
void trap_reset(region *r, bool counted); /* by the function, which was called */

#pragma GCC visibility pop

#endif
