/* policy.h -- what a script may import, and which builtins it sees.
 *
 * This is the first of two protections.  The second is the capsule: the C library that
 * PocketPy sees gives it no access to the machine (libc/libc.table).  Each has to
 * suffice without the other.
 */
#ifndef PKHOST_INTERPOSE_POLICY_H
#define PKHOST_INTERPOSE_POLICY_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* The words given to pkhost_vm_new(); false: *wrong says why not. */
bool policy_take(pkhost_vm *vm, const char *words, size_t size, const char **wrong);
bool policy_install(pkhost_vm *vm); /* while it is built, last */

bool policy_allows(const pkhost_vm *vm, const char *module);
bool policy_hides(const pkhost_vm *vm, const char *builtin);

/* Whether PocketPy has the module, and not the host or nobody.  One in Python that is there
 * already was allowed when it was imported, or is the host's.  This does not depend on what
 * the VM has done: its memory may have been put into another process. */
bool policy_is_of_pocketpy(const pkhost_vm *vm, const char *module);

#pragma GCC visibility pop

#endif
