/* sweep.c - what sweep.h describes.
 *
 * A process number may go to another process at any time.  So before anything
 * is done to a process it is held by a pidfd and asked again for its mark. */
#define _GNU_SOURCE
#include "sweep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "shared/killed_groups.h"

/* So many of the newest processes are looked at, and two that may come meanwhile:
 * few, and after each find twice as many, since of many chains that share the
 * processors some stand still and fall behind. */
#define NEWEST 64
#define NEWEST_AT_MOST 4096
#define TO_COME 2

/* Looks in a row that have to find nothing before the newest are believed to be
 * gone.  A chain of forks has somebody alive at any time, and one look in ten
 * may miss it; looks are microseconds apart, so these are some milliseconds. */
#define QUIET_LOOKS 100

/* Rounds in a row that have to find nothing, each over all processes and then
 * the newest: one that stands still is found by the first, one that hurries by
 * the second, and one that changes from this to that by the next round. */
#define QUIET_ROUNDS 2

#define MOST_HELD 256

struct sweeper {
    uint64_t mark;
    int64_t patience, deadline; /* nanoseconds, of CLOCK_MONOTONIC */
    pid_t own_group;
    int load;    /* /proc/loadavg, which names the newest process */
    int at_once; /* kill who is found now, or when all are known, to count them */
    int found;   /* somebody who was alive until now */
    int refused; /* not ours to kill */
    int late;    /* killed, and not ended in time */
    int ended;
    int failure; /* an errno */
    int held;
    struct pollfd fds[MOST_HELD]; /* pidfds of who was found alive */
    pid_t pids[MOST_HELD], groups[MOST_HELD];
    struct killed_groups killed; /* in this look */
};

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Limits of another user's process can only be read in its file:
 *     Max file locks            SOFT                 HARD                 locks */
static int has_mark_in_file(const struct sweeper *sweeper, pid_t pid)
{
    static const char name[] = "\nMax file locks";
    char path[40], text[4096];
    const char *line;
    ssize_t size;
    int fd;

    snprintf(path, sizeof path, "/proc/%d/limits", (int)pid);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    size = read(fd, text, sizeof text - 1);
    close(fd);
    text[size > 0 ? size : 0] = 0;
    line = strstr(text, name);
    if (line == NULL)
        return 0;
    line += sizeof name - 1;
    line += strspn(line, " ");
    line += strcspn(line, " ");
    return strtoull(line, NULL, 10) == sweeper->mark;
}

/* The hard limit is asked for: a program may lower the soft one at will. */
static int has_mark(const struct sweeper *sweeper, pid_t pid)
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

static void new_look(struct sweeper *sweeper, int at_once)
{
    sweeper->at_once = at_once;
    sweeper->found = 0;
    killed_groups_clear(&sweeper->killed);
}

static int is_late(const struct sweeper *sweeper) { return now() >= sweeper->deadline; }

static void kill_held(struct sweeper *sweeper)
{
    for (int i = 0; i < sweeper->held; i++)
        kill_with_group(sweeper, sweeper->groups[i], sweeper->fds[i].fd);
}

/* Let go of the one at `i`. */
static void drop(struct sweeper *sweeper, int i)
{
    const int last = --sweeper->held;

    close(sweeper->fds[i].fd);
    sweeper->fds[i] = sweeper->fds[last];
    sweeper->pids[i] = sweeper->pids[last];
    sweeper->groups[i] = sweeper->groups[last];
}

/* Wait for the end of all that were killed, which takes milliseconds unless a
 * disk or a network file system holds them. */
static void wait_for_held(struct sweeper *sweeper)
{
    while (sweeper->held > 0) {
        const int64_t left = sweeper->deadline - now();
        int ready =
            poll(sweeper->fds, (nfds_t)sweeper->held, left > 0 ? (int)(left / 1000000) + 1 : 0);

        if (ready < 0 && errno == EINTR)
            continue;
        for (int i = sweeper->held - 1; i >= 0 && ready > 0; i--)
            if (sweeper->fds[i].revents) {
                drop(sweeper, i);
                sweeper->ended++;
            }
        if (ready <= 0)
            break;
    }
    sweeper->late += sweeper->held;
    while (sweeper->held > 0)
        drop(sweeper, 0);
}

static int is_held(const struct sweeper *sweeper, pid_t pid)
{
    for (int i = 0; i < sweeper->held; i++)
        if (sweeper->pids[i] == pid)
            return 1;
    return 0;
}

/* Keep a living one's descriptor, to wait for its end. */
static void hold(struct sweeper *sweeper, pid_t pid, pid_t group, int pidfd)
{
    const int i = sweeper->held++;

    sweeper->found = 1;
    sweeper->fds[i] = (struct pollfd){ pidfd, POLLIN, 0 };
    sweeper->pids[i] = pid;
    sweeper->groups[i] = group;
    if (sweeper->held == MOST_HELD) {
        kill_held(sweeper);
        wait_for_held(sweeper);
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
        /* Gone; whom it has left may be running. */
        if (errno == ESRCH)
            sweeper->found = 1;
        else
            sweeper->failure = errno;
        return;
    }
    group = getpgid(pid);
    if (!has_mark(sweeper, pid)) {
        sweeper->found = 1;
    } else if (syscall(SYS_pidfd_send_signal, ended.fd, 0, NULL, 0) < 0) {
        /* If it was there to be asked it was its group, and its mark. */
        if (errno == EPERM)
            sweeper->refused++;
        else
            sweeper->found = 1;
    } else {
        if (sweeper->at_once)
            kill_with_group(sweeper, group, ended.fd);
        /* Who was killed before and is still ending says nothing new. */
        if (!is_held(sweeper, pid) && poll(&ended, 1, 0) == 0) {
            hold(sweeper, pid, group, ended.fd);
            return;
        }
    }
    close(ended.fd);
}

/* The numbers of all processes; NULL with an errno.  The list grows while it is
 * read, so in a storm of forks its end may never come; it is left at `until`. */
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
            room = room ? 2 * room : 1024;
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
    new_look(sweeper, 0);
    sweeper->refused = 0;
    for (size_t i = 0; i < count && !is_late(sweeper); i++)
        look_at(sweeper, pids[i]);
    if (now() >= until)
        sweeper->found = 1; /* there may be more */
    free(pids);
    kill_held(sweeper);
}

/* proc_loadavg(5): "0.00 0.01 0.05 1/123 4567", the last one the newest number. */
static pid_t newest(struct sweeper *sweeper)
{
    char text[128];
    const ssize_t size = pread(sweeper->load, text, sizeof text - 1, 0);
    const char *last;

    text[size > 0 ? size : 0] = 0;
    last = strrchr(text, ' ');
    if (last == NULL || atoi(last) <= 0) {
        sweeper->failure = size < 0 ? errno : ENOSYS;
        return 0;
    }
    return (pid_t)atoi(last);
}

/* Until they are quiet. */
static void look_at_newest(struct sweeper *sweeper)
{
    const int refused = sweeper->refused; /* which all processes have told */
    int any = 0, width = NEWEST;

    for (int quiet = 0; quiet < QUIET_LOOKS && !sweeper->failure; quiet++) {
        const pid_t last = newest(sweeper);

        new_look(sweeper, 1);
        for (pid_t pid = last + TO_COME; pid > 0 && pid > last - width; pid--)
            look_at(sweeper, pid);
        if (sweeper->found) {
            any = 1;
            quiet = -1;
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
    int quiet = 0, found;

    sweeper.load = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
    if (sweeper.load < 0)
        return -1;
    do {
        look_at_all(&sweeper);
        wait_for_held(&sweeper);
        found = sweeper.found;
        look_at_newest(&sweeper);
        wait_for_held(&sweeper);
        quiet = found || sweeper.found ? 0 : quiet + 1;
    } while (quiet < QUIET_ROUNDS && !sweeper.failure && !sweeper.late && !is_late(&sweeper));
    close(sweeper.load);
    swept->ended = sweeper.ended;
    swept->left = sweeper.refused + sweeper.late;
    if (quiet < QUIET_ROUNDS && swept->left == 0)
        swept->left = 1;
    errno = sweeper.failure;
    return sweeper.failure ? -1 : 0;
}
