/* thread.h -- starting threads that run scripts, or have what those need. */
#ifndef PKHOST_BASE_THREAD_H
#define PKHOST_BASE_THREAD_H

#pragma GCC visibility push(hidden)

/* Start a thread that nobody joins, with a C stack of STACK_SIZE and its guard (base/stack.h), and
 * with the signal mask of the caller.  0, or an errno. */
int thread_start(void *(*run)(void *), void *argument);

#pragma GCC visibility pop

#endif
