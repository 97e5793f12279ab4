/* start.h - the first process below the supervisor: for main.c. */
#ifndef PKHOST_LAUNCHER_START_H
#define PKHOST_LAUNCHER_START_H

#include "base/run.h"

/* Start what the configuration asks for: with namespaces init (init.h), else the program
 * (vfork.h).  Returns the process id of the supervisor's child, or -1 with a failure
 * noted.  *is_program tells that the child is or becomes the program, so that its end is
 * the program's. */
int start(struct run *run, bool *is_program);

#endif
