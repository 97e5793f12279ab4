/* vfork_child.h - a process that only executes a file: for csrc/spawn/spawn.c (the launcher)
 * and csrc/client/start.c (the zygote of isolated scripts).
 *
 * It shares this process's memory and stops the calling thread until it has executed the file
 * or ended (vfork), so its cost does not depend on how large the host is, and no code of Python's
 * runs in between.  It makes system calls only, on a stack of its own.  All signals are blocked
 * meanwhile, so no handler of the host's can run in it; the file is executed with them blocked. */
#ifndef PKHOST_VFORK_CHILD_H
#define PKHOST_VFORK_CHILD_H

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Of the function that the child runs: its stack is unknown to a sanitizer. */
#if defined(__SANITIZE_ADDRESS__)
#define VFORK_CHILD __attribute__((no_sanitize_address))
#else
#define VFORK_CHILD
#endif

/* The kernel's signal set; glibc's functions leave two signals of its own out. */
typedef uint64_t signal_set;

/* Block all signals of this thread; `before`: those that were. */
static inline void vfork_begin(signal_set *before)
{
    const signal_set all = ~(signal_set)0;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, before, sizeof all);
}

/* After vfork_begin(): the child's process id, or -1 and errno.  `run` does not return. */
static inline int vfork_child(int (*run)(void *), void *with)
{
    _Alignas(16) char stack[16 << 10];
    return clone(run, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, with);
}

/* As before vfork_begin(); keeps errno. */
static inline void vfork_end(const signal_set *before)
{
    const int error = errno;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, before, NULL, sizeof *before);
    errno = error;
}

#endif
