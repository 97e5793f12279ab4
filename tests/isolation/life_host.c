/* life_host.c -- a host that takes workers and ends them: csrc/client without VMs.
 *
 *     life_host WORKER-FILE CASE
 *
 * Each case ends the process with 0, or says what is wrong and ends it with 1. */
#define _GNU_SOURCE
#include "client/stock.h"
#include "client/start.h"

#include "pkhost.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHECK(what)                                                                  \
    do {                                                                             \
        if (!(what)) {                                                               \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #what); \
            exit(1);                                                                 \
        }                                                                            \
    } while (0)

enum { NOBODY = 65534 };

static const char policy[] = "*";
static struct kind *kind;
static char message[600];

static struct worker *take(struct saved *image)
{
    struct worker *worker;
    const int answer = worker_take(&worker, kind, image, message, sizeof message);
    if (answer != PKHOST_DONE)
        fprintf(stderr, "answer %d: %s\n", answer, message);
    CHECK(answer == PKHOST_DONE);
    return worker;
}

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* Wait until the lane says that the worker has ended, as whoever waits for it does. */
static void await_end(const struct worker *worker)
{
    const int64_t end = now() + 60000000000LL;
    while (!lane_has_ended(&worker->lane)) {
        CHECK(now() < end);
        usleep(1000);
        worker_look(worker);
    }
}

/* The processes whose parent is `parent`. */
static unsigned children_of(int parent, int *pids, unsigned room)
{
    unsigned count = 0;
    DIR *const proc = opendir("/proc");
    struct dirent *entry;
    CHECK(proc != NULL);
    while ((entry = readdir(proc)) != NULL) {
        char name[64], text[512];
        int pid, of;
        char state;
        if (sscanf(entry->d_name, "%d", &pid) != 1)
            continue;
        snprintf(name, sizeof name, "/proc/%d/stat", pid);
        const int file = open(name, O_RDONLY | O_CLOEXEC);
        if (file < 0)
            continue;
        const ssize_t got = read(file, text, sizeof text - 1);
        close(file);
        text[got < 0 ? 0 : got] = 0;
        const char *const after = strrchr(text, ')');
        if (after == NULL || sscanf(after, ") %c %d", &state, &of) != 2 || of != parent
            || state == 'Z')
            continue;
        if (count < room)
            pids[count] = pid;
        count++;
    }
    closedir(proc);
    return count;
}

/* Of a process that is a subreaper. */
static int the_zygote(void)
{
    int pids[8];
    CHECK(children_of(getpid(), pids, 8) == 1);
    return pids[0];
}

static unsigned open_descriptors(void)
{
    unsigned count = 0;
    for (int fd = 0; fd < 1024; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

/* ------------------------------------------------------------------------------- cases */

static void case_taken(void)
{
    const unsigned before = open_descriptors();
    bool ours[1024];
    for (int fd = 0; fd < 1024; fd++)
        ours[fd] = fcntl(fd, F_GETFD) < 0;
    close(0);
    close(1);
    struct worker *worker = take(NULL);
    CHECK(open_descriptors() == before - 2 + 1); /* the zygote's socket */
    CHECK(fcntl(0, F_GETFD) < 0 && fcntl(1, F_GETFD) < 0);
    for (int fd = 3; fd < 1024; fd++)
        CHECK(!ours[fd] || fcntl(fd, F_GETFD) < 0 || fcntl(fd, F_GETFD) == FD_CLOEXEC);
    CHECK(!lane_has_ended(&worker->lane));
    CHECK(worker_is_ours(worker));
    /* Nothing of ours is in the application's wait(). */
    CHECK(waitpid(-1, NULL, WNOHANG | __WALL) < 0 && errno == ECHILD);
    worker_end(&worker);
    CHECK(worker == NULL);
    worker_end(&worker);
}

static void case_killed(void)
{
    int pids[8];
    struct worker *worker = take(NULL), *other;
    const int zygote = the_zygote();
    CHECK(children_of(zygote, pids, 8) == 1);
    kill(pids[0], SIGKILL);
    await_end(worker);
    worker_describe_end(worker, message, sizeof message);
    CHECK(strstr(message, "killed by signal 9") != NULL);
    other = take(NULL);
    CHECK(!lane_has_ended(&other->lane));
    worker_end(&worker);
    worker_end(&other);
}

static void case_zygote_killed(void)
{
    struct worker *one = take(NULL), *two = take(NULL), *next;
    take(NULL); /* from now on some are made ahead */
    const int zygote = the_zygote();
    kill(zygote, SIGKILL);
    await_end(one);
    CHECK(lane_has_ended(&two->lane)); /* by the same look */
    waitpid(zygote, NULL, 0);
    next = take(NULL);
    CHECK(!lane_has_ended(&next->lane));
    CHECK(the_zygote() != zygote);
    CHECK(next->zygote != one->zygote);
    worker_end(&one);
    worker_end(&two);
    worker_end(&next);
}

/* What a zygote's death loses, and what not. */
static void case_image(void)
{
    struct worker *worker = take(NULL), *none;
    struct saved *image = saved_new(worker->zygote, 5000);
    memset(image->data, 7, 5000);
    client_lock();
    CHECK(saved_register(image, worker->zygote));
    const uint64_t number = image->number;
    CHECK(saved_register(image, worker->zygote) && image->number == number); /* once */
    client_unlock();
    CHECK(image->data[0] == 7 && image->data[4999] == 7);
    kill(the_zygote(), SIGKILL);
    await_end(worker);
    CHECK(worker_take(&none, kind, image, message, sizeof message) == PKHOST_LOST && none == NULL);
    worker_end(&worker);
    worker = take(NULL);
    worker_end(&worker);
    saved_free(&image);
}

static void case_stuck(void)
{
    struct worker *worker = take(NULL);
    kill(the_zygote(), SIGSTOP);
    /* Nothing here waits for it, as long as there is room for messages. */
    const int64_t begin = now();
    for (int i = 0; i < 100; i++)
        worker_signal(worker);
    worker_end(&worker);
    CHECK(now() - begin < 10000000000LL);
    CHECK(kill(the_zygote(), SIGKILL) == 0);
}

static void *take_many(void *unused)
{
    for (int i = 0; i < 100; i++) {
        struct worker *worker, *second;
        char text[600];
        CHECK(worker_take(&worker, kind, NULL, text, sizeof text) == PKHOST_DONE);
        CHECK(worker_take(&second, kind, NULL, text, sizeof text) == PKHOST_DONE);
        CHECK(worker->number != second->number && worker->memory.start != second->memory.start);
        worker_signal(worker);
        worker_end(&worker);
        worker_end(&second);
    }
    return unused;
}

/* A hundred and more at a time, which is more than may be asked for. */
static void *take_in_a_crowd(void *unused)
{
    struct worker *worker;
    char text[600];
    CHECK(worker_take(&worker, kind, NULL, text, sizeof text) == PKHOST_DONE);
    worker_end(&worker);
    return unused;
}

static void run_threads(unsigned count, void *(*run)(void *))
{
    pthread_t threads[200];
    for (unsigned i = 0; i < count; i++)
        CHECK(pthread_create(&threads[i], NULL, run, NULL) == 0);
    for (unsigned i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

static void case_threads(void) { run_threads(8, take_many); }
static void case_crowd(void) { run_threads(150, take_in_a_crowd); }

/* With a worker and some made ahead, fork: the parent's go on. */
static void case_fork(void)
{
    struct worker *worker = take(NULL), *fresh;
    for (int i = 0; i < 3; i++) {
        fresh = take(NULL);
        worker_end(&fresh);
    }
    const int zygote = the_zygote();
    for (int with_zygote = 0; with_zygote < 2; with_zygote++) {
        zygote_before_fork(with_zygote);
        const int child = fork();
        if (child == 0) {
            zygote_after_fork_in_child();
            workers_after_fork_in_child();
            stock_after_fork_in_child();
            client_unlock();
            CHECK(!worker_is_ours(worker));
            CHECK(lane_has_ended(&worker->lane));
            const struct lane_piece piece = { "x", 1 };
            lane_write(&worker->lane, 1, 0, &piece, 1); /* reaches nobody */
            worker_signal(worker);
            struct worker *mine = take(NULL);
            CHECK(!lane_has_ended(&mine->lane));
            CHECK((mine->zygote == worker->zygote) == with_zygote);
            worker_end(&worker);
            for (int i = 0; i < 5; i++) {
                fresh = take(NULL);
                worker_end(&fresh);
            }
            worker_end(&mine);
            exit(0);
        }
        zygote_after_fork_in_parent();
        int status;
        CHECK(waitpid(child, &status, 0) == child && status == 0);
        CHECK(!lane_has_ended(&worker->lane));
        CHECK(atomic_load(&worker->lane.words->to_worker.written) == 0);
        fresh = take(NULL);
        CHECK(!lane_has_ended(&fresh->lane));
        worker_end(&fresh);
        CHECK(kill(zygote, 0) == 0);
    }
    worker_end(&worker);
}

/* All ends with the host's end of the socket. */
static void case_closed(void)
{
    struct worker *worker = take(NULL), *other = take(NULL);
    const int zygote = the_zygote();
    stock_close();
    CHECK(lane_has_ended(&worker->lane) && lane_has_ended(&other->lane));
    worker_end(&worker);
    worker_end(&other);
    CHECK(workers_count() == 0);
    int status;
    CHECK(waitpid(zygote, &status, 0) == zygote && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    worker = take(NULL);
    CHECK(!lane_has_ended(&worker->lane));
    worker_end(&worker);
}

static void case_stock_is_bounded(void)
{
    struct kind *kinds[40];
    for (int i = 0; i < 40; i++) {
        kinds[i] = kind_of((64 << 20) + ((size_t)i << 20), PKHOST_DIALECT_POCKETPY, policy, sizeof policy);
        for (int j = 0; j < 3; j++) {
            struct worker *worker;
            CHECK(worker_take(&worker, kinds[i], NULL, message, sizeof message) == PKHOST_DONE);
            worker_end(&worker);
        }
        CHECK(workers_count() <= WORKERS_AHEAD_MOST);
    }
    CHECK(workers_count() > WORKERS_AHEAD);
    stock_close();
    CHECK(workers_count() == 0);
}

static void case_refused(void)
{
    struct worker *worker;
    const unsigned before = open_descriptors();
    const int answer = worker_take(&worker, kind, NULL, message, sizeof message);
    CHECK(worker == NULL && answer != PKHOST_DONE);
    printf("%d %s\n", answer, message);
    CHECK(open_descriptors() == before);
    CHECK(waitpid(-1, NULL, WNOHANG | __WALL) < 0 && errno == ECHILD);
}

/* As a user who has as many processes as it may have. */
static void case_processes(void)
{
    const struct rlimit none = { 1, 1 };
    CHECK(setrlimit(RLIMIT_NPROC, &none) == 0);
    CHECK(geteuid() != 0 || (setgid(NOBODY) == 0 && setuid(NOBODY) == 0));
    /* One is there already: where this is all that the user has, another one is allowed. */
    case_refused();
}

/* No memory is left. */
static void case_memory(void)
{
    struct worker *worker;
    const struct rlimit little = { 0, RLIM_INFINITY };
    CHECK(setrlimit(RLIMIT_AS, &little) == 0);
    CHECK(worker_take(&worker, kind, NULL, message, sizeof message) != PKHOST_DONE);
    printf("%s\n", message);
}

/* No descriptor is left: before the start, and after it. */
static void case_descriptors(void)
{
    const struct rlimit few = { 4, 4 };
    struct worker *worker;
    CHECK(setrlimit(RLIMIT_NOFILE, &few) == 0);
    CHECK(worker_take(&worker, kind, NULL, message, sizeof message) != PKHOST_DONE);
    printf("%s\n", message);
}

static void case_descriptors_later(void)
{
    struct rlimit limit, before;
    struct worker *worker = take(NULL), *none;
    getrlimit(RLIMIT_NOFILE, &before);
    limit = before;
    limit.rlim_cur = 3;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    CHECK(worker_take(&none, kind, NULL, message, sizeof message) != PKHOST_DONE && none == NULL);
    printf("%s\n", message);
    CHECK(setrlimit(RLIMIT_NOFILE, &before) == 0);
    worker_end(&worker);
    worker = take(NULL);
    worker_end(&worker);
}

/* A process's state, as /proc has it. */
static char state_of(int pid)
{
    char name[64], text[512];
    snprintf(name, sizeof name, "/proc/%d/stat", pid);
    const int file = open(name, O_RDONLY | O_CLOEXEC);
    CHECK(file >= 0);
    const ssize_t got = read(file, text, sizeof text - 1);
    close(file);
    text[got < 0 ? 0 : got] = 0;
    return strrchr(text, ')')[2];
}

/* A worker that was made ahead needs no zygote, and so no time. */
static void case_ahead(void)
{
    struct worker *worker, *other;
    int pids[8];
    for (int i = 0; i < 3; i++) {
        worker = take(NULL);
        worker_end(&worker);
    }
    const int zygote = the_zygote();
    const int64_t end = now() + 60000000000LL;
    while (children_of(zygote, pids, 8) != workers_count() || state_of(zygote) != 'S') {
        CHECK(now() < end);
        usleep(1000);
    }
    CHECK(workers_count() >= WORKERS_AHEAD);
    kill(zygote, SIGSTOP);
    worker = take(NULL);
    other = take(NULL);
    kill(zygote, SIGCONT);
    CHECK(!lane_has_ended(&worker->lane) && !lane_has_ended(&other->lane));
    worker_end(&worker);
    worker_end(&other);
}

static int compare(const void *one, const void *other)
{
    const int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

/* How long a take lasts: with pauses between, and without. */
static void measure(int pause_us, const char *name)
{
    enum { COUNT = 300 };
    static int64_t took[COUNT], ended[COUNT];
    const int64_t begin = now();
    for (int i = 0; i < COUNT; i++) {
        const int64_t start = now();
        struct worker *worker = take(NULL);
        took[i] = now() - start;
        if (pause_us != 0)
            usleep((useconds_t)pause_us);
        const int64_t end = now();
        worker_end(&worker);
        ended[i] = now() - end;
    }
    const int64_t all = now() - begin;
    qsort(took, COUNT, sizeof took[0], compare);
    qsort(ended, COUNT, sizeof ended[0], compare);
    printf("%s: take median %.1f us, 90%% %.1f us; end %.1f us; each %.1f us\n", name,
           took[COUNT / 2] / 1e3, took[COUNT * 9 / 10] / 1e3, ended[COUNT / 2] / 1e3,
           all / 1e3 / COUNT);
}

static void case_measure(void)
{
    const int64_t start = now();
    struct worker *worker = take(NULL);
    printf("first: %.2f ms\n", (now() - start) / 1e6);
    worker_end(&worker);
    measure(3000, "with pauses of 3 ms");
    measure(0, "without pauses");
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } cases[] = {
        { "taken", case_taken },
        { "killed", case_killed },
        { "zygote_killed", case_zygote_killed },
        { "image", case_image },
        { "stuck", case_stuck },
        { "threads", case_threads },
        { "crowd", case_crowd },
        { "fork", case_fork },
        { "closed", case_closed },
        { "stock_is_bounded", case_stock_is_bounded },
        { "refused", case_refused },
        { "processes", case_processes },
        { "memory", case_memory },
        { "descriptors", case_descriptors },
        { "descriptors_later", case_descriptors_later },
        { "ahead", case_ahead },
        { "measure", case_measure }, /* for people */
    };
    CHECK(count == 3);
    zygote_use(arguments[1]);
    kind = kind_of(64 << 20, PKHOST_DIALECT_POCKETPY, policy, sizeof policy);
    if (strcmp(arguments[2], "taken") != 0 && strcmp(arguments[2], "refused") != 0)
        CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (strcmp(cases[i].name, arguments[2]) == 0) {
            cases[i].run();
            kind_free(&kind);
            return 0;
        }
    CHECK(!"a case");
}
