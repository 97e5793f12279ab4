/* landlock.h - only the listed paths, no TCP, no signals to outside: for the program's
 * checklist (start/program.c). */
#ifndef PKHOST_LAUNCHER_LANDLOCK_H
#define PKHOST_LAUNCHER_LANDLOCK_H

#include "base/run.h"

/* Put up what config.protections has of it.  Returns -1 with a failure noted. */
int landlock_apply(struct run *run);

#endif
