/* program.h - from a fresh process to the program: for vfork.c, and for init.c where init
 * becomes the program. */
#ifndef PKHOST_LAUNCHER_PROGRAM_H
#define PKHOST_LAUNCHER_PROGRAM_H

#include "base/run.h"

/* Walk down the checklist that ends in execve.  Never returns: what goes wrong is noted,
 * and the process exits. */
_Noreturn void program_main(struct run *run);

#endif
