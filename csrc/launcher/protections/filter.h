/* filter.h - the filter of system calls: for the program's checklist (start/program.c). */
#ifndef PKHOST_LAUNCHER_FILTER_H
#define PKHOST_LAUNCHER_FILTER_H

#include "base/run.h"

/* Install it.  With run->filter_asks it asks the supervisor about signals, and
 * run->filter_questions_fd is where the supervisor reads the questions; where the kernel
 * cannot do that, it sets filter_asks to false and refuses them.  Returns -1 with a
 * failure noted. */
int filter_apply(struct run *run);

#endif
