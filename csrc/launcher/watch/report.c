/* report.c - what report.h describes. */
#include "watch/report.h"

#include "base/time.h"
#include "protections/cgroup.h"

#define SIGNALED_BY(status) ((status) & 0x7f)

void report(struct supervisor *this)
{
    const struct run *run = this->run;
    struct account *account = &this->account;
    struct report report = { .magic = REPORT_MAGIC, .outcome = OUTCOME_ENDED };
    const struct sys_piece piece = { &report, sizeof report };
    const struct sys_message message = { .pieces = &piece, .count = 1 };

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
    report.wall_time = (this->ended != 0 ? this->ended : clock_now()) - this->started;
    report.user_time = account->user_time - run->setup_user;
    report.system_time = account->system_time - run->setup_system;
    if (account->seen_user + account->seen_system > report.user_time + report.system_time) {
        report.user_time = account->seen_user;
        report.system_time = account->seen_system;
    }
    account_hidden(account, run, report.user_time + report.system_time, &report.user_time);
    report.peak_process = account->peak_process;
    report.peak_tree = account->peak_tree;
    report.context_switches = account->context_switches;
    if (run->cgroup_fd >= 0) {
        int64_t peak = cgroup_peak(run, &report.cgroup_oom);

        cgroup_cpu(run, &report.user_time, &report.system_time);
        if (peak >= 0)
            report.peak_tree = peak;
    }
    cgroup_remove(run);
    SYS3(__NR_sendmsg, CONTROL_FD, &message, SYS_NO_SIGPIPE);
}
