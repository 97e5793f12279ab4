/* stack.h -- the C stack that this thread runs on, and how much of it is left.
 *
 * Known for workers, and for the stacks that runs in slices have of their own.  On
 * any other thread (a VM is built on its owner's) no stack is ever low.
 */
#ifndef PKHOST_BASE_STACK_H
#define PKHOST_BASE_STACK_H

#include <stdbool.h>
#include <stddef.h>

/* Of a worker, as a process's first thread has it; and below it, where nothing may
 * be touched. */
enum { STACK_SIZE = 8 << 20, STACK_GUARD_SIZE = 64 << 10 };

#pragma GCC visibility push(hidden)

void stack_find(void); /* a worker begins */
/* A run's own stack is used from now on; NULL: the thread's again. */
void stack_use(char *bottom, size_t size);

bool stack_is_low(void);        /* native code must not call deeper */
bool stack_is_at_its_end(void); /* nor may code of ours */
bool stack_guard_has(const void *address);

/* From this frame on a script may go as deep as in every other run.  Returns the
 * limit, for stack_set_limit() on the thread that takes the run up again. */
char *stack_limit_here(void);
void stack_set_limit(char *limit);

/* To be called before every jump. */
#ifdef __SANITIZE_ADDRESS__
void stack_forget_frames(void);
#else
static inline void stack_forget_frames(void) {}
#endif

#pragma GCC visibility pop

#endif
