/* literals.h -- what PocketPy makes of builtins for what a source writes out. */
#ifndef PKHOST_INTERPOSE_LITERALS_H
#define PKHOST_INTERPOSE_LITERALS_H

#include "memory/region.h"

#pragma GCC visibility push(hidden)

/* Once, when the names that all VMs share are made. */
void literals_prepare(void);

/* PocketPy looks up a name with `of_literal`: is it about to use a builtin that is gone? */
void literals_look_up(VM *pk, struct name *name);

#pragma GCC visibility pop

#endif
