/* vfork.c - what vfork.h describes. */
#include "start/vfork.h"

#include <linux/sched.h>

#include "start/program.h"

/* Run `main` in a new process that shares this one's memory and keeps it
 * waiting until it executes something else or exits (vfork).  The child gets a
 * stack of its own, so that nothing it does can disturb the frames that the
 * parent returns to. */
static long clone_vm(void *stack_top, void (*main)(struct run *), struct run *run)
{
    void **stack = stack_top;
    /* With the descriptors in common until the exec, the one that a filter gives the
     * program to ask by is the supervisor's as well. */
    const unsigned long flags =
        CLONE_VM | CLONE_VFORK | SYS_SIGCHLD | (run->filter_asks ? CLONE_FILES : 0);

    *--stack = (void *)run;
    *--stack = (void *)main;
#if defined(__x86_64__)
    long result;
    register long r10 __asm__("r10") = 0;
    register long r8 __asm__("r8") = 0;

    __asm__ volatile("syscall\n\t"
                     "test %%rax, %%rax\n\t"
                     "jnz 1f\n\t"
                     "xor %%ebp, %%ebp\n\t"
                     "pop %%rax\n\t"
                     "pop %%rdi\n\t"
                     "call *%%rax\n\t"
                     "hlt\n"
                     "1:"
                     : "=a"(result)
                     : "a"((long)__NR_clone), "D"(flags), "S"(stack), "d"(0L), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = __NR_clone;
    register long x0 __asm__("x0") = (long)flags;
    register long x1 __asm__("x1") = (long)stack;
    register long x2 __asm__("x2") = 0;
    register long x3 __asm__("x3") = 0;
    register long x4 __asm__("x4") = 0;

    __asm__ volatile("svc 0\n\t"
                     "cbnz x0, 1f\n\t"
                     "mov x29, xzr\n\t"
                     "ldp x1, x0, [sp], #16\n\t"
                     "blr x1\n\t"
                     "brk #0\n"
                     "1:"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
                     : "memory");
    return x0;
#endif
}

static void program_entry(struct run *run) { program_main(run); }

int vfork_program(struct run *run)
{
    static _Alignas(16) char stack[64 << 10];
    long pid;

    /* No other process may trace this one or read its memory, not even a program of
     * the same user.  The program itself can be traced again after its exec. */
    sys_prctl(4 /* PR_SET_DUMPABLE */, 0, 0, 0, 0);
    pid = clone_vm(stack + sizeof stack, program_entry, run);
    if (pid < 0)
        return fail(run, STEP_FORK, pid, 0);
    return (int)pid;
}
