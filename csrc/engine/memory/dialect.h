/* dialect.h -- the language of a VM's scripts: a property of the VM, from its making on.
 *
 * "python": ordinary Python, by the compiler of compiler/ and the run time of language/ and
 * python/.  "pocketpy": PocketPy's own compiler and semantics, as they are (with what the engine
 * mends for safety's sake).  Both run in PocketPy's loop, on its objects.
 */
#ifndef PKHOST_MEMORY_DIALECT_H
#define PKHOST_MEMORY_DIALECT_H

#include "memory/region.h"

/* Of the current VM: what functions that stand before PocketPy's ask first.  While a VM is
 * built too. */
static inline bool dialect_is_python(void) { return region_of(pk_current_vm)->dialect_is_python; }

#endif
