/* identity.h - which user the launcher and the program are: for main.c and the program's
 * checklist (start/program.c). */
#ifndef PKHOST_LAUNCHER_IDENTITY_H
#define PKHOST_LAUNCHER_IDENTITY_H

#include "base/run.h"

/* The supervisor: be the host's effective user and group in every respect.  Sets
 * run->user_of_host and ->group_of_host.  Returns -1 with a failure noted. */
int identity_settle(struct run *run);

/* The program: give up root and all capabilities, and become run->user, if that is not 0.
 * Returns -1 with a failure noted. */
int identity_drop(struct run *run);

#endif
