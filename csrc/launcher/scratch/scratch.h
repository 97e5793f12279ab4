/* scratch.h - the folder that a program starts in and may write to: for main.c, which has
 * it made and removed, and for protections/root.c, whose private root has one of its own. */
#ifndef PKHOST_LAUNCHER_SCRATCH_H
#define PKHOST_LAUNCHER_SCRATCH_H

#include "base/run.h"

/* ---- A folder of the machine's, where there is no private root ---- */

/* Make and fill it.  Returns -1 with a failure noted. */
int scratch_make(struct run *run);

/* Remove what scratch_make has made, once no process of the program's is left.  May take
 * long. */
void scratch_remove(struct run *run);

/* The same for a folder that a killed supervisor has left. */
void scratch_remove_left(const char *path);

/* ---- A file system of a private root ---- */

/* The supervisor keeps the file system until its own end: freeing a large one takes long,
 * and the result would wait for it if it was a part of init's end.  So the supervisor
 * opens a socket, and init sends it a descriptor of the file system.  It is
 * never received: the kernel keeps it open as long as the supervisor's end of the socket. */
void scratch_open_keeper(struct run *run);
void scratch_keep(const struct run *run, int fd);

/* ---- Both ---- */

/* Write the files of the configuration into an open folder.  Returns -1 with a failure
 * noted. */
int scratch_fill(struct run *run, int folder);

#endif
