/* remove.h - removes all that is in a folder, however a program left it: for scratch.c. */
#ifndef PKHOST_LAUNCHER_REMOVE_H
#define PKHOST_LAUNCHER_REMOVE_H

/* Remove all that is in an open folder.  May take long.  Returns 0, or the
 * negated errno of something that is left. */
long remove_inside(int folder);

#endif
