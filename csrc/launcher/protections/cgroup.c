/* cgroup.c - a control group (version 2) for one run.
 *
 * Where it can be had it is exact: memory of the whole tree, caches and tmpfs
 * included, processor time of processes that were not waited for, and an atomic
 * kill. */
#include "protections/cgroup.h"

#include "base/files.h"
#include "confine/text.h"

static char name[64];

int cgroup_make(struct run *run)
{
    const struct config *config = run->config;
    char number[32] = "";
    long parent, error;

    parent = sys_open(config_text(config, config->cgroup), SYS_O_RDONLY | SYS_O_DIRECTORY, 0);
    if (parent < 0)
        return fail(run, STEP_CGROUP, parent, 0);
    text_add(name, sizeof name, "pkhost-");
    text_add_number(name, sizeof name, (uint64_t)run->supervisor);
    error = SYS3(__NR_mkdirat, parent, name, 0700);
    if (error == -EEXIST) { /* left behind by a launcher that was killed */
        SYS3(__NR_unlinkat, parent, name, 0x200 /* AT_REMOVEDIR */);
        error = SYS3(__NR_mkdirat, parent, name, 0700);
    }
    if (error == 0)
        error = sys_openat((int)parent, name, SYS_O_RDONLY | SYS_O_DIRECTORY, 0);
    sys_close((int)parent);
    if (error < 0)
        return fail(run, STEP_CGROUP, error, 1);
    run->cgroup_fd = (int)error;

    if (config->memory != UNLIMITED) {
        text_add_number(number, sizeof number, config->memory);
        error = file_write(run->cgroup_fd, "memory.max", number);
        if (error < 0)
            return fail(run, STEP_CGROUP, error, 2);
        /* The limit is on memory, not on how much of it is elsewhere.  Absent
         * where the kernel has no swap accounting. */
        file_write(run->cgroup_fd, "memory.swap.max", "0");
        file_write(run->cgroup_fd, "memory.oom.group", "1");
    }
    if (config->processes != UNLIMITED) {
        number[0] = 0;
        text_add_number(number, sizeof number, config->processes);
        error = file_write(run->cgroup_fd, "pids.max", number);
        if (error < 0)
            return fail(run, STEP_CGROUP, error, 3);
    }
    return 0;
}

int cgroup_enter(struct run *run)
{
    long wrote = file_write(run->cgroup_fd, "cgroup.procs", "0");

    return wrote < 0 ? fail(run, STEP_CGROUP, wrote, 4) : 0;
}

void cgroup_kill(const struct run *run)
{
    if (run->cgroup_fd >= 0)
        file_write(run->cgroup_fd, "cgroup.kill", "1"); /* since Linux 5.14 */
}

/* The number after a word and a blank in a file of such lines, or -1. */
static int64_t look_up(int dir, const char *file, const char *word)
{
    char text[4096];
    const char *number;

    if (file_read(dir, file, text, sizeof text) <= 0)
        return -1;
    number = text_after_line_start(text, word);
    return number == NULL ? -1 : (int64_t)text_number(&number);
}

int64_t cgroup_cpu(const struct run *run, int64_t *user, int64_t *system)
{
    int64_t total = look_up(run->cgroup_fd, "cpu.stat", "usage_usec ");

    if (total < 0)
        return -1;
    if (user != NULL)
        *user = look_up(run->cgroup_fd, "cpu.stat", "user_usec ") * 1000;
    if (system != NULL)
        *system = look_up(run->cgroup_fd, "cpu.stat", "system_usec ") * 1000;
    return total * 1000;
}

int64_t cgroup_peak(const struct run *run, uint32_t *oom)
{
    char text[64];
    const char *at = text;

    *oom = look_up(run->cgroup_fd, "memory.events", "oom_kill ") > 0;
    if (file_read(run->cgroup_fd, "memory.peak", text, sizeof text) <= 0)
        return -1; /* before Linux 5.19 */
    return (int64_t)text_number(&at);
}

void cgroup_remove(const struct run *run)
{
    const struct config *config = run->config;
    long parent;

    if (run->cgroup_fd < 0)
        return;
    sys_close(run->cgroup_fd);
    parent = sys_open(config_text(config, config->cgroup), SYS_O_RDONLY | SYS_O_DIRECTORY, 0);
    if (parent >= 0) {
        SYS3(__NR_unlinkat, parent, name, 0x200 /* AT_REMOVEDIR */);
        sys_close((int)parent);
    }
}
