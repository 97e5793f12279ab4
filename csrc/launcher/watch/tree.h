/* tree.h - looking at, and killing, all descendants of a process: for the supervisor, with
 * account.c and signals.c. */
#ifndef PKHOST_LAUNCHER_TREE_H
#define PKHOST_LAUNCHER_TREE_H

#include <stdbool.h>
#include <stdint.h>

/* What all descendants use. */
struct sample {
    int64_t user_time; /* nanoseconds of all processes now alive and those that they reaped */
    int64_t system_time;
    int64_t memory;    /* bytes */
    int64_t processes; /* how many */
};

/* Returns 0 with *sample filled, or -1 if /proc cannot be read.  `over` and `until` are
 * memory_sum()'s. */
int tree_sample(int root, int64_t over, int64_t until, struct sample *sample);

/* Whether a process, by the number of any thread of it, or a member of a process group is
 * a descendant of `root`. */
bool tree_has(int root, int thread);
bool tree_has_group(int root, int group);

/* Send SIGKILL to every descendant of `root` that can be found now. */
void tree_kill(int root);

#endif
