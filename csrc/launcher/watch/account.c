/* account.c - what the tree has used: processor time, peaks, context switches. */
#include "watch/supervisor.h"

static int64_t nanoseconds(struct sys_timeval time)
{
    return time.sec * 1000000000 + time.usec * 1000;
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

void account_hidden(struct supervisor *this, int64_t known, int64_t *user_time)
{
    const int64_t hidden = clock_least(this->clock_fd, used_by_launcher(this)) - known;

    if (hidden > 0) {
        this->vanished += hidden;
        *user_time += hidden;
    }
}

/* Children whose parent ignores SIGCHLD leave no record of their time: the sum
 * falls when they go.  Such a fall is added up, less the two ticks by which
 * the kernel's rounding of what parents reaped can make the sum fall anyway. */
void account_measure(struct supervisor *this, struct sample *sample)
{
    int64_t limit =
        this->run->config->memory == UNLIMITED ? INT64_MAX : (int64_t)this->run->config->memory;
    int64_t fell;

    if (tree_sample(this->run->supervisor, limit, this->deadline, sample) < 0)
        return;
    sample->user_time += this->user_time + this->vanished;
    sample->system_time += this->system_time;
    fell = this->seen_user + this->seen_system - sample->user_time - sample->system_time
           - 2 * 10 * MILLISECOND;
    if (fell > 0) {
        this->vanished += fell;
        sample->user_time += fell;
    }
    account_hidden(this, sample->user_time + sample->system_time, &sample->user_time);
    this->seen_user = sample->user_time;
    this->seen_system = sample->system_time;
    if (sample->resident > this->peak_tree)
        this->peak_tree = sample->resident;
}

void account_reaped(struct supervisor *this, const struct sys_rusage *usage)
{
    int64_t peak = usage->maxrss * 1024;

    this->user_time += nanoseconds(usage->user);
    this->system_time += nanoseconds(usage->system);
    this->context_switches += usage->voluntary_switches + usage->involuntary_switches;
    if (peak > this->peak_process)
        this->peak_process = peak;
}
