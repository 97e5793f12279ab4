/* vfork.h - the program's process: for start.c and init.c, whichever starts it. */
#ifndef PKHOST_LAUNCHER_VFORK_H
#define PKHOST_LAUNCHER_VFORK_H

#include "base/run.h"

/* Start the program (program.h) as a child that shares this process's memory and keeps
 * it waiting until it executes something or exits.  Returns its process id, or -1 with a
 * failure noted. */
int vfork_program(struct run *run);

#endif
