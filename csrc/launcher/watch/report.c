/* report.c - what the host is told in the end. */
#include "watch/supervisor.h"

#define SIGNALED_BY(status) ((status) & 0x7f)

void report(struct supervisor *this, int control)
{
    struct run *run = this->run;
    struct report report = { .magic = REPORT_MAGIC, .outcome = OUTCOME_ENDED };
    struct {
        const void *base;
        size_t length;
    } part = { &report, sizeof report };
    struct {
        void *name;
        uint64_t name_length;
        void *parts;
        size_t count;
        void *extra;
        size_t extra_length;
        uint64_t flags;
    } message = { 0, 0, &part, 1, 0, 0, 0 };

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
    account_hidden(this, report.user_time + report.system_time, &report.user_time);
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
