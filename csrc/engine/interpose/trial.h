/* trial.h -- trying out what of PocketPy no header tells. */
#ifndef PKHOST_INTERPOSE_TRIAL_H
#define PKHOST_INTERPOSE_TRIAL_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* In a new VM that nobody uses yet, which has to be put back to what it is when new
 * afterwards.  False if PocketPy is not as expected: interpose/assumptions.c. */
bool assumptions_try(pkhost_vm *vm);

/* After that has returned false or has ended in a fault: what is not as expected. */
const char *assumptions_doubted(void);

/* interpose/syntax.c: a source is compiled to find out whether syntax errors find what
 * they look for; its one mistake is a closing parenthesis. */
void syntax_try_begin(void);
bool syntax_try_end(void);

#pragma GCC visibility pop

#endif
