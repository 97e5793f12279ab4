/* main.c - the supervisor: start, watch, end, report. */
#include "common.h"

#define WAIT_NOHANG 1
#define WAIT_ALL 0x40000000 /* __WALL */
#define SIGNALED_BY(status) ((status)&0x7f)

#define MILLISECOND 1000000

/* How fast a tree can be assumed to take memory, in bytes a nanosecond.  The
 * next look is due before that rate could use up what is left. */
#define FASTEST_GROWTH 4

/* Looking takes at most this share of a processor's time: 1/32. */
#define LOOKING_SHARE 32

/* For so long at most dead processes are reaped before anything else is seen
 * to: some that fork and end all the time can be as fast as who reaps.  Killing
 * has to look at all that are not reaped, so reaping gets as long as that took
 * if that was longer. */
#define REAPING_TIME (10 * MILLISECOND)

struct supervisor {
    struct run *run;
    int child;      /* init or the program */
    int is_program; /* which */
    int host_fd;    /* pidfd of the host, or -1 */
    int signal_fd;  /* SIGCHLD */
    int clock_fd;   /* see clock.c, or -1 */
    int64_t own_time_before; /* own_time() when that was opened */
    int processors;

    int64_t started;
    int64_t ended; /* when the program was seen to have ended, or 0 */
    int64_t next_look;
    int child_gone;  /* `child` has been reaped */
    int64_t killing; /* how long it took the last time */
    int more_ended;  /* some may not have been reaped, and no signal will tell */
    int ignore_host; /* what it has to say was heard */
    enum reason reason;

    /* Of all that has been reaped. */
    int64_t user_time;
    int64_t system_time;
    int64_t context_switches;
    int64_t peak_process;
    int64_t peak_tree;

    /* By the last look: what the tree had used in all, and how much of that was
     * of processes that vanished without anybody being told (see measure). */
    int64_t seen_user;
    int64_t seen_system;
    int64_t vanished;
};

int64_t page_size; /* set first thing; not initialized, so that there is no data segment */

int fail(struct run *run, enum step step, long error, uint32_t detail)
{
    if (run->step == STEP_NONE) {
        run->error = (int32_t)-error;
        run->detail = detail;
        run->step = step;
    }
    return -1;
}

static int64_t clock_now(void)
{
    return sys_clock(1 /* CLOCK_MONOTONIC */);
}

/* What the supervisor has used of a processor: a look that had to wait for one
 * cost no more than another. */
static int64_t own_time(void)
{
    return sys_clock(2 /* CLOCK_PROCESS_CPUTIME_ID */);
}

static int64_t nanoseconds(struct sys_timeval time)
{
    return time.sec * 1000000000 + time.usec * 1000;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* ---- Ending ---- */

static void kill_tree(struct supervisor *this)
{
    const int64_t begun = clock_now();

    cgroup_kill(this->run);
    if (!this->is_program) {
        /* init takes its whole namespace with it. */
        if (this->child > 0 && !this->child_gone)
            sys_kill(this->child, SYS_SIGKILL);
    } else {
        tree_kill(this->run->supervisor);
    }
    this->killing = clock_now() - begun;
}

/* What the processes have used that this launcher needs, and that are not the
 * program's. */
static int64_t used_by_launcher(const struct supervisor *this)
{
    const struct run *run = this->run;
    int64_t init = 0;

    if (!this->is_program) {
        init = this->child_gone ? -1 : sys_clock((int)(~(unsigned)this->child << 3 | 2));
        if (init < 0)
            init = run->setup_user + run->setup_system;
    }
    return own_time() - this->own_time_before + init;
}

/* What no other record tells of: see clock.c. */
static void count_hidden(struct supervisor *this, int64_t known, int64_t *user_time)
{
    const int64_t hidden = clock_least(this->clock_fd, used_by_launcher(this)) - known;

    if (hidden > 0) {
        this->vanished += hidden;
        *user_time += hidden;
    }
}

/* Fill *sample, and note the time that the tree has used.
 *
 * Children whose parent ignores SIGCHLD leave no record of their time: the sum
 * falls when they go.  Such a fall is added up, less the two ticks by which
 * the kernel's rounding of what parents reaped can make the sum fall anyway. */
static void measure(struct supervisor *this, struct sample *sample)
{
    int64_t limit = this->run->config->memory == UNLIMITED ? INT64_MAX
                                                           : (int64_t)this->run->config->memory;
    int64_t fell;

    if (tree_sample(this->run->supervisor, limit, sample) < 0)
        return;
    sample->user_time += this->user_time + this->vanished;
    sample->system_time += this->system_time;
    fell = this->seen_user + this->seen_system - sample->user_time - sample->system_time -
           2 * 10 * MILLISECOND;
    if (fell > 0) {
        this->vanished += fell;
        sample->user_time += fell;
    }
    count_hidden(this, sample->user_time + sample->system_time, &sample->user_time);
    this->seen_user = sample->user_time;
    this->seen_system = sample->system_time;
    if (sample->resident > this->peak_tree)
        this->peak_tree = sample->resident;
}

static void end(struct supervisor *this, enum reason reason)
{
    struct sample sample;

    /* The kernel keeps no account of what it kills together with a process
     * namespace. */
    if (this->run->cgroup_fd < 0 && reason != REASON_MEMORY && reason != REASON_CPU_TIME)
        measure(this, &sample);
    if (this->reason == REASON_NONE && !this->run->ended)
        this->reason = reason;
    kill_tree(this);
}

static void count(struct supervisor *this, const struct sys_rusage *usage)
{
    int64_t peak = usage->maxrss * 1024;

    this->user_time += nanoseconds(usage->user);
    this->system_time += nanoseconds(usage->system);
    this->context_switches += usage->voluntary_switches + usage->involuntary_switches;
    if (peak > this->peak_process)
        this->peak_process = peak;
}

/* Reap who has ended, or the first of them.  Returns 0 when there is nobody
 * left at all: no child means no descendant, since every orphan becomes a
 * child. */
static int reap(struct supervisor *this)
{
    struct sys_rusage usage;
    int64_t until = 0;
    int status = 0;
    long pid;

    while ((pid = sys_wait4(-1, &status, WAIT_NOHANG | WAIT_ALL, &usage)) > 0) {
        const int64_t now = clock_now();

        count(this, &usage);
        if (pid == this->child) {
            this->child_gone = 1;
            this->ended = now;
            if (this->is_program || !this->run->ended) {
                this->run->wait_status = status;
                this->run->usage = usage;
                this->run->ended = this->is_program;
            }
        }
        if (until == 0)
            until = now + larger(REAPING_TIME, this->killing);
        else if (now > until)
            break;
    }
    this->more_ended = pid > 0;
    return pid != -ECHILD;
}

/* ---- Watching ---- */

/* Compare what the tree uses with its limits, and say when to look again. */
static void look(struct supervisor *this)
{
    const struct config *config = this->run->config;
    int64_t limit = config->memory == UNLIMITED ? INT64_MAX : (int64_t)config->memory;
    int64_t before = own_time(), cpu_time, wait = 100 * MILLISECOND, cost;
    struct sample sample = {0, 0, 0, 0};

    if (this->run->cgroup_fd >= 0) {
        cpu_time = cgroup_cpu(this->run, NULL, NULL);
    } else {
        measure(this, &sample);
        cpu_time = sample.user_time + sample.system_time;
        if (sample.resident > limit) {
            end(this, REASON_MEMORY);
            return;
        }
        if (limit != INT64_MAX)
            wait = smaller(wait, (limit - sample.resident) / FASTEST_GROWTH);
    }
    if (config->cpu_time != UNLIMITED) {
        int64_t left = (int64_t)config->cpu_time - cpu_time;

        if (left < 0) {
            end(this, REASON_CPU_TIME);
            return;
        }
        wait = smaller(wait, left / this->processors);
    }
    if (wait < MILLISECOND)
        wait = MILLISECOND;
    cost = (own_time() - before) * LOOKING_SHARE;
    this->next_look = clock_now() + (wait > cost ? wait : cost);
}

static void wait_for_event(struct supervisor *this, int64_t until, struct sys_pollfd polls[4])
{
    int64_t wait = this->more_ended ? 0 : until - clock_now();
    struct sys_timespec time;

    if (wait < 0)
        wait = 0;
    time.sec = wait / 1000000000;
    time.nsec = wait % 1000000000;
    /* A negative descriptor is passed over. */
    polls[0] = (struct sys_pollfd){this->ignore_host ? -1 : CONTROL_FD, SYS_POLLIN, 0};
    polls[1] = (struct sys_pollfd){this->ignore_host ? -1 : this->host_fd, SYS_POLLIN, 0};
    polls[2] = (struct sys_pollfd){this->signal_fd, SYS_POLLIN, 0};
    polls[3] = (struct sys_pollfd){this->run->questions_fd, SYS_POLLIN, 0};
    if (SYS5(__NR_ppoll, polls, 4, &time, 0, 8) < 0)
        polls[0].revents = polls[1].revents = polls[2].revents = polls[3].revents = 0;
    if (polls[3].revents && !signals_answer(this->run, polls[3].revents & SYS_POLLIN)) {
        sys_close(this->run->questions_fd);
        this->run->questions_fd = -1;
    }
}

static void drain_signals(int fd)
{
    char buffer[512];

    while (sys_read(fd, buffer, sizeof buffer) == (long)sizeof buffer)
        ;
}

static int count_processors(void)
{
    uint64_t mask[128] = {0};
    int processors = 0;

    SYS3(__NR_sched_getaffinity, 0, sizeof mask, mask);
    for (size_t i = 0; i < sizeof mask / sizeof *mask; i++)
        for (uint64_t bits = mask[i]; bits; bits &= bits - 1)
            processors++;
    return processors ? processors : 1;
}

static void supervise(struct supervisor *this)
{
    const struct config *config = this->run->config;
    int64_t deadline = config->wall_time > INT64_MAX / 2
                           ? INT64_MAX
                           : this->started + (int64_t)config->wall_time;
    struct sys_pollfd polls[4];

    this->processors = count_processors();
    this->next_look = this->started + 10 * MILLISECOND;
    if (config->cpu_time != UNLIMITED)
        this->next_look = smaller(this->next_look, this->started + (int64_t)config->cpu_time /
                                                                       this->processors);
    while (!this->child_gone && this->reason == REASON_NONE) {
        wait_for_event(this, smaller(deadline, this->next_look), polls);
        if (polls[2].revents || this->more_ended) {
            drain_signals(this->signal_fd);
            reap(this);
        }
        if (this->child_gone)
            break;
        if (polls[0].revents || polls[1].revents)
            end(this, REASON_HOST);
        else if (clock_now() >= deadline)
            end(this, REASON_WALL_TIME);
        else if (clock_now() >= this->next_look)
            look(this);
    }

    this->ignore_host = 1;
    /* Everything has to go now.  A process that forks while it is being killed
     * leaves children for the next round. */
    while (reap(this)) {
        kill_tree(this);
        wait_for_event(this, clock_now() + 2 * MILLISECOND, polls);
        if (polls[2].revents)
            drain_signals(this->signal_fd);
    }
}

/* ---- Reporting ---- */

static void report(struct supervisor *this, int control)
{
    struct run *run = this->run;
    struct report report = {.magic = REPORT_MAGIC, .outcome = OUTCOME_ENDED};
    struct { const void *base; size_t length; } part = {&report, sizeof report};
    struct {
        void *name; uint64_t name_length; void *parts; size_t count;
        void *extra; size_t extra_length; uint64_t flags;
    } message = {0, 0, &part, 1, 0, 0, 0};

    if (run->step != STEP_NONE)
        report.outcome = run->step == STEP_EXECUTE ? OUTCOME_NOT_STARTED : OUTCOME_SETUP_FAILED;
    report.step = run->step;
    report.error = run->error;
    report.detail = run->detail;
    report.wait_status = run->wait_status;
    /* The kill came too late if the program had ended in its own way. */
    report.reason = this->reason;
    if (run->ended && SIGNALED_BY(run->wait_status) != SYS_SIGKILL)
        report.reason = REASON_NONE;
    report.wall_time = (this->ended ? this->ended : clock_now()) - this->started;
    report.user_time = this->user_time - run->setup_user;
    report.system_time = this->system_time - run->setup_system;
    if (this->seen_user + this->seen_system > report.user_time + report.system_time) {
        report.user_time = this->seen_user;
        report.system_time = this->seen_system;
    }
    count_hidden(this, report.user_time + report.system_time, &report.user_time);
    report.peak_process = this->peak_process;
    report.peak_tree = this->peak_tree;
    report.context_switches = this->context_switches;
    if (run->cgroup_fd >= 0) {
        int64_t peak = cgroup_peak(run, &report.cgroup_oom);

        cgroup_cpu(run, &report.user_time, &report.system_time);
        if (peak >= 0)
            report.peak_tree = peak;
    }
    cgroup_remove(run);
    SYS3(__NR_sendmsg, control, &message, 0x4000 /* MSG_NOSIGNAL */);
}

/* ---- Starting ---- */

/* On a busy machine a process that wakes up waits for whoever runs to use up his
 * slice, some milliseconds, and a program's start and end are a chain of such
 * wake-ups.  Who asks for a shorter slice is run sooner, for no more time in
 * all (Linux 6.12; older kernels ignore it).  Children do not inherit it. */
void run_promptly(void)
{
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t slice, deadline, period;
    } attributes = {sizeof attributes, 0, 1 /* SCHED_FLAG_RESET_ON_FORK */, 0, 0, 100000, 0, 0};

    /* The kernel's answer is 20 - nice, to be never negative. */
    attributes.nice = 20 - (int32_t)SYS2(__NR_getpriority, 0, 0);
    SYS3(__NR_sched_setattr, 0, &attributes, 0);
}

static void close_from(unsigned first)
{
    struct sys_rlimit limit = {0, 0};

    if (SYS3(__NR_close_range, first, ~0u, 0) == 0)
        return;
    /* Before Linux 5.9. */
    SYS4(__NR_prlimit64, 0, 7 /* RLIMIT_NOFILE */, 0, &limit);
    for (uint64_t fd = first; fd < limit.soft && fd < (1u << 20); fd++)
        sys_close((int)fd);
}

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
    others = tree_count_user(run->user_of_host);
    if (others < 0)
        return fail(run, STEP_LIMITS, -ENOENT, 0);
    run->users_others = (uint64_t)others;
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

/* Have a place for what init wants to be held: a socket keeps the descriptors in
 * it until it is closed, which nobody does before the end.  Without one the file
 * system goes with init. */
static void hold_scratch(struct supervisor *this)
{
    int ends[2];

    if (SYS4(__NR_socketpair, 1 /* AF_UNIX */, 2 /* SOCK_DGRAM */ | SYS_O_CLOEXEC, 0, ends) == 0)
        this->run->holder_fd = ends[1];
}

static int begin(struct supervisor *this, long config_size, int config_in_file)
{
    struct run *run;

    if (config_load(this->run, config_size, config_in_file) < 0 || prepare(this) < 0 ||
        share(this) < 0)
        return -1;
    run = this->run;
    if (count_other_processes(run) < 0)
        return -1;
    if (run->config->user_base && run->user_of_host == 0)
        run->user = run->config->user_base + (uint32_t)run->supervisor;
    if (protects(run, PROTECT_CGROUP) && cgroup_make(run) < 0)
        return -1;
    if (protects(run, PROTECT_MOUNT_NAMESPACE))
        hold_scratch(this);
    else if (run->config->scratch && scratch_make(run) < 0)
        return -1;
    if (protects(run, PROTECT_CPU_ACCOUNTING)) {
        this->own_time_before = own_time();
        this->clock_fd = clock_open(run);
        if (this->clock_fd < 0)
            return -1;
    }
    this->child = start(run, &this->is_program);
    if (run->holder_fd >= 0)
        sys_close(run->holder_fd);
    return this->child < 0 ? -1 : 0;
}

/* What the kernel leaves on the stack: the argument count, the arguments, a
 * zero, the environment, a zero, and pairs of facts about the machine. */
static void read_machine(const uint64_t *stack)
{
    const uint64_t *at = stack + 1 + stack[0] + 1;

    while (*at)
        at++;
    page_size = 4096;
    for (at++; at[0]; at += 2)
        if (at[0] == 6 /* AT_PAGESZ */)
            page_size = (int64_t)at[1];
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
    struct supervisor this = {.run = &run, .host_fd = -1, .clock_fd = -1, .child = -1};
    long config_size;
    int config_in_file;

    if (stack[0] > 2)
        remove_left(stack);
    this.started = clock_now();
    read_machine(stack);
    config_size = config_receive(&config_in_file);
    /* What stands at CONFIG_FD otherwise would be the host's own. */
    close_from(config_in_file ? CONFIG_FD + 1 : CONFIG_FD);
    SYS3(__NR_fcntl, CONTROL_FD, 2 /* F_SETFD */, 1);
    run.cgroup_fd = run.supervisor_fd = run.scratch_fd = -1;
    run.holder_fd = run.questions_fd = -1;
    run.supervisor = (int)SYS0(__NR_getpid);

    if (identity_settle(&run) == 0 && begin(&this, config_size, config_in_file) == 0) {
        /* The reading side of the input has to be the program's alone, so that
         * the host notices when it is closed.  The outputs stay open here: the
         * host has no use for their end before the report, and would be woken
         * twice for nothing. */
        sys_close(0);
        supervise(&this);
    } /* else there is no child: its making is the last thing that can fail */
    if (this.run->config && has_option(this.run, OPTION_TERMINAL))
        close_outputs(); /* what is on its way through a terminal has arrived by then */
    report(&this, CONTROL_FD);
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
