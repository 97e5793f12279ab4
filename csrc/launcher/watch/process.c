/* process.c - what process.h describes. */
#include "watch/process.h"

#include "base/files.h"
#include "confine/sys.h"
#include "confine/text.h"

long process_read_stat(int pid, struct process_stat *stat)
{
    char path[64], text[1024];
    const char *at;
    long length;
    uint64_t value[21] = { 0 };

    process_path(path, sizeof path, pid, "/stat");
    length = file_read(SYS_AT_FDCWD, path, text, sizeof text);
    if (length < 0)
        return length;
    /* The name, in parentheses, may hold anything; the last one closes it. */
    at = text + length;
    while (at > text && *at != ')')
        at--;
    if (at == text)
        return -EINVAL;
    at += 2;
    stat->state = *at;
    if (*at != 0)
        at++;
    for (int field = 4; field <= 20; field++) {
        while (*at == ' ' || *at == '-') /* some are negative, none of those matter */
            at++;
        value[field] = text_number(&at);
    }
    stat->parent = (int)value[4];
    stat->own_user = (int64_t)value[14] * PROCESS_TICK;
    stat->own_system = (int64_t)value[15] * PROCESS_TICK;
    stat->children_user = (int64_t)value[16] * PROCESS_TICK;
    stat->children_system = (int64_t)value[17] * PROCESS_TICK;
    stat->threads = (int)value[20];
    return 0;
}

static void note_if_living(int thread, void *with)
{
    int *living = with;
    struct process_stat stat;

    if (*living == 0 && process_read_stat(thread, &stat) == 0 && stat.state != 'Z'
        && stat.state != 'X')
        *living = thread;
}

int process_living_thread(int pid, const struct process_stat *stat)
{
    int living = 0;
    char path[64];

    if (stat->state != 'Z' || stat->threads < 2)
        return pid;
    process_path(path, sizeof path, pid, "/task");
    folder_visit_numbers(path, note_if_living, &living);
    return living != 0 ? living : pid;
}

struct user_count {
    uint32_t user;
    int64_t tasks;
};

static void count_if_of_user(int pid, void *with)
{
    struct user_count *count = with;
    struct process_stat stat;
    struct sys_statx facts;
    char path[64];

    /* A process's folder belongs to its user; asking for that is much cheaper
     * than reading a file in it, and most processes are other users'. */
    process_path(path, sizeof path, pid, "");
    if (SYS5(__NR_statx, SYS_AT_FDCWD, path, 0, SYS_STATX_USER, &facts) == 0
        && facts.user == count->user && process_read_stat(pid, &stat) == 0)
        count->tasks += stat.threads;
}

int64_t process_count_tasks_of(uint32_t user)
{
    struct user_count count = { user, 0 };

    return folder_visit_numbers("/proc", count_if_of_user, &count) < 0 ? -1 : count.tasks;
}
