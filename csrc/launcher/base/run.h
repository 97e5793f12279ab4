/* run.h - what the launcher's own files share. */
#ifndef PKHOST_RUN_H
#define PKHOST_RUN_H

#include "launcher.h"
#include "base/sys.h"

/* Everything about this run, in one place.  Lives in memory that the supervisor
 * shares with init (MAP_SHARED) and with the program until its exec (vfork), so
 * that a failure is reported by a store. */
struct run {
    const struct config *config;
    char **arguments;
    char **environment;
    int cgroup_fd;         /* folder of this run's control group, or -1 */
    uint32_t user;         /* root only: the program's user, or 0 for no change */
    uint64_t users_others; /* processes of the user before the program, if counted */
    int asks;              /* whether the filter asks the supervisor about signals */
    int questions_fd;      /* by which it does, or -1 */
    int few_messages;      /* whether System V messages and semaphores are kept few */
    int supervisor;        /* its process id */
    int supervisor_fd;     /* a pidfd of it, or -1 on a kernel without them */
    int scratch_fd;        /* the folder that scratch_make has made, or -1 */
    int holder_fd;         /* init: where to pass what the supervisor is to hold, or -1 */
    uint32_t user_of_host; /* the host's effective user and group */
    uint32_t group_of_host;

    /* Set once, by whoever fails first. */
    volatile uint32_t step; /* enum step */
    volatile int32_t error;
    volatile uint32_t detail;

    /* Set by whoever reaps the program. */
    volatile int ended;
    volatile int wait_status;
    struct sys_rusage usage;     /* of the program and the children it reaped */
    volatile int64_t setup_user; /* nanoseconds that init itself used: not the program's */
    volatile int64_t setup_system;
};

extern int64_t page_size; /* main.c sets it first thing */

/* run.c: note a failure, unless one was noted before.  Returns -1 for the caller to
 * hand up. */
int fail(struct run *run, enum step step, long error, uint32_t detail);

static inline int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

static inline int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

static inline const void *config_at(const struct config *config, uint32_t offset)
{
    return (const char *)config + offset;
}

static inline const char *config_text(const struct config *config, uint32_t offset)
{
    return config_at(config, offset);
}

static inline int protects(const struct run *run, uint32_t protection)
{
    return (run->config->protections & protection) != 0;
}

static inline int has_option(const struct run *run, uint32_t option)
{
    return (run->config->options & option) != 0;
}

/* run.c: ask the scheduler to be run soon after waking up. */
void run_promptly(void);

/* config.c: take the configuration from the control channel.  Returns its size,
 * or the negated errno.  *in_file tells that it is in the file instead. */
long config_receive(int *in_file);

/* config.c: check the configuration, which config_receive has told about; fill
 * run->config, ->arguments and ->environment. */
int config_load(struct run *run, long size, int in_file);

/* start.c: start what the configuration asks for.  Returns the process id of
 * the supervisor's child (init or the program), or -1 with a failure noted.
 * *is_program tells which of the two it is. */
int start(struct run *run, int *is_program);

/* init.c: what the child in new namespaces does.  Never returns. */
_Noreturn void init_main(struct run *run);

/* start.c: make the program as a vfork child.  Returns its process id, or -1
 * with a failure noted. */
int start_program(struct run *run);

/* program.c: the checklist that ends in execve.  Never returns; a failure is
 * noted first. */
_Noreturn void program_main(struct run *run);

/* root.c: build the private root and move into it. */
int root_enter(struct run *run);

/* scratch.c: make and fill the scratch folder, outside of a private root. */
int scratch_make(struct run *run);

/* scratch.c: remove what scratch_make has made, once nobody is left.  Takes as
 * long as it takes. */
void scratch_remove(struct run *run);

/* scratch.c: the same for a folder that a killed supervisor has left. */
void scratch_remove_left(const char *path);

/* scratch.c: write the files of the configuration into a folder. */
int scratch_fill(struct run *run, int folder);

/* scratch.c: give what is open to the program's user.  0 or an errno. */
long scratch_give(const struct run *run, int fd);

/* scratch.c: let the supervisor hold a file system, so that its end, which can
 * take long, is no part of init's. */
void scratch_hold(struct run *run, int fd);

/* remove.c: remove all that is in a folder.  0, or an errno of what is left. */
long remove_inside(int folder);

/* landlock.c: the version of the kernel's interface, or an errno. */
long landlock_version(void);
int landlock_apply(struct run *run);

/* filter.c: install the system call filter. */
int filter_apply(struct run *run);

/* signals.c: answer one question of the program's filter, if there is one to be read.
 * Returns whether there can be more. */
int signals_answer(struct run *run, int can_be_read);

/* identity.c: be the host's effective user and group in every respect. */
int identity_settle(struct run *run);

/* identity.c: give up root and all capabilities. */
int identity_drop(struct run *run);

/* cgroup.c */
int cgroup_make(struct run *run);
int cgroup_enter(struct run *run);
void cgroup_kill(struct run *run);
int64_t cgroup_cpu(struct run *run, int64_t *user, int64_t *system); /* nanoseconds or -1 */
int64_t cgroup_peak(struct run *run, uint32_t *oom);                 /* bytes or -1 */
void cgroup_remove(struct run *run);

/* clock.c: an event that counts the processor time of this process and all that it
 * starts from now on.  Returns -1 with a failure noted. */
int clock_open(struct run *run);

/* clock.c: nanoseconds that all but this process have used at least.  `not_theirs` is
 * what of the count is no program's. */
int64_t clock_least(int fd, int64_t not_theirs);

/* memory.c: what the processes of one look use.  Each is named once, by a living
 * thread of it. */
void memory_begin(void);
void memory_add(int thread);

/* Bytes.  A sum that counts what is shared more than once is made only if it is not
 * over `over`; else it is looked at closely.  From `until` (CLOCK_MONOTONIC) on nothing
 * is begun that takes long: the sum is of what is known then, and 0 if it would have
 * to be found out. */
int64_t memory_sum(int64_t over, int64_t until);

/* tree.c: looking at, and killing, all descendants of the supervisor. */
struct sample {
    int64_t user_time; /* nanoseconds of all processes now alive and those that they reaped */
    int64_t system_time;
    int64_t resident;  /* bytes */
    int64_t processes; /* how many */
};

/* Returns 0 with *sample filled, or -1 if /proc cannot be read.  `over` and `until` are
 * memory_sum()'s. */
int tree_sample(int root, int64_t over, int64_t until, struct sample *sample);

/* Whether a process, by the number of any thread of it, or a member of a process
 * group is a descendant of `root`. */
int tree_has(int root, int thread);
int tree_has_group(int root, int group);

/* Send SIGKILL to every descendant of `root` that can be found now. */
void tree_kill(int root);

/* Processes and threads of a user on the machine, or -1. */
int64_t tree_count_user(uint32_t user);

#endif
