/* cgroup.h - a control group for one run: main.c makes it, the program's checklist enters
 * it, the supervisor watches, kills and removes it.
 *
 * Where there is none (run->cgroup_fd is negative), killing and removing do nothing, and
 * the others are not to be called. */
#ifndef PKHOST_LAUNCHER_CGROUP_H
#define PKHOST_LAUNCHER_CGROUP_H

#include "base/run.h"

/* Make it with the limits of the configuration, and set run->cgroup_fd.  Returns -1 with
 * a failure noted. */
int cgroup_make(struct run *run);

/* Move this process into it.  Returns -1 with a failure noted. */
int cgroup_enter(struct run *run);

/* Kill all in it. */
void cgroup_kill(const struct run *run);

/* Nanoseconds that all in it have used of processors, or -1.  Stores the parts in *user
 * and *system, if those are not NULL. */
int64_t cgroup_cpu(const struct run *run, int64_t *user, int64_t *system);

/* The most memory that all in it have used at a time, in bytes, or -1.  *oom tells
 * whether it ran out of memory. */
int64_t cgroup_peak(const struct run *run, uint32_t *oom);

/* Remove it, once no process is in it. */
void cgroup_remove(const struct run *run);

#endif
