/* zygote.c -- what zygote.h describes. */
#define _GNU_SOURCE
#include "worker/zygote.h"

#include "base/page.h"
#include "worker/books.h"
#include "worker/ending.h"
#include "worker/forker.h"
#include "worker/making.h"
#include "channel/memory_file.h"
#include "worker/points.h"
#include "channel/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    /* Messages of one host that are seen to before the next one's turn. */
    MESSAGES_AT_ONCE = 32,
};

/* ---------------------------------------------------------------- what a start says */

uint64_t zygote_address_space(void)
{
    char text[64];
    const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    const ssize_t got = file < 0 ? -1 : read(file, text, sizeof text - 1);
    enum { IF_UNKNOWN = 64 << 20 };

    if (file >= 0)
        close(file);
    if (got <= 0)
        return IF_UNKNOWN;
    text[got] = '\0';
    return strtoull(text, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void greet(const struct locked_in *locked, enum worker_step step, int error,
                  const char *message)
{
    struct greeting greeting = { .magic = GREETING_MAGIC,
                                 .step = step,
                                 .build = pkhost_build,
                                 .error = error,
                                 .on = locked->on };
    memcpy(greeting.errors, locked->errors, sizeof greeting.errors);
    if (message != NULL)
        strncpy(greeting.message, message, sizeof greeting.message - 1);
    (void)socket_send(CONTROL_FD, &greeting, sizeof greeting, -1);
}

void zygote_refuse(const struct locked_in *locked, enum worker_step step, int error,
                   const char *message)
{
    greet(locked, step, error, message);
}

/* ------------------------------------------------------------------ what hosts ask for */

union from_host {
    uint32_t type;
    struct make make;
    struct to_worker to_worker;
    char room[sizeof(struct make) + POLICY_IN_MAKE_MOST];
};

static void answer(struct host *host, const struct made *made, int descriptor)
{
    if (socket_send(host->socket, made, sizeof *made, descriptor) == -EAGAIN) {
        host->waits = true;
        host->answer = *made;
        host->descriptor = descriptor;
    } else if (descriptor >= 0) {
        close(descriptor);
    }
}

static void kill_worker(struct host *host, uint64_t number)
{
    struct worker *const worker = books_find_worker(host, number);
    if (worker != NULL)
        end_worker(worker);
}

static void make(struct host *host, const struct make *asked, size_t size)
{
    struct made made;
    if (size < sizeof *asked || asked->policy_size != size - sizeof *asked)
        return;
    if (asked->killed != 0)
        kill_worker(host, asked->killed);
    int descriptor = make_worker(host, asked, &made);
    /* A host that closes a VM to have room for another one does not wait for its end. */
    while (made.step == WORKER_STEP_FORK && made.error == EAGAIN && await_killed_worker())
        descriptor = make_worker(host, asked, &made);
    answer(host, &made, descriptor);
    making_end();
}

static void expect(const struct make *expected, size_t size)
{
    if (size >= sizeof *expected && expected->policy_size == size - sizeof *expected)
        making_expect(expected);
}

static void add_host(int socket)
{
    if (books_add_host(socket) == NULL)
        close(socket); /* which tells it */
}

static void obey(struct host *host, const union from_host *message, size_t size, int descriptor)
{
    const struct to_worker *const to = &message->to_worker;
    if (size >= sizeof message->type && message->type == CONTROL_MAKE) {
        make(host, &message->make, size);
    } else if (size >= sizeof message->type && message->type == CONTROL_EXPECT) {
        expect(&message->make, size);
    } else if (size == sizeof *to) {
        struct worker *const worker = books_find_worker(host, to->worker);
        struct kept_image *image;
        switch (to->type) {
        case CONTROL_SIGNAL:
            if (worker != NULL)
                signal_worker(worker);
            break;
        case CONTROL_KILL: kill_worker(host, to->worker); break;
        case CONTROL_LIMIT:
            if (worker != NULL)
                limit_worker(worker, to->resource, to->value);
            break;
        case CONTROL_IMAGE:
            if (books_add_image(host, to->worker, descriptor) != NULL)
                return;
            break;
        case CONTROL_FORGET_IMAGE:
            image = books_find_image(host, to->worker);
            if (image != NULL)
                books_remove_image(image);
            break;
        case CONTROL_HOST:
            if (descriptor >= 0)
                add_host(descriptor);
            return;
        default: break;
        }
    }
    if (descriptor >= 0)
        close(descriptor);
}

/* ------------------------------------------------------------------------ the loop */

static void send_what_waits(struct host *host)
{
    const int descriptor = host->descriptor;
    host->waits = false;
    host->descriptor = -1;
    answer(host, &host->answer, descriptor);
}

/* What this thread works on: in memory that no fork has, as are the books. */
struct desk {
    union from_host message;
    struct pollfd polled[1 + HOSTS_MOST];
    struct host *hosts[1 + HOSTS_MOST]; /* whose they are */
};

static struct desk *open_desk(void)
{
    void *const got = mmap(NULL, sizeof(struct desk), PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return got != MAP_FAILED && madvise(got, sizeof(struct desk), MADV_DONTFORK) == 0 ? got : NULL;
}

static void listen_to(struct host *host, union from_host *message)
{
    for (int i = 0; i < MESSAGES_AT_ONCE && !host->waits; i++) {
        int descriptor;
        const ssize_t got = socket_receive(host->socket, message, sizeof *message, &descriptor);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            end_host(host);
            return;
        }
        obey(host, message, (size_t)got, descriptor);
    }
}

static void serve_hosts(struct desk *desk, int children)
{
    struct pollfd *const polled = desk->polled;
    struct host **const hosts = desk->hosts;
    for (;;) {
        nfds_t count = 1;
        polled[0] = (struct pollfd){ .fd = children, .events = POLLIN };
        for (struct host *h = NULL; (h = books_next_host(h)) != NULL; count++) {
            polled[count] = (struct pollfd){ h->socket, h->waits ? POLLOUT : POLLIN, 0 };
            hosts[count] = h;
        }
        if (count == 1)
            return;
        if (poll(polled, count, see_to_processor_times()) < 0)
            continue;
        if (polled[0].revents != 0) {
            struct signalfd_siginfo told;
            while (read(children, &told, sizeof told) > 0)
                ;
            reap_workers();
        }
        for (nfds_t i = 1; i < count; i++) {
            if (polled[i].revents & POLLOUT)
                send_what_waits(hosts[i]);
            else if (polled[i].revents & POLLIN)
                listen_to(hosts[i], &desk->message);
            else if (polled[i].revents != 0)
                end_host(hosts[i]);
        }
    }
}

static int tell_of_children(void)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    return point_fails(POINT_SIGNALS) ? -1 : signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* What the host may have at most, whatever it has chosen to have: descriptors, for images and
 * for lanes on their way; and signals that wait, with which the kernel counts the timers of
 * workers, which a worker makes before it has limits of its own. */
static void raise_limits(void)
{
    static const int limits[] = { RLIMIT_NOFILE, RLIMIT_SIGPENDING };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit;
        if (getrlimit(limits[i], &limit) != 0)
            continue;
        limit.rlim_cur = limit.rlim_max;
        setrlimit(limits[i], &limit);
    }
}

/* No fork is to have this thread's stack, with what was on it and what the host has put above
 * it: the arguments, the environment.  It is mapped for so much at first, and the kernel maps
 * more with the same advice when it is wanted.  See hide_arguments() of main.c. */
static void hide_stack(void)
{
    enum { ROOM = 1 << 20 }; /* nothing else is so near */
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const char *const name = (const char *)getauxval(AT_EXECFN); /* the last on it */
    char *const end = (char *)round_up((uintptr_t)name + strlen(name) + 1, page);
    (void)madvise(end - ROOM, ROOM, MADV_DONTFORK); /* ENOMEM: not all of it is mapped */
}

/* Lanes and images are such files.  Where a sandbox around the host refuses them, the greeting
 * is to say so: there can be no worker. */
static bool has_memory_files(char *message, size_t size)
{
    const int file = memory_file("pkhost-trial");

    if (file >= 0) {
        close(file);
        return true;
    }
    const int error = errno;
    snprintf(message, size, "a file in memory (memfd_create)");
    errno = error;
    return false;
}

/* The first message, if it is about this, or NULL.  It stays in `message` for thread B. */
static const struct make *take_expected(union from_host *message)
{
    const ssize_t size = recv(CONTROL_FD, message, sizeof *message, MSG_DONTWAIT | MSG_PEEK);
    if (size < (ssize_t)sizeof message->make || message->type != CONTROL_EXPECT)
        return NULL;
    (void)recv(CONTROL_FD, message, sizeof *message, MSG_DONTWAIT);
    return message->make.policy_size == (size_t)size - sizeof message->make ? &message->make : NULL;
}

/* Have this thread take a processor soon after it wakes, also from a script that computes: it never
 * needs one for long, and an interrupt may wait for it.  A kernel before 6.12 does not know slices of
 * a thread's own, and changes nothing.  Forks have the usual one. */
static void take_turns_soon(void)
{
    enum { SLICE = 100000 }; /* ns, the shortest that there is */
    struct sched_attr how;
    if (syscall(SYS_sched_getattr, 0, &how, sizeof how, 0) != 0 || how.sched_policy != SCHED_NORMAL)
        return; /* whoever has chosen another way has a reason */
    how.size = sizeof how;
    how.sched_flags |= SCHED_FLAG_RESET_ON_FORK;
    how.sched_runtime = SLICE;
    (void)syscall(SYS_sched_setattr, 0, &how, 0);
}

/* Thread B works on what takes long, while this one sees to everything else. */
static enum worker_step begin(struct locked_in *locked, struct desk **desk, int *children,
                              char *message, size_t size)
{
    *desk = point_fails(POINT_MEMORY) ? NULL : open_desk();
    if (*desk == NULL)
        return WORKER_STEP_START;
    const enum worker_step step = forker_begin(locked, take_expected(&(*desk)->message));
    if (step != WORKER_STEP_NONE)
        return step;
    hide_stack();
    namespaces_finish(locked);
    /* Root has no more to do here.  Workers are this user's too, and so thread A may limit
     * and kill them where root itself may not (in a container without CAP_SYS_RESOURCE).  If
     * it fails, lock_in() tries again for thread B, and says why. */
    (void)lock_in_user(locked);
    setsid(); /* a terminal's signals are none of ours */
    raise_limits();
    if (!has_memory_files(message, size) || !books_open() || books_add_host(CONTROL_FD) == NULL)
        return WORKER_STEP_START;
    *children = tell_of_children();
    return *children < 0 ? WORKER_STEP_START : forker_start(locked, message, size);
}

_Noreturn void zygote_run(const struct locked_in *from, uint64_t address_space)
{
    struct locked_in locked = *from;
    struct desk *desk;
    char message[GREETING_TEXT] = "";
    int children;

    const enum worker_step step = begin(&locked, &desk, &children, message, sizeof message);
    greet(&locked, step, step == WORKER_STEP_NONE ? 0 : errno, message);
    points_fail_at(POINT_NONE);
    if (step == WORKER_STEP_NONE) {
        making_begin(address_space, &locked);
        take_turns_soon();
        serve_hosts(desk, children);
    }
    _exit(step == WORKER_STEP_NONE ? 0 : 1);
}
