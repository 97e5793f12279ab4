/* libc_tls.c -- where PocketPy finds its current VM.
 *
 * PocketPy looks up pk_current_vm, which each thread has one of, in nearly
 * every function, and from a library that is loaded late the look-up goes
 * through __tls_get_addr.  It is PocketPy's only thread-local variable (the
 * build makes sure of it).  So it stands here, where it is at a fixed place in
 * every thread's own memory, and __tls_get_addr needs no look-up any more.
 *
 * PocketPy's functions keep the address that they are given.  A run that
 * pauses may go on in another thread (slices.c), so inside a run it is not
 * the thread's variable but one of the VM's.
 */
#include "internal.h"

EXPORT _Thread_local VM *pk_current_vm __attribute__((tls_model("initial-exec")));

EXPORT void *pkhost_libc___tls_get_addr(const void *variable);
EXPORT void *pkhost_libc___tls_get_addr(const void *variable)
{
    (void)variable;
    return pkhost_here != NULL ? &pkhost_here->current : &pk_current_vm;
}
