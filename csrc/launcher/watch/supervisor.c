/* supervisor.c - what supervisor.h describes. */
#include "watch/supervisor.h"

#include "base/time.h"
#include "protections/cgroup.h"
#include "watch/signals.h"
#include "watch/tree.h"

#define WAIT_NOHANG 1
#define WAIT_ALL 0x40000000 /* __WALL */

/* How fast a tree can be assumed to take memory, in bytes a nanosecond.  The
 * next look is due before that rate could use up what is left. */
#define FASTEST_GROWTH 4

/* Looking takes at most this share of a processor's time, 1/32, as long as that lets
 * it be done so often: a program can make a look expensive. */
#define LOOKING_SHARE 32
#define LONGEST_WAIT (100 * MILLISECOND)

/* Reaping ends after this time, or after as long as the last killing took, if that was
 * longer: processes that fork and end all the time can come as fast as they are reaped.
 * Killing has to look at all that are not reaped yet. */
#define REAPING_TIME (10 * MILLISECOND)

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

static void end(struct supervisor *this, enum reason reason)
{
    struct sample sample;

    /* The kernel keeps no account of what it kills together with a process
     * namespace. */
    if (this->run->cgroup_fd < 0 && reason != REASON_MEMORY && reason != REASON_CPU_TIME)
        account_measure(&this->account, this->run, this->deadline, &sample);
    if (this->reason == REASON_NONE && !this->run->ended)
        this->reason = reason;
    kill_tree(this);
}

/* Reap the processes that have ended, or the first of them.  Returns false when no process
 * is left: no child means no descendant, since every orphan becomes a child. */
static bool reap(struct supervisor *this)
{
    struct sys_rusage usage;
    int64_t until = 0;
    int status = 0;
    long pid;

    while ((pid = sys_wait4(-1, &status, WAIT_NOHANG | WAIT_ALL, &usage)) > 0) {
        const int64_t now = clock_now();

        account_reaped(&this->account, &usage);
        if (pid == this->child) {
            this->child_gone = true;
            this->account.init = -1;
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
    int64_t before = clock_own(), cpu_time, wait = LONGEST_WAIT, cost;
    struct sample sample = { 0, 0, 0, 0 };

    if (this->run->cgroup_fd >= 0) {
        cpu_time = cgroup_cpu(this->run, NULL, NULL);
    } else {
        account_measure(&this->account, this->run, this->deadline, &sample);
        cpu_time = sample.user_time + sample.system_time;
        if (sample.memory > limit) {
            end(this, REASON_MEMORY);
            return;
        }
        if (limit != INT64_MAX)
            wait = smaller(wait, (limit - sample.memory) / FASTEST_GROWTH);
    }
    if (config->cpu_time != UNLIMITED) {
        int64_t left = (int64_t)config->cpu_time - cpu_time;

        if (left < 0) {
            end(this, REASON_CPU_TIME);
            return;
        }
        wait = smaller(wait, left / this->processors);
    }
    wait = larger(wait, MILLISECOND);
    cost = smaller((clock_own() - before) * LOOKING_SHARE, LONGEST_WAIT);
    this->next_look = clock_now() + larger(wait, cost);
}

static void wait_for_event(struct supervisor *this, int64_t until, struct sys_pollfd polls[4])
{
    int64_t wait = this->more_ended ? 0 : until - clock_now();
    struct sys_timespec time;

    if (wait < 0)
        wait = 0;
    time.sec = wait / SECOND;
    time.nsec = wait % SECOND;
    /* A negative descriptor is passed over. */
    polls[0] = (struct sys_pollfd){ this->ignore_host ? -1 : CONTROL_FD, SYS_POLLIN, 0 };
    polls[1] = (struct sys_pollfd){ this->ignore_host ? -1 : this->host_fd, SYS_POLLIN, 0 };
    polls[2] = (struct sys_pollfd){ this->signal_fd, SYS_POLLIN, 0 };
    polls[3] = (struct sys_pollfd){ this->run->filter_questions_fd, SYS_POLLIN, 0 };
    if (SYS5(__NR_ppoll, polls, 4, &time, 0, 8) < 0)
        polls[0].revents = polls[1].revents = polls[2].revents = polls[3].revents = 0;
    if (polls[3].revents != 0 && !signals_answer(this->run, (polls[3].revents & SYS_POLLIN) != 0)) {
        sys_close(this->run->filter_questions_fd);
        this->run->filter_questions_fd = -1;
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
    uint64_t mask[128] = { 0 };
    int processors = 0;

    SYS3(__NR_sched_getaffinity, 0, sizeof mask, mask);
    for (size_t i = 0; i < sizeof mask / sizeof *mask; i++)
        for (uint64_t bits = mask[i]; bits != 0; bits &= bits - 1)
            processors++;
    return processors > 0 ? processors : 1;
}

void supervise(struct supervisor *this)
{
    const struct config *config = this->run->config;
    struct sys_pollfd polls[4];

    this->deadline =
        config->wall_time > INT64_MAX / 2 ? INT64_MAX : this->started + (int64_t)config->wall_time;
    this->processors = count_processors();
    this->next_look = this->started + 10 * MILLISECOND;
    if (config->cpu_time != UNLIMITED)
        this->next_look =
            smaller(this->next_look, this->started + (int64_t)config->cpu_time / this->processors);
    while (!this->child_gone && this->reason == REASON_NONE) {
        wait_for_event(this, smaller(this->deadline, this->next_look), polls);
        if (polls[2].revents != 0 || this->more_ended) {
            drain_signals(this->signal_fd);
            reap(this);
        }
        if (this->child_gone)
            break;
        if (polls[0].revents != 0 || polls[1].revents != 0)
            end(this, REASON_HOST);
        else if (clock_now() >= this->deadline)
            end(this, REASON_WALL_TIME);
        else if (clock_now() >= this->next_look)
            look(this);
    }

    this->ignore_host = true;
    /* Everything has to go now.  A process that forks while it is being killed
     * leaves children for the next round. */
    while (reap(this)) {
        kill_tree(this);
        wait_for_event(this, clock_now() + 2 * MILLISECOND, polls);
        if (polls[2].revents != 0)
            drain_signals(this->signal_fd);
    }
}
