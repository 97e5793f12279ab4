/* main.c - the launcher from its entry to its exit: it becomes the supervisor, starts
 * the program, and has it watched and reported. */
#include "base/files.h"
#include "base/run.h"
#include "base/schedule.h"
#include "confine/sys.h"
#include "confine/text.h"
#include "base/time.h"
#include "protections/cgroup.h"
#include "protections/identity.h"
#include "scratch/scratch.h"
#include "start/config.h"
#include "start/start.h"
#include "watch/process.h"
#include "watch/report.h"
#include "watch/supervisor.h"

static int prepare(struct supervisor *this)
{
    struct run *run = this->run;
    static const uint64_t standard[4];
    uint64_t all = ~0ull, child = 1ull << (SYS_SIGCHLD - 1);
    long error;

    /* No signal but SIGKILL ends or stops the supervisor by mistake; SIGCHLD is
     * read from a descriptor, and must not be ignored, or nothing can be reaped. */
    SYS4(__NR_rt_sigprocmask, 2 /* SIG_SETMASK */, &all, 0, 8);
    SYS4(__NR_rt_sigaction, SYS_SIGCHLD, standard, 0, 8);
    error = SYS4(__NR_signalfd4, -1, &child, 8, SYS_O_CLOEXEC | 04000 /* non-blocking */);
    if (error < 0)
        return fail(run, STEP_SUPERVISOR, error, 0);
    this->signal_fd = (int)error;

    run_promptly();
    error = sys_prctl(36 /* PR_SET_CHILD_SUBREAPER */, 1, 0, 0, 0);
    if (error < 0)
        return fail(run, STEP_SUPERVISOR, error, 1);
    /* Away from the host's terminal and its Ctrl-C.  A session is a group of its
     * own to the scheduler, too: that costs 10 us, and keeps a host with many
     * busy processes from making the limits late. */
    SYS0(__NR_setsid);

    this->host_fd = (int)SYS2(__NR_pidfd_open, run->config->host, 0);
    if (SYS0(__NR_getppid) != run->config->host)
        return fail(run, STEP_SUPERVISOR, -ESRCH, 2);
    return 0;
}

static int count_other_processes(struct run *run)
{
    int64_t others;

    if (!has_option(run, OPTION_COUNT_PROCESSES) || run->config->processes == UNLIMITED)
        return 0;
    others = process_count_tasks_of(run->user_of_host);
    if (others < 0)
        return fail(run, STEP_LIMITS, -ENOENT, 0);
    run->other_tasks = (uint64_t)others;
    return 0;
}

/* Namespaces mean a process with memory of its own in between: what it and the
 * program have to say needs memory that is shared. */
static int share(struct supervisor *this)
{
    long mapped;

    if (!protects(this->run, PROTECT_NAMESPACES))
        return 0;
    mapped = SYS6(__NR_mmap, 0, sizeof(struct run), 3 /* read, write */,
                  0x21 /* MAP_SHARED | MAP_ANONYMOUS */, -1, 0);
    if (mapped < 0 && mapped > -4096)
        return fail(this->run, STEP_SUPERVISOR, mapped, 3);
    memcpy((void *)mapped, this->run, sizeof(struct run));
    this->run = (struct run *)mapped;
    this->run->supervisor_fd = (int)SYS2(__NR_pidfd_open, this->run->supervisor, 0);
    return 0;
}

static int begin(struct supervisor *this, long config_size, bool config_in_file)
{
    struct run *run;

    if (config_load(this->run, config_size, config_in_file) < 0 || prepare(this) < 0
        || share(this) < 0)
        return -1;
    run = this->run;
    if (count_other_processes(run) < 0)
        return -1;
    if (run->config->user_base != 0 && run->user_of_host == 0)
        run->user = run->config->user_base + (uint32_t)run->supervisor;
    if (protects(run, PROTECT_CGROUP) && cgroup_make(run) < 0)
        return -1;
    if (protects(run, PROTECT_MOUNT_NAMESPACE))
        scratch_open_keeper(run);
    else if (run->config->scratch != 0 && scratch_make(run) < 0)
        return -1;
    if (account_begin(&this->account, run) < 0)
        return -1;
    this->child = start(run, &this->is_program);
    if (!this->is_program)
        this->account.init = this->child;
    if (run->scratch_keeper_fd >= 0)
        sys_close(run->scratch_keeper_fd);
    return this->child < 0 ? -1 : 0;
}

/* What the kernel leaves on the stack: the argument count, the arguments, a
 * zero, the environment, a zero, and pairs of facts about the machine. */
static int64_t page_size(const uint64_t *stack)
{
    const uint64_t *at = stack + 1 + stack[0] + 1;

    while (*at != 0)
        at++;
    for (at++; at[0] != 0; at += 2)
        if (at[0] == 6 /* AT_PAGESZ */)
            return (int64_t)at[1];
    return 4096;
}

static void close_outputs(void)
{
    for (int fd = 0; fd < 3; fd++)
        sys_close(fd);
}

/* With two arguments it removes a scratch folder that a killed supervisor has
 * left; the second says where. */
static _Noreturn void remove_left(const uint64_t *stack)
{
    close_from(0);
    SYS0(__NR_setsid);
    scratch_remove_left((const char *)stack[3]);
    sys_exit(0);
}

/* Called by the entry code with the stack as the kernel left it. */
_Noreturn void launcher_main(const uint64_t *stack);
_Noreturn void launcher_main(const uint64_t *stack)
{
    static struct run run;
    struct supervisor this = {
        .run = &run, .host_fd = -1, .child = -1, .account = { .clock_fd = -1, .init = -1 }
    };
    long config_size;
    bool config_in_file;

    if (stack[0] > 2)
        remove_left(stack);
    this.started = clock_now();
    run.page_size = page_size(stack);
    config_size = config_receive(&config_in_file);
    /* What stands at CONFIG_FD otherwise would be the host's own. */
    close_from(config_in_file ? CONFIG_FD + 1 : CONFIG_FD);
    SYS3(__NR_fcntl, CONTROL_FD, 2 /* F_SETFD */, 1);
    run.cgroup_fd = run.supervisor_fd = run.scratch_fd = -1;
    run.scratch_keeper_fd = run.filter_questions_fd = -1;
    run.supervisor = (int)SYS0(__NR_getpid);

    if (identity_settle(&run) == 0 && begin(&this, config_size, config_in_file) == 0) {
        /* The reading side of the input has to be the program's alone, so that
         * the host notices when it is closed.  The outputs stay open here: the
         * host has no use for their end before the report, and would be woken
         * twice for nothing. */
        sys_close(0);
        supervise(&this);
    } /* else there is no child: its making is the last thing that can fail */
    if (this.run->config != NULL && has_option(this.run, OPTION_TERMINAL))
        close_outputs(); /* what is on its way through a terminal has arrived by then */
    report(&this);
    /* The host has its result; what is left to do may take as long as it takes. */
    close_outputs();
    scratch_remove(this.run);
    sys_exit(0);
}

#if defined(__x86_64__)
__asm__(".globl _start\n"
        "_start:\n\t"
        "xor %ebp, %ebp\n\t"
        "mov %rsp, %rdi\n\t"
        "and $-16, %rsp\n\t"
        "call launcher_main\n\t"
        "hlt");
#elif defined(__aarch64__)
__asm__(".globl _start\n"
        "_start:\n\t"
        "mov x29, xzr\n\t"
        "mov x30, xzr\n\t"
        "mov x0, sp\n\t"
        "bl launcher_main\n\t"
        "brk #0");
#endif
