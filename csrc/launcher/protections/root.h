/* root.h - a private root, which holds only what the program may see: for init. */
#ifndef PKHOST_LAUNCHER_ROOT_H
#define PKHOST_LAUNCHER_ROOT_H

#include "base/run.h"

/* Build it and move into it, with the scratch folder and the files in that.  Needs a
 * mount namespace of this process's own.  Returns -1 with a failure noted. */
int root_enter(struct run *run);

#endif
