/* host_functions.h -- functions and modules of the host's that a script can use. */
#ifndef PKHOST_BORDER_HOST_FUNCTIONS_H
#define PKHOST_BORDER_HOST_FUNCTIONS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

void host_functions_install(pkhost_vm *vm); /* while it is built */
/* What the payload of a request of the kind PKHOST_EXPOSE says; false with an
 * exception set. */
bool host_functions_expose(pkhost_vm *vm);

#pragma GCC visibility pop

#endif
