/* init.c - the first process in the new namespaces.
 *
 * Sets the namespaces up, and then either becomes the program or, as process 1
 * of a process namespace, starts it and reaps until it has ended.  It has the
 * program's user but cannot be harmed by it: signals from inside a process
 * namespace do not reach its process 1, and it is not dumpable, so no
 * process may trace it. */
#include "start/init.h"

#include "base/files.h"
#include "base/schedule.h"
#include "confine/text.h"
#include "base/time.h"
#include "confine/namespaces.h"
#include "protections/root.h"
#include "start/program.h"
#include "start/vfork.h"

#define WAIT_ALL 0x40000000 /* __WALL */

/* The program keeps the host's user and group, and there are no others. */
static int map_user(struct run *run)
{
    uint32_t detail;
    long error = user_map(run->user_of_host, run->group_of_host, &detail);

    return error < 0 ? fail(run, STEP_USER_MAP, error, detail) : 0;
}

/* Bound the kernel memory that messages and semaphores of this namespace can take to
 * some hundred kilobytes.  Only root may, before Linux 6.10 or so also root alone. */
static bool keep_messages_few(void)
{
    return file_write(SYS_AT_FDCWD, "/proc/sys/kernel/msgmni", "16") > 0
           && file_write(SYS_AT_FDCWD, "/proc/sys/kernel/sem", "250 1000 32 16") > 0;
}

/* The supervisor may have died before the parent-death signal was asked for. */
static bool supervisor_is_gone(const struct run *run)
{
    struct sys_pollfd poll = { run->supervisor_fd, SYS_POLLIN, 0 };
    struct sys_timespec now = { 0, 0 };

    return run->supervisor_fd >= 0 && SYS5(__NR_ppoll, &poll, 1, &now, 0, 8) > 0;
}

static _Noreturn void reap_until_ended(struct run *run, int program)
{
    struct sys_rusage usage;
    int status;
    long pid;

    do
        pid = sys_wait4(-1, &status, WAIT_ALL, &usage);
    while (pid != program && (pid > 0 || pid == -EINTR));

    run->wait_status = status;
    run->usage = usage;
    if (SYS2(__NR_getrusage, 0 /* RUSAGE_SELF */, &usage) == 0) {
        run->setup_user = nanoseconds(usage.user);
        run->setup_system = nanoseconds(usage.system);
    }
    if (pid == program)
        run->ended = true;
    sys_exit(0);
}

_Noreturn void init_main(struct run *run)
{
    static const char hostname[] = "sandbox";
    long error;
    int program;

    sys_prctl(1 /* PR_SET_PDEATHSIG */, SYS_SIGKILL, 0, 0, 0);
    if (supervisor_is_gone(run))
        sys_exit(127);
    run_promptly();
    if (has_option(run, OPTION_USER_NAMESPACE) && map_user(run) < 0)
        sys_exit(127);
    if (protects(run, PROTECT_IPC_NAMESPACE) && has_option(run, OPTION_FILTER_COMPILER))
        run->few_messages = keep_messages_few();
    if (protects(run, PROTECT_MOUNT_NAMESPACE) && root_enter(run) < 0)
        sys_exit(127);
    if (protects(run, PROTECT_UTS_NAMESPACE)) {
        error = SYS2(__NR_sethostname, hostname, sizeof hostname - 1);
        if (error < 0) {
            fail(run, STEP_HOSTNAME, error, 0);
            sys_exit(127);
        }
    }
    if (!protects(run, PROTECT_PID_NAMESPACE))
        program_main(run);

    program = vfork_program(run);
    if (program < 0)
        sys_exit(127);
    SYS3(__NR_close_range, 0, ~0u, 0);
    reap_until_ended(run, program);
}
