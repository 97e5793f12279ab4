/* sweep.c - what sweep.h describes.
 *
 * The sweep works in rounds.  A round first reads the list of all processes (look_at_all),
 * which finds those that stand still, and then looks at the newest ones again and again
 * (look_at_newest), which finds those that fork and end faster than the list can be read.
 * The sweep ends when two rounds in a row have found no process with the mark.
 *
 * The kernel may give the number of a process that has ended to another one at any time.
 * So nothing is done to a process before a pidfd of it is open and it has been asked for
 * its mark once more. */
#define _GNU_SOURCE
#include "sweep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "shared/killed_groups.h"

/* How many of the newest processes a look takes in, and how many numbers beyond the newest
 * one, for processes that start meanwhile.  Each look that finds one doubles the
 * former: of many chains of forks that share the processors, some do not run for a while,
 * and are among the newest no more. */
#define NEWEST 64
#define NEWEST_AT_MOST 4096
#define TO_COME 2

/* How many looks at the newest in a row have to find none.  A chain of forks has a living
 * process at any time, and one look in ten may miss it; looks are microseconds apart, so
 * these take some milliseconds. */
#define EMPTY_LOOKS 100

/* How many rounds in a row have to find none: a process that stands still in one round
 * may fork in the next. */
#define EMPTY_ROUNDS 2

#define MOST_AWAITED 256

struct sweeper {
    uint64_t mark;
    int64_t patience, deadline; /* nanoseconds, of CLOCK_MONOTONIC */
    pid_t own_group;
    int loadavg; /* descriptor of /proc/loadavg, which names the newest process */

    /* This look. */
    bool kill_at_once; /* kill each when it is found, not all at the look's end */
    bool found;        /* a process with the mark that was alive until now */
    struct killed_groups killed;

    /* Living processes that were found, whose end is waited for. */
    int awaited;
    struct pollfd pidfds[MOST_AWAITED];
    pid_t pids[MOST_AWAITED], groups[MOST_AWAITED];

    /* The sweep's result. */
    int ended;
    int refused; /* may not be killed by this user */
    int late;    /* killed, and not ended by the deadline */
    int failure; /* an errno */
};

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Limits of another user's process can only be read in its file:
 *     Max file locks            SOFT                 HARD                 locks */
static bool has_mark_in_file(const struct sweeper *sweeper, pid_t pid)
{
    static const char name[] = "\nMax file locks";
    char path[40], text[4096];
    const char *line;
    ssize_t size;
    int fd;

    snprintf(path, sizeof path, "/proc/%d/limits", (int)pid);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    size = read(fd, text, sizeof text - 1);
    close(fd);
    text[size > 0 ? size : 0] = 0;
    line = strstr(text, name);
    if (line == NULL)
        return false;
    line += sizeof name - 1;
    line += strspn(line, " ");
    line += strcspn(line, " ");
    return strtoull(line, NULL, 10) == sweeper->mark;
}

/* The hard limit is asked for: a program may lower the soft one at will. */
static bool has_mark(const struct sweeper *sweeper, pid_t pid)
{
    struct rlimit limit;

    if (prlimit(pid, RLIMIT_LOCKS, NULL, &limit) == 0)
        return limit.rlim_max == sweeper->mark;
    return errno == EPERM && has_mark_in_file(sweeper, pid);
}

/* One that has ended but was not waited for still tells its group. */
static void kill_with_group(struct sweeper *sweeper, pid_t group, int pidfd)
{
    if (killed_groups_note(&sweeper->killed, group, sweeper->own_group))
        kill(-group, SIGKILL);
    syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
}

static void new_look(struct sweeper *sweeper, bool kill_at_once)
{
    sweeper->kill_at_once = kill_at_once;
    sweeper->found = false;
    killed_groups_clear(&sweeper->killed);
}

static bool is_late(const struct sweeper *sweeper) { return now() >= sweeper->deadline; }

static void kill_awaited(struct sweeper *sweeper)
{
    for (int i = 0; i < sweeper->awaited; i++)
        kill_with_group(sweeper, sweeper->groups[i], sweeper->pidfds[i].fd);
}

/* Wait no more for the one at `i`. */
static void forget(struct sweeper *sweeper, int i)
{
    const int last = --sweeper->awaited;

    close(sweeper->pidfds[i].fd);
    sweeper->pidfds[i] = sweeper->pidfds[last];
    sweeper->pids[i] = sweeper->pids[last];
    sweeper->groups[i] = sweeper->groups[last];
}

/* Wait for the end of all that were killed, which takes milliseconds unless a
 * disk or a network file system holds them. */
static void wait_for_awaited(struct sweeper *sweeper)
{
    while (sweeper->awaited > 0) {
        const int64_t left = sweeper->deadline - now();
        int ready = poll(sweeper->pidfds, (nfds_t)sweeper->awaited,
                         left > 0 ? (int)(left / 1000000) + 1 : 0);

        if (ready < 0 && errno == EINTR)
            continue;
        for (int i = sweeper->awaited - 1; i >= 0 && ready > 0; i--)
            if (sweeper->pidfds[i].revents != 0) {
                forget(sweeper, i);
                sweeper->ended++;
            }
        if (ready <= 0)
            break;
    }
    sweeper->late += sweeper->awaited;
    while (sweeper->awaited > 0)
        forget(sweeper, 0);
}

static bool is_awaited(const struct sweeper *sweeper, pid_t pid)
{
    for (int i = 0; i < sweeper->awaited; i++)
        if (sweeper->pids[i] == pid)
            return true;
    return false;
}

/* Keep a living one's descriptor, to wait for its end. */
static void add_awaited(struct sweeper *sweeper, pid_t pid, pid_t group, int pidfd)
{
    const int i = sweeper->awaited++;

    sweeper->found = true;
    sweeper->pidfds[i] = (struct pollfd){ pidfd, POLLIN, 0 };
    sweeper->pids[i] = pid;
    sweeper->groups[i] = group;
    if (sweeper->awaited == MOST_AWAITED) {
        kill_awaited(sweeper);
        wait_for_awaited(sweeper);
    }
}

static void look_at(struct sweeper *sweeper, pid_t pid)
{
    struct pollfd ended = { .events = POLLIN };
    pid_t group;

    if (!has_mark(sweeper, pid))
        return;
    ended.fd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (ended.fd < 0) {
        /* It has ended; a child of it may be running. */
        if (errno == ESRCH)
            sweeper->found = true;
        else
            sweeper->failure = errno;
        return;
    }
    group = getpgid(pid);
    if (!has_mark(sweeper, pid)) {
        sweeper->found = true;
    } else if (syscall(SYS_pidfd_send_signal, ended.fd, 0, NULL, 0) < 0) {
        /* It was alive when it was asked, so the group and the mark were its own. */
        if (errno == EPERM)
            sweeper->refused++;
        else
            sweeper->found = true;
    } else {
        if (sweeper->kill_at_once)
            kill_with_group(sweeper, group, ended.fd);
        /* One that was killed before and is still ending has been counted. */
        if (!is_awaited(sweeper, pid) && poll(&ended, 1, 0) == 0) {
            add_awaited(sweeper, pid, group, ended.fd);
            return;
        }
    }
    close(ended.fd);
}

/* The numbers of all processes; NULL with an errno.  The list grows while it is
 * read, so while processes fork all the time its end may never come; it is left at `until`. */
static pid_t *list_all(int64_t until, size_t *count)
{
    DIR *folder = opendir("/proc");
    const struct dirent *entry;
    pid_t *pids = NULL, *more;
    size_t room = 0;

    *count = 0;
    if (folder == NULL)
        return NULL;
    while ((entry = readdir(folder)) != NULL && now() < until) {
        if (*entry->d_name < '1' || *entry->d_name > '9')
            continue;
        if (*count == room) {
            room = room > 0 ? 2 * room : 1024;
            more = realloc(pids, room * sizeof *pids);
            if (more == NULL) {
                free(pids);
                pids = NULL;
                break;
            }
            pids = more;
        }
        pids[(*count)++] = (pid_t)atoi(entry->d_name);
    }
    closedir(folder);
    return pids;
}

static void look_at_all(struct sweeper *sweeper)
{
    size_t count;
    const int64_t until = now() + sweeper->patience / 4;
    pid_t *const pids = list_all(until, &count);

    if (pids == NULL) {
        sweeper->failure = errno;
        return;
    }
    new_look(sweeper, false);
    sweeper->refused = 0;
    for (size_t i = 0; i < count && !is_late(sweeper); i++)
        look_at(sweeper, pids[i]);
    if (now() >= until)
        sweeper->found = true; /* there may be more */
    free(pids);
    kill_awaited(sweeper);
}

/* proc_loadavg(5): "0.00 0.01 0.05 1/123 4567", the last one the newest number. */
static pid_t newest(struct sweeper *sweeper)
{
    char text[128];
    const ssize_t size = pread(sweeper->loadavg, text, sizeof text - 1, 0);
    const char *last;

    text[size > 0 ? size : 0] = 0;
    last = strrchr(text, ' ');
    if (last == NULL || atoi(last) <= 0) {
        sweeper->failure = size < 0 ? errno : ENOSYS;
        return 0;
    }
    return (pid_t)atoi(last);
}

/* Look at the newest processes until they are none of the program's. */
static void look_at_newest(struct sweeper *sweeper)
{
    const int refused = sweeper->refused; /* counted by look_at_all */
    bool any = false;
    int width = NEWEST;

    for (int empty = 0; empty < EMPTY_LOOKS && sweeper->failure == 0; empty++) {
        const pid_t last = newest(sweeper);

        new_look(sweeper, true);
        for (pid_t pid = last + TO_COME; pid > 0 && pid > last - width; pid--)
            look_at(sweeper, pid);
        if (sweeper->found) {
            any = true;
            empty = -1;
            if (width < NEWEST_AT_MOST)
                width *= 2;
            if (is_late(sweeper))
                break;
        } else if (width > NEWEST) {
            width /= 2;
        }
    }
    sweeper->found = any;
    sweeper->refused = refused;
}

int sweep(uint64_t mark, int64_t patience, struct swept *swept)
{
    struct sweeper sweeper = {
        .mark = mark, .patience = patience, .deadline = now() + patience, .own_group = getpgrp()
    };
    int empty = 0;
    bool found;

    sweeper.loadavg = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
    if (sweeper.loadavg < 0)
        return -1;
    do {
        look_at_all(&sweeper);
        wait_for_awaited(&sweeper);
        found = sweeper.found;
        look_at_newest(&sweeper);
        wait_for_awaited(&sweeper);
        empty = found || sweeper.found ? 0 : empty + 1;
    } while (empty < EMPTY_ROUNDS && sweeper.failure == 0 && sweeper.late == 0
             && !is_late(&sweeper));
    close(sweeper.loadavg);
    swept->ended = sweeper.ended;
    swept->left = sweeper.refused + sweeper.late;
    if (empty < EMPTY_ROUNDS && swept->left == 0)
        swept->left = 1;
    errno = sweeper.failure;
    return sweeper.failure != 0 ? -1 : 0;
}
