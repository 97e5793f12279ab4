/* account.c - what account.h describes. */
#include "watch/account.h"

#include "base/time.h"
#include "watch/clock.h"

/* What parents have reaped is rounded to the kernel's ticks, user and system time each. */
#define ROUNDING (2 * 10 * MILLISECOND)

int account_begin(struct account *account, struct run *run)
{
    account->clock_fd = account->init = -1;
    if (!protects(run, PROTECT_CPU_ACCOUNTING))
        return 0;
    account->own_time_before = clock_own();
    account->clock_fd = clock_open(run);
    return account->clock_fd < 0 ? -1 : 0;
}

/* What the processes have used that this launcher needs, and that are not the
 * program's. */
static int64_t used_by_launcher(const struct account *account, const struct run *run)
{
    int64_t init = account->init < 0 ? -1 : clock_of(account->init);

    if (init < 0)
        init = run->setup_user + run->setup_system;
    return clock_own() - account->own_time_before + init;
}

void account_hidden(struct account *account, const struct run *run, int64_t known,
                    int64_t *user_time)
{
    const int64_t hidden = clock_least(account->clock_fd, used_by_launcher(account, run)) - known;

    if (hidden > 0) {
        account->vanished += hidden;
        *user_time += hidden;
    }
}

/* Children whose parent ignores SIGCHLD leave no record of their time: the sum falls when
 * they go.  Such a fall is added up, as far as it is more than the rounding. */
void account_measure(struct account *account, const struct run *run, int64_t deadline,
                     struct sample *sample)
{
    const uint64_t memory = run->config->memory;
    const int64_t limit = memory == UNLIMITED ? INT64_MAX : (int64_t)memory;
    int64_t fell;

    if (tree_sample(run->supervisor, limit, deadline, sample) < 0)
        return;
    sample->user_time += account->user_time + account->vanished;
    sample->system_time += account->system_time;
    fell = account->seen_user + account->seen_system - sample->user_time - sample->system_time
           - ROUNDING;
    if (fell > 0) {
        account->vanished += fell;
        sample->user_time += fell;
    }
    account_hidden(account, run, sample->user_time + sample->system_time, &sample->user_time);
    account->seen_user = sample->user_time;
    account->seen_system = sample->system_time;
    account->peak_tree = larger(account->peak_tree, sample->memory);
}

void account_reaped(struct account *account, const struct sys_rusage *usage)
{
    account->user_time += nanoseconds(usage->user);
    account->system_time += nanoseconds(usage->system);
    account->context_switches += usage->voluntary_switches + usage->involuntary_switches;
    account->peak_process = larger(account->peak_process, usage->maxrss * 1024);
}
