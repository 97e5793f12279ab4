/* current.h -- which VM this thread works for. */
#ifndef PKHOST_BASE_CURRENT_H
#define PKHOST_BASE_CURRENT_H

#include "base/macros.h"
#include "base/vm.h"

/* PocketPy's variable, which stands in our file. */
extern _Thread_local VM *pk_current_vm __attribute__((tls_model("initial-exec")));

#pragma GCC visibility push(hidden)

/* The VM whose run is under way on this thread, or that this thread builds;
 * NULL outside of the engine.  In the initial-exec model, since a signal
 * handler reads it. */
extern _Thread_local pkhost_vm *pkhost_here __attribute__((tls_model("initial-exec")));
/* Set while this thread builds a VM: names are then made for all VMs. */
extern _Thread_local bool pkhost_building __attribute__((tls_model("initial-exec")));

/* A run that pauses may go on in another thread in the middle of a function of
 * ours.  x86-64's code reads a thread's variable in one instruction; that of
 * other processors may keep where it is, or the thread pointer, in a register.
 * There a function finds it, anew each time. */
#if !defined __x86_64__ && !defined THREAD_LOCALS_THEMSELVES
#define pkhost_here (*thread_here())
#define pkhost_building (*thread_building())
#define pk_current_vm (*thread_current_vm())
#endif
#ifndef __x86_64__
pkhost_vm **thread_here(void);
bool *thread_building(void);
VM **thread_current_vm(void);
#endif

#pragma GCC visibility pop

#endif
