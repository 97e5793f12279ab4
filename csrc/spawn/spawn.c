/* spawn.c - starts the launcher: the pipes, the control channel, the configuration,
 * and a process that executes the launcher.
 *
 * Python could do all of it with os.posix_spawn, in twice the time: about a
 * tenth of a millisecond, which is what a run costs more than the program
 * itself.
 *
 * shared/vfork_child.h says how the child runs.  The launcher starts with all
 * signals blocked, which it wants anyway, and sets up their actions itself. */
#define _GNU_SOURCE
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "descriptors.h"
#include "launcher.h"
#include "shared/vfork_child.h"
#include "terminal.h"

#define NOTHING "/dev/null"

/* Below CONFIG_FD + 1 are the targets in the launcher: a source among them could
 * be overwritten before it is used.  Returns a copy that is out of their way. */
static int out_of_the_way(int *fd)
{
    int low = *fd;

    if (low > CONFIG_FD)
        return 0;
    *fd = fcntl(low, F_DUPFD_CLOEXEC, CONFIG_FD + 1);
    if (*fd < 0) {
        *fd = low;
        return -1;
    }
    close(low);
    return 0;
}

static int make_pipe(int *reader, int *writer)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    *reader = ends[0];
    *writer = ends[1];
    return out_of_the_way(reader) < 0 ? -1 : out_of_the_way(writer);
}

static int not_blocking(int fd) { return fcntl(fd, F_SETFL, O_NONBLOCK); }

/* A message fits whole or not at all. */
static int put_config(struct start *start, const char *config, size_t size)
{
    const char in_file = CONFIG_IN_FILE;
    size_t done = 0;

    if (size <= CONFIG_MESSAGE && send(start->control[0], config, size, MSG_NOSIGNAL) >= 0)
        return 0;
    if (send(start->control[0], &in_file, sizeof in_file, MSG_NOSIGNAL) < 0)
        return -1;
    start->config = memfd_create("pkhost", MFD_CLOEXEC);
    if (start->config < 0 || out_of_the_way(&start->config) < 0)
        return -1;
    while (done < size) {
        ssize_t wrote = write(start->config, config + done, size - done);

        if (wrote < 0)
            return -1;
        done += (size_t)wrote;
    }
    return 0;
}

static int duplicate(int fd, int *copy)
{
    *copy = fcntl(fd, F_DUPFD_CLOEXEC, CONFIG_FD + 1);
    return *copy;
}

/* All three standard streams are one terminal, read and written here by one
 * descriptor each, so that each can be closed for itself. */
static int open_terminal(struct start *start)
{
    start->input_is_ours = true;
    start->input = -1;
    if (terminal_open(start->columns, start->rows, &start->output[0], &start->output[1]) < 0)
        return -1;
    if (out_of_the_way(&start->output[0]) < 0 || out_of_the_way(&start->output[1]) < 0
        || duplicate(start->output[0], &start->input_writer) < 0
        || duplicate(start->output[1], &start->input) < 0
        || duplicate(start->output[1], &start->error[1]) < 0)
        return -1;
    return 0;
}

static int open_all(struct start *start, const char *config, size_t size)
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, start->control) < 0
        || out_of_the_way(&start->control[0]) < 0 || out_of_the_way(&start->control[1]) < 0
        || put_config(start, config, size) < 0)
        return -1;
    if (start->columns != 0)
        return open_terminal(start);
    if (start->input == INPUT_PIPE) {
        start->input_is_ours = true;
        if (make_pipe(&start->input, &start->input_writer) < 0
            || not_blocking(start->input_writer) < 0)
            return -1;
    } else if (start->input == INPUT_NOTHING) {
        start->input_is_ours = true;
        start->input = open(NOTHING, O_RDONLY | O_CLOEXEC);
        if (start->input < 0) {
            start->missing = NOTHING;
            return -1;
        }
        if (out_of_the_way(&start->input) < 0)
            return -1;
    } else if (start->input <= CONFIG_FD) {
        start->input_is_ours = true;
        start->input = fcntl(start->input, F_DUPFD_CLOEXEC, CONFIG_FD + 1);
        if (start->input < 0)
            return -1;
    }
    if (make_pipe(&start->output[0], &start->output[1]) < 0 || not_blocking(start->output[0]) < 0
        || make_pipe(&start->error[0], &start->error[1]) < 0 || not_blocking(start->error[0]) < 0)
        return -1;
    return 0;
}

static void close_launchers(struct start *start)
{
    close_descriptor(&start->control[1]);
    close_descriptor(&start->config);
    if (start->input_is_ours)
        close_descriptor(&start->input);
    close_descriptor(&start->output[1]);
    close_descriptor(&start->error[1]);
}

static void close_hosts(struct start *start)
{
    close_descriptor(&start->control[0]);
    close_descriptor(&start->input_writer);
    close_descriptor(&start->output[0]);
    close_descriptor(&start->error[0]);
}

VFORK_CHILD static int child(void *with)
{
    struct start *start = with;
    char *const arguments[] = { "pkhost-launcher", NULL };
    char *const environment[] = { NULL };

    if (dup2(start->input, 0) >= 0 && dup2(start->output[1], 1) >= 0
        && dup2(start->error[1], 2) >= 0 && dup2(start->control[1], CONTROL_FD) >= 0
        && (start->config < 0 || dup2(start->config, CONFIG_FD) >= 0))
        execve(start->launcher, arguments, environment);
    start->failure = errno;
    _exit(127);
}

/* Returns the process id, or -1 with an errno. */
static int start_launcher(struct start *start)
{
    signal_set before;

    vfork_begin(&before);
    int pid = vfork_child(child, start);
    if (pid >= 0 && start->failure != 0) {
        waitpid(pid, NULL, 0);
        start->missing = start->launcher;
        pid = -1;
        errno = start->failure;
    }
    vfork_end(&before);
    return pid;
}

int spawn_launcher(struct start *start, const char *config, size_t size)
{
    int pid, error;

    start->control[0] = start->control[1] = start->config = start->input_writer = -1;
    start->output[0] = start->output[1] = start->error[0] = start->error[1] = -1;
    pid = open_all(start, config, size) < 0 ? -1 : start_launcher(start);
    error = errno;
    close_launchers(start);
    if (pid < 0)
        close_hosts(start);
    errno = error;
    return pid;
}
