/* host_signatures.h -- the declarations in a VM of functions of the host's.
 *
 * The host sends a signature as text, such as "f(a, b=...)".  `...` is the default of what may be
 * left out, and goes to the host where the script has left it out, so that the host's own default
 * holds.  Which parameters there are in which order: pkhost/scripts/host_signatures.py.
 */
#ifndef PKHOST_BORDER_HOST_SIGNATURES_H
#define PKHOST_BORDER_HOST_SIGNATURES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Whether a text can be declared: a signature, or with `rest` a name.  Else a ValueError. */
bool host_signature_check(py_Ref text, const char *rest);

/* Makes a function of a signature that was checked.  `docstring` may be None. */
void host_signature_declare(py_OutRef function, py_Ref signature, py_CFunction body, py_Ref number,
                            py_Ref docstring);

/* The number that the host gave a function. */
int32_t host_signature_number(py_Ref function);

#pragma GCC visibility pop

#endif
