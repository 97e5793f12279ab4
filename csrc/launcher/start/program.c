/* program.c - from a fresh process to the program: a checklist.
 *
 * Runs in a vfork child (or in init, when there is no process namespace).  The
 * order matters: each step takes away something that a later one must not
 * need.  Nothing here returns early with a step left out. */
#include "start/program.h"

#include "base/files.h"
#include "confine/limits.h"
#include "protections/cgroup.h"
#include "protections/filter.h"
#include "protections/identity.h"
#include "protections/landlock.h"

/* Signals that wait, and timers, are counted for a user: the host's too, where
 * the program has no user of its own.  These are enough for any program. */
#define SIGNALS 1024

/* How far the data segment may go beyond the memory limit.  The limit itself
 * is on resident memory, and runtimes map far more than they touch; this only
 * bounds what can be touched between two samples. */
#define DATA_SLACK (1u << 30)

static bool parent_is_gone(const struct run *run)
{
    /* In a process namespace the parent is its process 1. */
    long parent = protects(run, PROTECT_PID_NAMESPACE) ? 1 : run->supervisor;

    return SYS0(__NR_getppid) != parent;
}

static long set_limits(const struct run *run)
{
    const struct config *config = run->config;
    uint64_t processes = config->processes;
    long error = limit_set(0, LIMIT_CORE, 0);

    if (error == 0)
        error = limit_set(0, LIMIT_STACK, config->stack);
    if (error == 0 && protects(run, PROTECT_UNPRIVILEGED)) {
        error = limit_set(0, LIMIT_SIGPENDING, SIGNALS);
        /* No priority over others that the host's user may have been given. */
        if (error == 0)
            error = limit_set(0, LIMIT_NICE, 0);
        if (error == 0)
            error = limit_set(0, LIMIT_RTPRIO, 0);
    }
    /* No limit at all since Linux 2.4.25, but every descendant has it. */
    if (error == 0 && config->mark != UNLIMITED)
        error = limit_set(0, LIMIT_LOCKS, config->mark);
    if (error == 0 && config->open_files != UNLIMITED)
        error = limit_set(0, LIMIT_NOFILE, config->open_files);
    if (error == 0 && config->file_size != UNLIMITED)
        error = limit_set(0, LIMIT_FSIZE, config->file_size);
    if (error == 0 && config->address_space != UNLIMITED)
        error = limit_set(0, LIMIT_AS, config->address_space);
    if (error == 0 && config->memory != UNLIMITED && run->cgroup_fd < 0)
        error = limit_set(0, LIMIT_DATA, config->memory + DATA_SLACK);
    /* Whole seconds a process: only a backstop for the supervisor's watch over
     * the tree, so it must never strike first. */
    if (error == 0 && config->cpu_time != UNLIMITED)
        error = limit_set(0, LIMIT_CPU, config->cpu_time / 1000000000 + 2);
    if (error == 0 && processes != UNLIMITED) {
        /* init has the program's user in a user namespace, and counts. */
        if (has_option(run, OPTION_USER_NAMESPACE) && protects(run, PROTECT_PID_NAMESPACE))
            processes += 1;
        error = limit_set(0, LIMIT_NPROC, processes + run->other_tasks);
    }
    return error;
}

static void reset_signals(void)
{
    /* Handler, flags, restorer, mask: all zero is the default action. */
    static const uint64_t standard[4];
    uint64_t none = 0;

    for (int signal = 1; signal <= 64; signal++)
        SYS4(__NR_rt_sigaction, signal, standard, 0, 8);
    SYS4(__NR_rt_sigprocmask, 2 /* SIG_SETMASK */, &none, 0, 8);
}

static _Noreturn void give_up(struct run *run, enum step step, long error, uint32_t detail)
{
    fail(run, step, error, detail);
    sys_exit(127);
}

_Noreturn void program_main(struct run *run)
{
    const struct config *config = run->config;
    long error;

    /* 1. Dies with the process that started it. */
    sys_prctl(1 /* PR_SET_PDEATHSIG */, SYS_SIGKILL, 0, 0, 0);
    if (parent_is_gone(run))
        sys_exit(127);

    /* 2. A session of its own: no controlling terminal but one that was made for
     * it, no shared process group. */
    error = SYS0(__NR_setsid);
    if (error < 0)
        give_up(run, STEP_SESSION, error, 0);
    if (has_option(run, OPTION_TERMINAL)) {
        error = SYS3(__NR_ioctl, 0, 0x540e /* TIOCSCTTY */, 0);
        if (error < 0)
            give_up(run, STEP_SESSION, error, 1);
    }

    /* 3. Into the control group, while its files can still be reached. */
    if (protects(run, PROTECT_CGROUP) && cgroup_enter(run) < 0)
        sys_exit(127);

    /* 4. If memory runs out, this goes before the host does. */
    if (protects(run, PROTECT_UNPRIVILEGED))
        file_write(SYS_AT_FDCWD, "/proc/self/oom_score_adj", "1000");

    /* 5. The folder, before the right to search the way to it is gone. */
    error = SYS1(__NR_chdir, config_text(config, config->folder));
    if (error < 0)
        give_up(run, STEP_FOLDER, error, 0);

    /* 6. No exec can give new rights; what 7 and 9 need. */
    if (protects(run, PROTECT_NO_NEW_PRIVS)) {
        error = sys_prctl(38 /* PR_SET_NO_NEW_PRIVS */, 1, 0, 0, 0);
        if (error < 0)
            give_up(run, STEP_NO_NEW_PRIVS, error, 0);
    }

    /* 7. The file system, TCP, and signals to outside. */
    if (protects(run, PROTECT_LANDLOCK | PROTECT_LANDLOCK_NETWORK | PROTECT_LANDLOCK_SCOPE)
        && landlock_apply(run) < 0)
        sys_exit(127);

    /* 8. No more root, no capabilities; then the limits, which count by user. */
    if (protects(run, PROTECT_UNPRIVILEGED) && identity_drop(run) < 0)
        sys_exit(127);
    error = set_limits(run);
    if (error < 0)
        give_up(run, STEP_LIMITS, error, 0);

    /* 9. Default signal actions, nothing blocked. */
    reset_signals();

    /* 10. The system call filter, last, since it refuses most of the above. */
    if (protects(run, PROTECT_SECCOMP) && filter_apply(run) < 0)
        sys_exit(127);

    if (config->program == 0)
        sys_exit(0);
    error =
        SYS3(__NR_execve, config_text(config, config->program), run->arguments, run->environment);
    give_up(run, STEP_EXECUTE, error, 0);
}
