/* init.h - the first process in new namespaces: for start.c. */
#ifndef PKHOST_LAUNCHER_INIT_H
#define PKHOST_LAUNCHER_INIT_H

#include "base/run.h"

/* Set the namespaces up and start the program, or become it.  Never returns: what goes
 * wrong is noted, and the process exits. */
_Noreturn void init_main(struct run *run);

#endif
