/* current.c -- where PocketPy finds its current VM, and the engine its own.
 *
 * PocketPy looks up pk_current_vm, which each thread has one of, in nearly
 * every function, and from a library that is loaded late the look-up goes
 * through __tls_get_addr.  It is PocketPy's only thread-local variable (the
 * build makes sure of it).  So it stands here, where it is at a fixed place in
 * every thread's own memory, and __tls_get_addr needs no look-up any more.
 *
 * PocketPy's functions keep the address that they are given.  A run that
 * pauses may go on in another thread (stop/slices.c), so inside a run it is not
 * the thread's variable but one of the VM's.
 *
 * On AArch64, where PocketPy asks a descriptor's function instead, the build
 * makes that one of ours, and the thread pointer that PocketPy adds to its
 * answer zero (building/capsule/tls_descriptors.py); so it answers with the address too.
 */
#define THREAD_LOCALS_THEMSELVES
#include "base/current.h"

#include "base/macros.h"

_Thread_local pkhost_vm *pkhost_here __attribute__((tls_model("initial-exec")));
_Thread_local bool pkhost_building __attribute__((tls_model("initial-exec")));
EXPORT _Thread_local VM *pk_current_vm __attribute__((tls_model("initial-exec")));

EXPORT void *pkhost_libc___tls_get_addr(const void *variable);
EXPORT void *pkhost_libc___tls_get_addr(const void *variable)
{
    (void)variable;
    return pkhost_here != NULL ? &pkhost_here->current : &pk_current_vm;
}

#ifndef __x86_64__
pkhost_vm **thread_here(void) { return &pkhost_here; }
bool *thread_building(void) { return &pkhost_building; }
VM **thread_current_vm(void) { return &pk_current_vm; }
#endif

#ifdef __aarch64__
/* What a descriptor's function may change is x0 alone, which is its answer;
 * its argument, the descriptor, is of no interest here. */
_Static_assert(offsetof(pkhost_vm, current) == 16, "as the code below has it");
__asm__(".text\n"
        ".globl pkhost_libc_tls_descriptor\n"
        ".type pkhost_libc_tls_descriptor, %function\n"
        "pkhost_libc_tls_descriptor:\n"
        "    hint #34\n" /* bti c */
        "    str x1, [sp, #-16]!\n"
        "    mrs x1, tpidr_el0\n"
        "    adrp x0, :gottprel:pkhost_here\n"
        "    ldr x0, [x0, #:gottprel_lo12:pkhost_here]\n"
        "    ldr x0, [x1, x0]\n"
        "    cbz x0, 1f\n"
        "    add x0, x0, #16\n" /* &pkhost_here->current */
        "    b 2f\n"
        "1:  adrp x0, :gottprel:" PREFIX_OF_POCKETPY "pk_current_vm\n"
        "    ldr x0, [x0, #:gottprel_lo12:" PREFIX_OF_POCKETPY "pk_current_vm]\n"
        "    add x0, x1, x0\n"
        "2:  ldr x1, [sp], #16\n"
        "    ret\n"
        ".size pkhost_libc_tls_descriptor, . - pkhost_libc_tls_descriptor\n");
#endif
