/* reap.h - the end of launchers: for launched.c, and for module.c, which reaps when it starts
 * another.
 *
 * A launcher exits as soon as its run is over and the scratch folder is gone.
 * Usually that is at once.  A folder with very much in it takes its time, and no
 * result waits for that: such a launcher is remembered, and reaped when another
 * run starts or ends.  What outlives the host is reaped by the process that
 * inherits its children.
 *
 * A launcher that was killed leaves its scratch folder.  Then another
 * one is started to remove it. */
#ifndef PKHOST_REAP_H
#define PKHOST_REAP_H

#include <sys/types.h>

/* Wait a moment for a child of this process's, and remember it if that is not
 * enough.  `launcher` and `scratch` are copied; `scratch` is NULL if there is no
 * folder to look after. */
void reap_launcher(pid_t pid, const char *launcher, const char *scratch);

/* Reap those remembered that have exited.  Costs nothing if there are none. */
void reap_remembered(void);

#endif
