/* run.h - all that is known of this run: for every file that has a part in it.
 *
 * Lives in memory that the supervisor shares with init (MAP_SHARED) and with the
 * program until its exec (vfork), so that a failure is reported by a store. */
#ifndef PKHOST_LAUNCHER_RUN_H
#define PKHOST_LAUNCHER_RUN_H

#include <stdbool.h>

#include "confine/sys.h"
#include "launcher.h"

struct run {
    /* Set by main.c and config.c, before anything is started. */
    const struct config *config;
    char **arguments;
    char **environment;
    int64_t page_size;
    int supervisor;        /* its process id */
    int supervisor_fd;     /* a pidfd of it, or -1 on a kernel without them */
    uint32_t user_of_host; /* the host's effective user and group */
    uint32_t group_of_host;
    uint32_t user;         /* root only: the program's user, or 0 for no change */
    uint64_t other_tasks;  /* the user's processes and threads before the run, if counted */
    int cgroup_fd;         /* folder of this run's control group, or -1 */
    int scratch_fd;        /* the folder that scratch_make has made, or -1 */
    int scratch_keeper_fd; /* init: see scratch_keep, or -1 */

    /* Set while the program is set up. */
    bool filter_asks;        /* whether the filter asks the supervisor about signals */
    int filter_questions_fd; /* by which it does, or -1 */
    bool few_messages;       /* whether System V messages and semaphores are kept few */

    /* Set once, by the first failure. */
    volatile uint32_t step; /* enum step */
    volatile int32_t error;
    volatile uint32_t detail;

    /* Set by init or the supervisor, whichever reaps the program. */
    volatile bool ended;
    volatile int wait_status;
    struct sys_rusage usage;     /* of the program and the children it reaped */
    volatile int64_t setup_user; /* nanoseconds that init itself used: not the program's */
    volatile int64_t setup_system;
};

/* Note a failure, unless one was noted before.  `error` is a negated errno.  Returns -1
 * for the caller to hand up. */
int fail(struct run *run, enum step step, long error, uint32_t detail);

static inline const void *config_at(const struct config *config, uint32_t offset)
{
    return (const char *)config + offset;
}

static inline const char *config_text(const struct config *config, uint32_t offset)
{
    return config_at(config, offset);
}

/* Whether any of these protections is to be put up. */
static inline bool protects(const struct run *run, uint32_t protections)
{
    return (run->config->protections & protections) != 0;
}

static inline bool has_option(const struct run *run, uint32_t option)
{
    return (run->config->options & option) != 0;
}

#endif
