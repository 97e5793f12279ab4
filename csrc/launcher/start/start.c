/* start.c - what start.h describes. */
#include "start/start.h"

#include <linux/sched.h>

#include "start/init.h"
#include "start/vfork.h"

int start(struct run *run, bool *is_program)
{
    unsigned long flags = 0;
    long pid;

    if (protects(run, PROTECT_PID_NAMESPACE))
        flags |= CLONE_NEWPID;
    if (protects(run, PROTECT_MOUNT_NAMESPACE))
        flags |= CLONE_NEWNS;
    if (protects(run, PROTECT_IPC_NAMESPACE))
        flags |= CLONE_NEWIPC;
    if (protects(run, PROTECT_UTS_NAMESPACE))
        flags |= CLONE_NEWUTS;
    if (protects(run, PROTECT_NETWORK_NAMESPACE))
        flags |= CLONE_NEWNET;
    if (flags != 0 && has_option(run, OPTION_USER_NAMESPACE))
        flags |= CLONE_NEWUSER;

    *is_program = (flags & CLONE_NEWPID) == 0;
    if (flags == 0) {
        run->filter_asks = has_option(run, OPTION_FILTER_PROCESSES)
                           && protects(run, PROTECT_SECCOMP)
                           && !protects(run, PROTECT_LANDLOCK_SCOPE);
        return vfork_program(run);
    }

    /* A plain fork; this process is small.  The stack stays where it is. */
    pid = SYS5(__NR_clone, flags | SYS_SIGCHLD, 0, 0, 0, 0);
    if (pid == 0)
        init_main(run);
    if (pid < 0)
        return fail(run, STEP_NAMESPACES, pid, 0);
    sys_prctl(4 /* PR_SET_DUMPABLE */, 0, 0, 0, 0);
    return (int)pid;
}
