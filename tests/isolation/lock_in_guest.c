/* lock_in_guest.c - a process that locks itself in as the zygote and its workers do, and
 * then tries what it must not be able to do.
 *
 *     lock_in_guest PROTECTIONS AS ATTEMPT [NUMBER ...]
 *
 * PROTECTIONS: names with commas, each put up alone: namespaces, no_new_privs, landlock,
 * unprivileged, seccomp; or "all", which is lock_in().
 * AS: "forker" attempts it in a fork that has nothing more than the forker, "worker" in one
 * that is locked in and limited as a worker is, "group" in a process of the zygote's that
 * locks itself in as a group does.
 *
 * A locked-in process can say nothing but in memory that it shares.  What is printed:
 *
 *     on BITS              struct locked_in, as enum worker_protection has the bits
 *     errors N ...
 *     result N             of the attempt: what the system call returned, a negated errno
 *     killed SIGNAL        or how the process ended
 */
#include "worker/lock_in.c" /* each protection alone */

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
    struct locked_in state;
    _Atomic int ready, go; /* the worker has locked itself in; its limits are set */
    _Atomic long result;
    _Atomic int done;
};

static struct shared *shared;
static int outsider;    /* a process that is not locked in */
static int port;        /* of a socket that listens */
static char name[64];   /* of an abstract socket that listens */
static long numbers[8]; /* the rest of the command line */

static void wait_for(_Atomic int *word)
{
    while (atomic_load(word) == 0)
        syscall(SYS_futex, word, FUTEX_WAIT, 0, NULL, NULL, 0);
}

static void set(_Atomic int *word)
{
    atomic_store(word, 1);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* ------------------------------------------------------------------- the attempts */

static long raw(void)
{
    return sys6(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
}

/* A call of the 32-bit machine. */
static long raw32(void)
{
#if defined(__x86_64__)
    long result;

    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(numbers[0]), "b"(0L), "c"(0L), "d"(0L), "S"(0L), "D"(0L)
                     : "memory", "r8", "r9", "r10", "r11");
    return result;
#else
    return -ENOSYS;
#endif
}

static long read_file(void) { return sys_open("/etc/passwd", O_RDONLY, 0); }

static long list_root(void) { return sys_open("/", O_RDONLY | O_DIRECTORY, 0); }

static long make_file(void) { return sys_open("/tmp/pkhost-lock-in", O_CREAT | O_WRONLY, 0600); }

/* The root of the file system: how many entries it has, "." and ".." included. */
static long entries_of_root(void)
{
    char buffer[4096];
    const long fd = list_root();
    long count = 0, got = fd < 0 ? fd : SYS3(__NR_getdents64, fd, buffer, sizeof buffer);

    for (long at = 0; at < got; count++)
        at += *(unsigned short *)(buffer + at + 16);
    return got < 0 ? got : count;
}

static long connect_tcp(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    const long fd = SYS3(__NR_socket, AF_INET, SOCK_STREAM, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return fd < 0 ? fd : SYS3(__NR_connect, fd, &to, sizeof to);
}

static long connect_abstract(void)
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    const long fd = SYS3(__NR_socket, AF_UNIX, SOCK_STREAM, 0);

    memcpy(to.sun_path + 1, name, strlen(name));
    return fd < 0 ? fd
                  : SYS3(__NR_connect, fd, &to,
                         offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name));
}

static long signal_outsider(void) { return SYS2(__NR_kill, outsider, 0); }

static long become_root(void) { return SYS1(__NR_setuid, 0); }

static long user_now(void) { return SYS0(__NR_getuid); }

static long user_of_zygote(void) { return shared->state.user; }

static long capabilities(void) { return capabilities_permitted(); }

static long bounding_set(void)
{
    long count = 0;

    for (int i = 0; sys_prctl(PR_CAPBSET_READ, (unsigned long)i, 0, 0, 0) >= 0; i++)
        count += sys_prctl(PR_CAPBSET_READ, (unsigned long)i, 0, 0, 0);
    return count;
}

static long new_privileges(void) { return sys_prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); }

static long process_id(void) { return SYS0(__NR_getpid); }

static long hostname(void)
{
    char text[64] = "";

    gethostname(text, sizeof text - 1);
    return strcmp(text, "sandbox") == 0;
}

/* System V memory that the outside has made. */
static long shared_memory(void) { return SYS3(__NR_shmget, numbers[0], 0, 0); }

static long fork_once(void)
{
    const long pid = SYS5(__NR_clone, SIGCHLD, 0, 0, 0, 0);

    if (pid == 0)
        sys_exit(0);
    return pid;
}

static void *nothing(void *argument) { return argument; }

static long start_thread(void)
{
    pthread_t thread;
    const int error = pthread_create(&thread, NULL, nothing, NULL);

    if (error == 0)
        pthread_join(thread, NULL);
    return -error;
}

static long open_descriptors(void)
{
    long count = 0;

    for (int fd = 0; fd < 1000; fd++)
        count += SYS2(__NR_fcntl, fd, F_GETFD) >= 0;
    return count;
}

/* What an engine does: memory, timers, signals, the time. */
static volatile sig_atomic_t expired;

static void expire(int signal)
{
    (void)signal;
    expired++;
}

static long compute(void)
{
    struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN + 3 };
    struct itimerspec soon = { .it_value = { 0, 1000000 } };
    struct sigaction action = { .sa_handler = expire };
    struct timespec now, little = { 0, 1000 };
    timer_t wall, processor;
    cpu_set_t set;
    char *large = malloc(1 << 20), random[8];
    const size_t size = 1 << 20;
    char *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    event._sigev_un._tid = (int)syscall(SYS_gettid);
    large = realloc(large, 8 << 20);
    large = realloc(large, 64 << 20);
    if (large == NULL || pages == MAP_FAILED || mprotect(pages, size, PROT_NONE) != 0
        || mprotect(pages, size, PROT_READ | PROT_WRITE) != 0
        || madvise(pages, size, MADV_DONTNEED) != 0 || madvise(pages, size, MADV_NOHUGEPAGE) != 0
        || munmap(pages, size) != 0)
        return 1;
    free(large);
    if (sigaction(SIGRTMIN + 3, &action, NULL) != 0
        || timer_create(CLOCK_MONOTONIC, &event, &wall) != 0
        || timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &processor) != 0
        || timer_settime(wall, 0, &soon, NULL) != 0
        || timer_settime(processor, 0, &soon, NULL) != 0)
        return 2;
    while (expired < 2)
        for (int i = 0; i < 1000; i++)
            __asm__ volatile("");
    if (timer_delete(wall) != 0 || timer_delete(processor) != 0)
        return 3;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0 || clock_gettime(CLOCK_MONOTONIC, &now) != 0
        || clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0
        || clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) != 0 || nanosleep(&little, NULL) != 0)
        return 4;
    if (syscall(SYS_getrandom, random, sizeof random, 0) != (long)sizeof random
        || sched_getaffinity(0, sizeof set, &set) != 0 || sched_yield() != 0 || sched_getcpu() < 0)
        return 5;
    return 0;
}

/* Memory: more than the limit, then less. */
static long use_memory(void)
{
    char *much =
        mmap(NULL, (size_t)numbers[0], PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return much == MAP_FAILED ? -errno : 0;
}

static long use_processor(void)
{
    for (volatile int on = 1; on;)
        ;
    return 0;
}

/* A worker's limits are none of its own business. */
static long raise_limit(void)
{
    struct sys_rlimit limit = { UINT64_MAX, UINT64_MAX };

    return SYS4(__NR_prlimit64, 0, LIMIT_AS, &limit, 0);
}

/* What AddressSanitizer reports. */
static long write_beyond(void)
{
    volatile char *memory = malloc(8);

    memory[numbers[0]] = 1;
    return 0;
}

/* Wait here, to be looked at from outside. */
static long stay(void)
{
    static _Atomic int never;

    wait_for(&never);
    return 0;
}

static const struct {
    const char *name;
    long (*attempt)(void);
} attempts[] = {
    { "raw", raw },
    { "raw32", raw32 },
    { "read_file", read_file },
    { "list_root", list_root },
    { "make_file", make_file },
    { "entries_of_root", entries_of_root },
    { "connect_tcp", connect_tcp },
    { "connect_abstract", connect_abstract },
    { "signal_outsider", signal_outsider },
    { "become_root", become_root },
    { "user_now", user_now },
    { "user_of_zygote", user_of_zygote },
    { "capabilities", capabilities },
    { "bounding_set", bounding_set },
    { "new_privileges", new_privileges },
    { "process_id", process_id },
    { "hostname", hostname },
    { "shared_memory", shared_memory },
    { "fork_once", fork_once },
    { "start_thread", start_thread },
    { "open_descriptors", open_descriptors },
    { "compute", compute },
    { "use_memory", use_memory },
    { "use_processor", use_processor },
    { "raise_limit", raise_limit },
    { "write_beyond", write_beyond },
    { "stay", stay },
};

static long (*attempt_of(const char *word))(void)
{
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        if (strcmp(attempts[i].name, word) == 0)
            return attempts[i].attempt;
    fprintf(stderr, "there is no attempt %s\n", word);
    exit(2);
}

/* ------------------------------------------------------------------------ the walls */

static bool has(const char *list, const char *word)
{
    const size_t length = strlen(word);

    for (const char *at = list; (at = strstr(at, word)) != NULL; at += length)
        if ((at == list || at[-1] == ',') && (at[length] == 0 || at[length] == ','))
            return true;
    return false;
}

static int put_up(struct locked_in *state, const char *list, enum lock_in_kind kind)
{
    if (has(list, "all"))
        return lock_in(state, kind);
    if (has(list, "no_new_privs"))
        note(state, WORKER_NO_NEW_PRIVS, sys_prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    if (has(list, "landlock"))
        restrict_with_landlock(state);
    if (has(list, "unprivileged"))
        note(state, WORKER_UNPRIVILEGED, give_up_rights(state));
    if (has(list, "seccomp"))
        note(state, WORKER_SECCOMP, install_filter(state, kind));
    return 0;
}

static void expect(int error)
{
    if (error != 0) {
        atomic_store(&shared->result, error);
        set(&shared->ready);
        sys_exit(99);
    }
}

static _Noreturn void attempt_it(long (*attempt)(void))
{
    set(&shared->ready);
    wait_for(&shared->go);
    atomic_store(&shared->result, attempt());
    set(&shared->done);
    sys_exit(0);
}

/* The forker is a thread of its own: nothing of what it does to itself is for the other. */
struct forker {
    const char *list, *as;
    long (*attempt)(void);
    int error;
    _Atomic int locked, forked;
    int worker;
};

static void *forker_main(void *argument)
{
    struct forker *this = argument;
    const int zygote = getpid();

    this->error = put_up(&shared->state, this->list, LOCK_IN_FORKER);
    set(&this->locked);
    if (this->error != 0 || strcmp(this->as, "group") == 0)
        return NULL;
    /* The filter has nothing to make a file descriptor or say something with. */
    const long pid = SYS5(__NR_clone, SIGCHLD, 0, 0, 0, 0);
    if (pid == 0) {
        if (strcmp(this->as, "worker") == 0)
            expect(lock_in_worker(&shared->state, zygote, LOCK_IN_FORKER));
        attempt_it(this->attempt);
    }
    this->worker = (int)pid;
    set(&this->forked);
    for (;;) /* its end would be the worker's */
        stay();
}

static int fork_group(const struct forker *forker)
{
    const int zygote = getpid();
    struct locked_in state = shared->state;
    const pid_t pid = fork();

    if (pid == 0) {
        expect(lock_in_worker(&state, zygote, LOCK_IN_GROUP));
        expect(put_up(&state, forker->list, LOCK_IN_GROUP));
        attempt_it(forker->attempt);
    }
    return pid;
}

static void print_state(const struct locked_in *state)
{
    printf("on %u\nerrors", state->on);
    for (int i = 0; i < WORKER_PROTECTIONS; i++)
        printf(" %d", state->errors[i]);
    printf("\n");
    fflush(stdout);
}

static int zygote_main(const char *list, const char *as, const char *word)
{
    struct forker forker = { .list = list, .as = as, .attempt = attempt_of(word) };
    const bool as_group = strcmp(as, "group") == 0;
    const struct lock_in_limits limits = {
        .address_space = numbers[6] != 0 ? (uint64_t)numbers[6] : UINT64_MAX,
        .cpu_time = (uint64_t)numbers[7],
        .threads = as_group ? 1000 : 0,
    };
    pthread_t thread;
    int status;

    /* The zygote has the workers' user, or could not limit them in most containers. */
    if (strcmp(as, "forker") != 0)
        (void)lock_in_user(&shared->state);
    pthread_create(&thread, NULL, forker_main, &forker);
    wait_for(&forker.locked);
    print_state(&shared->state);
    if (forker.error != 0)
        return 3;
    if (as_group)
        forker.worker = fork_group(&forker);
    else
        wait_for(&forker.forked);
    if (forker.worker < 0)
        return 4;
    if (strcmp(as, "forker") != 0) {
        wait_for(&shared->ready);
        const int error = lock_in_limits(forker.worker, &limits);

        if (error != 0) {
            fprintf(stderr, "limits: %d\n", error);
            return 5;
        }
    }
    printf("worker %d\n", forker.worker);
    fflush(stdout);
    set(&shared->go);
    if (waitpid(forker.worker, &status, __WALL) != forker.worker)
        return 6;
    if (WIFSIGNALED(status))
        printf("killed %d\n", WTERMSIG(status));
    else if (atomic_load(&shared->done))
        printf("result %ld\n", atomic_load(&shared->result));
    else
        printf("exited %d %ld\n", WEXITSTATUS(status), atomic_load(&shared->result));
    fflush(stdout);
    return 0;
}

/* Which numbers of system calls do not end the process, each tried in a fork with the given
 * filter, with arguments that are all zero. */
static int sweep(const char *as, long first, long end)
{
    put_up(&shared->state, "no_new_privs", LOCK_IN_FORKER);
    for (long number = first; number < end; number++) {
        const long pid = SYS5(__NR_clone, SIGCHLD, 0, 0, 0, 0);
        int status;

        if (pid == 0) {
            put_up(&shared->state, "seccomp",
                   strcmp(as, "group") == 0 ? LOCK_IN_GROUP : LOCK_IN_FORKER);
            SYS6(number, 0, 0, 0, 0, 0, 0);
            sys_exit(0);
        }
        if (pid < 0 || waitpid((int)pid, &status, __WALL) != pid)
            return 6;
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
            printf("%ld\n", number);
    }
    return 0;
}

static void listen_outside(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET };
    struct sockaddr_un abstract = { .sun_family = AF_UNIX };
    socklen_t size = sizeof at;
    const int tcp = socket(AF_INET, SOCK_STREAM, 0), local = socket(AF_UNIX, SOCK_STREAM, 0);

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    snprintf(name, sizeof name, "pkhost-lock-in-%d", getpid());
    memcpy(abstract.sun_path + 1, name, strlen(name));
    size_t length = offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name);
    if (bind(tcp, (struct sockaddr *)&at, sizeof at) != 0 || listen(tcp, 8) != 0
        || getsockname(tcp, (struct sockaddr *)&at, &size) != 0
        || bind(local, (struct sockaddr *)&abstract, (socklen_t)length) != 0
        || listen(local, 8) != 0)
        exit(7);
    port = ntohs(at.sin_port);
}

int main(int count, char **arguments)
{
    if (count < 4)
        return 2;
    const char *list = arguments[1], *as = arguments[2], *word = arguments[3];

    for (int i = 4; i < count && i < 12; i++)
        numbers[i - 4] = (long)strtoul(arguments[i], NULL, 0);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return 7;
    if (strcmp(word, "sweep") == 0)
        return sweep(as, numbers[0], numbers[1]);
    if (strncmp(word, "connect", 7) == 0)
        listen_outside();
    outsider = getpid();
    tzset();
    if (!has(list, "namespaces")) {
        shared->state.still_root = SYS0(__NR_geteuid) == 0;
        if (shared->state.still_root)
            shared->state.user = unused_user();
        return zygote_main(list, as, word);
    }
    /* As S does: the namespaces are for the next fork. */
    const pid_t first = fork();
    if (first == 0) {
        namespaces_enter(&shared->state);
        const pid_t zygote = fork();
        if (zygote == 0)
            _exit(zygote_main(list, as, word));
        int status = -1;
        waitpid(zygote, &status, 0);
        _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 8);
    }
    int status = -1;
    waitpid(first, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 8;
}
