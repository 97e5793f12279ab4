/* tree.c - looking at, and killing, all descendants of a process.
 *
 * The supervisor is a subreaper, so every descendant hangs below it at all
 * times; it sees them with its own /proc, whatever namespaces they are in.
 * The walk uses /proc/PID/task/TID/children where the kernel has it (it reads
 * the tree's processes and no others) and the parents of all processes
 * otherwise.  What memory they use is memory.c's to find out. */
#include "watch/tree.h"

#include "base/files.h"
#include "confine/sys.h"
#include "confine/text.h"
#include "base/time.h"
#include "shared/killed_groups.h"
#include "watch/memory.h"
#include "watch/process.h"

/* Killing goes in rounds, so that none is left of a tree that is larger than this. */
struct walk {
    int count;
    int pids[MOST_PROCESSES];
    /* Only while scanning all of /proc. */
    int parents[MOST_PROCESSES];
};

static struct walk walk;

static void add(int pid)
{
    if (pid > 0 && walk.count < MOST_PROCESSES)
        walk.pids[walk.count++] = pid;
}

/* Call `visit` with each child of a thread, while the list is being read: there may
 * be any number of them.  0, or an errno if there is no such list. */
static long for_each_child(int pid, int thread, void (*visit)(int child, void *with), void *with)
{
    char path[80], text[4096];
    int number = 0;
    long fd, length;

    process_path(path, sizeof path, pid, "/task/");
    text_add_number(path, sizeof path, (uint64_t)thread);
    text_add(path, sizeof path, "/children");
    fd = sys_open(path, SYS_O_RDONLY, 0);
    if (fd < 0)
        return fd;
    while ((length = sys_read((int)fd, text, sizeof text)) > 0)
        for (long i = 0; i < length; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                number = 10 * number + (text[i] - '0');
            } else if (number > 0) {
                visit(number, with);
                number = 0;
            }
        }
    sys_close((int)fd);
    return length;
}

static void add_child(int child, void *unused)
{
    (void)unused;
    add(child);
}

static long add_children_of_thread(int pid, int thread)
{
    return for_each_child(pid, thread, add_child, NULL);
}

static void add_children_of_number(int thread, void *pid)
{
    add_children_of_thread(*(const int *)pid, thread);
}

static void note_parent(int pid, void *unused)
{
    struct process_stat stat;

    (void)unused;
    if (walk.count < MOST_PROCESSES && process_read_stat(pid, &stat) == 0) {
        walk.pids[walk.count] = pid;
        walk.parents[walk.count++] = stat.parent;
    }
}

/* The way without "children": find everything, then keep what hangs below
 * `root`, moving it to the front in the order of its finding. */
static long collect_from_all(int root)
{
    int kept = 0, scanned;
    long error;

    walk.count = 0;
    error = folder_visit_numbers("/proc", note_parent, NULL);
    if (error < 0)
        return error;
    scanned = walk.count;
    for (int round = -1; round < kept; round++) {
        int parent = round < 0 ? root : walk.pids[round];

        for (int i = kept; i < scanned; i++) {
            if (walk.parents[i] != parent)
                continue;
            int pid = walk.pids[i], its_parent = walk.parents[i];

            walk.pids[i] = walk.pids[kept];
            walk.parents[i] = walk.parents[kept];
            walk.pids[kept] = pid;
            walk.parents[kept++] = its_parent;
        }
    }
    walk.count = kept;
    return 0;
}

/* Fill walk with the descendants of `root`, parents first. */
static long collect(int root)
{
    struct process_stat stat;
    char path[64];
    long error;

    walk.count = 0;
    error = add_children_of_thread(root, root);
    if (error < 0)
        return collect_from_all(root);
    for (int i = 0; i < walk.count; i++) {
        int pid = walk.pids[i];

        if (process_read_stat(pid, &stat) == 0 && stat.threads > 1) {
            process_path(path, sizeof path, pid, "/task");
            folder_visit_numbers(path, add_children_of_number, &pid);
        } else {
            add_children_of_thread(pid, pid);
        }
    }
    return 0;
}

/* Add what a process used.  Its clock is exact to the nanosecond, all threads
 * included, but does not tell user from system time; the ticks do, roughly. */
static void add_times(struct sample *sample, int pid, const struct process_stat *stat)
{
    int64_t own = clock_of(pid);
    int64_t ticks = stat->own_user + stat->own_system;
    int64_t system = stat->own_system;

    if (own < 0)
        own = ticks;
    else
        system = ticks > 0 ? own / 1000 * (stat->own_system / PROCESS_TICK) / (ticks / PROCESS_TICK)
                                 * 1000
                           : 0;
    sample->user_time += own - system + stat->children_user;
    sample->system_time += system + stat->children_system;
}

int tree_sample(int root, int64_t over, int64_t until, struct sample *sample)
{
    struct process_stat stat;

    *sample = (struct sample){ 0, 0, 0, 0 };
    if (collect(root) < 0)
        return -1;
    memory_begin();
    for (int i = 0; i < walk.count; i++) {
        if (process_read_stat(walk.pids[i], &stat) < 0)
            continue; /* it has just ended */
        add_times(sample, walk.pids[i], &stat);
        sample->processes++;
        memory_add(process_living_thread(walk.pids[i], &stat));
    }
    sample->memory = memory_sum(over, until);
    return 0;
}

static struct killed_groups killed; /* in this round */

static void kill_with_group(int pid, int own_group)
{
    const int group = (int)SYS1(__NR_getpgid, pid);

    if (killed_groups_note(&killed, group, own_group))
        sys_kill_group(group, SYS_SIGKILL);
    sys_kill(pid, SYS_SIGKILL);
}

static void kill_child(int child, void *own_group)
{
    kill_with_group(child, *(const int *)own_group);
}

void tree_kill(int root)
{
    int own_group = (int)SYS1(__NR_getpgid, 0);

    killed_groups_clear(&killed);
    /* All of its own, also those that are dead, while the list is being read. */
    for_each_child(root, root, kill_child, &own_group);
    if (collect(root) < 0)
        return;
    for (int i = 0; i < walk.count; i++)
        kill_with_group(walk.pids[i], own_group);
}

bool tree_has(int root, int thread)
{
    struct process_stat stat;

    for (int above = thread; process_read_stat(above, &stat) == 0; above = stat.parent)
        if (stat.parent == root)
            return true;
    return false;
}

/* A group of the program's holds no other process: see killed_groups.h. */
bool tree_has_group(int root, int group)
{
    if (collect(root) < 0)
        return false;
    for (int i = 0; i < walk.count; i++)
        if (SYS1(__NR_getpgid, walk.pids[i]) == group)
            return true;
    return false;
}
