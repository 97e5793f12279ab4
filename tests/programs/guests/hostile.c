/* hostile.c - everything that a program might try, one behaviour a name.
 *
 *   hostile BEHAVIOUR [ARGUMENT...]
 *
 * What asks for something that may be refused prints "got it" or "refused" and
 * exits with 0 either way, so that only the sandbox makes the difference.  The
 * last argument is often a token by which the test finds survivors in /proc.
 *
 * Whatever forks or waits without end does end: LIFETIME seconds after main, and
 * so do all its children.  A test that finds a hole leaves the machine in order. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <time.h>
#include <unistd.h>

static int count;
static char **values;

static const char *value(int i)
{
    return i < count ? values[i] : "";
}

static void say(int got)
{
    printf(got ? "got it\n" : "refused (%s)\n", strerror(errno));
    fflush(stdout);
}

/* Of a program with all that it forks, and of one that the tests keep beside them. */
enum { LIFETIME = 20, LONG_LIFETIME = 600 };

static struct timespec end_of_life; /* children inherit it as memory */

static void live(int seconds)
{
    clock_gettime(CLOCK_MONOTONIC, &end_of_life);
    end_of_life.tv_sec += seconds;
}

static int alive(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec < end_of_life.tv_sec;
}

static void wait_for_ever(void)
{
    while (alive())
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end_of_life, NULL);
    _exit(98);
}

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void burn(double seconds)
{
    double until = cpu_seconds() + seconds;

    while (cpu_seconds() < until)
        ;
}

/* ---- output ---- */

static char block[65536];

static void flood(int a, int b, char with)
{
    memset(block, with, sizeof block);
    for (;;) {
        if (write(a, block, sizeof block) < 0 || write(b, block, sizeof block) < 0)
            return;
    }
}

static void flood_out(void) { flood(1, 1, '\n'); }
static void flood_err(void) { flood(2, 2, '\n'); }
static void flood_both(void) { flood(1, 2, '\n'); }
static void endless_line(void) { flood(1, 1, 'x'); }

static void print_bytes(void) /* exactly so many, to stdout */
{
    long left = atol(value(0));

    memset(block, 'x', sizeof block);
    while (left > 0) {
        ssize_t n = write(1, block, left > (long)sizeof block ? sizeof block : (size_t)left);

        if (n < 0)
            exit(9);
        left -= n;
    }
}

static void invalid_utf8(void) { fwrite("ok \xff\xfe\xc3", 1, 6, stdout); }

static void close_stdout_and_sleep(void)
{
    close(1);
    close(2);
    wait_for_ever();
}

/* ---- input ---- */

static void never_reads(void) { usleep(50000); }
static void closes_input(void) { close(0); usleep(50000); puts("done"); }
static void reads_some_and_dies(void) { ssize_t n = read(0, block, 100); (void)n; raise(SIGKILL); }

static void reads_slowly(void)
{
    long total = 0;
    ssize_t n;

    while ((n = read(0, block, 32768)) > 0) {
        total += n;
        usleep(200);
    }
    printf("%ld\n", total);
}

/* ---- signals ---- */

static void ignore_term(void)
{
    for (int i = 1; i < 65; i++)
        signal(i, SIG_IGN);
    wait_for_ever();
}

static void *wait_in_thread(void *unused)
{
    (void)unused;
    wait_for_ever();
    return NULL;
}

static void stand_by(void) /* a process of two threads that others may want to harm */
{
    pthread_t thread;

    live(LONG_LIFETIME);
    pthread_create(&thread, NULL, wait_in_thread, NULL);
    puts("ready");
    fflush(stdout);
    ignore_term();
}

static void stop_self(void) { raise(SIGSTOP); wait_for_ever(); }

static void kill_parent_and_group(void)
{
    kill(getppid(), SIGKILL);
    kill(getppid(), SIGSTOP);
    kill(0, SIGKILL);
}

static void kill_all(void)
{
    kill(-1, SIGKILL);
    puts("alive");
}

static void die_by(void)
{
    int number = atoi(value(0));

    signal(number, SIG_DFL);
    raise(number);
    puts("alive");
}

static void signal_pid(void) /* someone outside, by the number of any thread of his */
{
    say(kill(atoi(value(0)), SIGUSR1) == 0);
}

static void signal_group(void) { say(kill(-atoi(value(0)), SIGUSR1) == 0); }
static void signal_thread(void) { say(syscall(SYS_tkill, atoi(value(0)), SIGUSR1) == 0); }

static void signal_by_descriptor(void) /* whoever is named the owner is sent SIGIO */
{
    int ends[2], owner = atoi(value(0)), on = 1;

    say(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 && ioctl(ends[0], FIOSETOWN, &owner) == 0 &&
        ioctl(ends[0], FIOASYNC, &on) == 0 && write(ends[1], "x", 1) == 1);
}

static volatile sig_atomic_t heard;
static void hear(int number) { heard = number; }

static int died_of(pid_t pid, int number)
{
    int status = 0;

    return waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == number;
}

/* A program may signal its own: itself, a child, a group of children, a child's
 * child; and it is told when there is nobody any more. */
static void own_signals(void)
{
    pid_t child, grandchild;
    int ends[2];

    signal(SIGUSR2, hear);
    if (raise(SIGUSR2) != 0 || heard != SIGUSR2)
        return say(0);
    if (kill(getpid(), SIGUSR2) != 0)
        return say(0);
    if ((child = fork()) == 0)
        wait_for_ever();
    if (kill(child, SIGTERM) != 0 || !died_of(child, SIGTERM))
        return say(0);
    if (kill(child, 0) == 0 || errno != ESRCH)
        return say(0);
    if (kill(INT_MIN, 0) == 0 || errno != ESRCH)
        return say(0);
    if ((child = fork()) == 0)
        abort();
    if (!died_of(child, SIGABRT) || pipe(ends) < 0)
        return say(0);
    if ((child = fork()) == 0) {
        setpgid(0, 0);
        grandchild = fork();
        if (grandchild > 0 && write(ends[1], &grandchild, sizeof grandchild) > 0)
            wait_for_ever();
        wait_for_ever();
    }
    if (read(ends[0], &grandchild, sizeof grandchild) != sizeof grandchild)
        return say(0);
    if (kill(grandchild, SIGCONT) != 0 || kill(-child, SIGKILL) != 0 || !died_of(child, SIGKILL))
        return say(0);
    puts("done");
}

/* ---- processes ---- */

static void fork_bomb(void)
{
    int children = 0;

    while (alive()) {
        pid_t pid = fork();

        if (pid == 0)
            wait_for_ever();
        if (pid < 0)
            break;
        children++;
    }
    printf("%d\n", children + 1);
    fflush(stdout);
    wait_for_ever();
}

/* Everybody forks; whoever cannot prints how many there are, if nobody has.  None
 * ends, so these are all that ever were. */
static void fork_bomb_wild(void)
{
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *count = shared, *printed = shared + 1;

    *count = 1;
    while (alive()) {
        const pid_t pid = fork();

        if (pid == 0)
            __atomic_fetch_add(count, 1, __ATOMIC_RELAXED);
        if (pid < 0) {
            const int now = __atomic_load_n(count, __ATOMIC_RELAXED);

            if (__atomic_exchange_n(printed, now, __ATOMIC_RELAXED) != now) {
                printf("%d\n", now);
                fflush(stdout);
            }
        }
    }
    _exit(98);
}

static void *sleeper(void *unused)
{
    (void)unused;
    wait_for_ever();
    return NULL;
}

static void thread_bomb(void)
{
    int threads = 1;
    pthread_attr_t attributes;
    pthread_t thread;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    while (alive() && pthread_create(&thread, &attributes, sleeper, NULL) == 0)
        threads++;
    printf("%d\n", threads);
    fflush(stdout);
    wait_for_ever();
}

static void make_daemon(void)
{
    if (fork() == 0) {
        setsid();
        signal(SIGHUP, SIG_IGN);
        if (fork() == 0) {
            close(0);
            close(1);
            close(2);
            wait_for_ever();
        }
        _exit(0);
    }
    wait(NULL);
}

static void hold_stdout(void)
{
    if (fork() == 0) {
        setsid();
        for (int i = 1; i < 65; i++)
            signal(i, SIG_IGN);
        wait_for_ever();
    }
    puts("parent is done");
}

static void exit_with_children(void)
{
    for (int i = 0; i < 5; i++)
        if (fork() == 0) {
            if (i % 2)
                raise(SIGSTOP);
            wait_for_ever();
        }
}

static void leave_zombies(void)
{
    int made = 0;

    for (int i = 0; i < 1000; i++) {
        pid_t pid = fork();

        if (pid == 0)
            _exit(0);
        made += pid > 0;
        if (pid < 0 && errno == EAGAIN)
            break;
    }
    printf("%d\n", made);
}

static void orphan_flood(void) /* thousands of orphans, one after the other */
{
    for (int i = 0; i < 300; i++) {
        pid_t pid = fork();

        if (pid == 0) {
            fork();
            _exit(0);
        }
        if (pid > 0)
            waitpid(pid, NULL, 0);
    }
    puts("done");
}

/* CHAINS of processes that fork and end at once, and so do their children, in
 * one group or a session each; their first one kills its parent if it is asked
 * to.  Each holds the FIFO open.  All end by themselves in ten seconds, so that a
 * test that finds one leaves the machine in order.
 *     CHAINS FIFO "kill" or "" "setsid" or "" */
static void fork_on(void)
{
    const int kill_parent = strcmp(value(2), "kill") == 0;
    const int each_its_session = strcmp(value(3), "setsid") == 0;
    const time_t end = time(NULL) + 10;
    const pid_t parent = getppid();

    if (open(value(1), O_WRONLY) < 0)
        return;
    for (int chain = 0; chain < atoi(value(0)); chain++)
        if (fork() == 0)
            while (time(NULL) < end) {
                if (fork() > 0)
                    _exit(0);
                if (each_its_session)
                    setsid();
            }
    if (kill_parent)
        kill(parent, SIGKILL);
    while (time(NULL) < end)
        usleep(100000);
}

static void exec_self(void)
{
    int left = atoi(value(0));
    char number[16];

    if (left == 0) {
        puts("done");
        return;
    }
    snprintf(number, sizeof number, "%d", left - 1);
    execl("/proc/self/exe", "hostile", "exec_self", number, (char *)NULL);
    say(0);
}

#include "using_up.h"
#include "reaching.h"

static void sleep_for(void) { usleep((useconds_t)(atof(value(0)) * 1e6)); }

#define DO(name) {#name, name}
static const struct {
    const char *name;
    void (*run)(void);
} behaviours[] = {
    DO(flood_out), DO(flood_err), DO(flood_both), DO(endless_line), DO(print_bytes),
    DO(invalid_utf8), DO(close_stdout_and_sleep), DO(never_reads), DO(closes_input),
    DO(reads_some_and_dies), DO(reads_slowly), DO(ignore_term), DO(stand_by), DO(stop_self),
    DO(kill_parent_and_group), DO(kill_all), DO(die_by), DO(signal_pid), DO(signal_group), DO(signal_thread),
    DO(signal_by_descriptor), DO(own_signals), DO(fork_bomb),
    DO(fork_bomb_wild), DO(thread_bomb), DO(make_daemon), DO(hold_stdout),
    DO(exit_with_children), DO(leave_zombies), DO(orphan_flood), DO(fork_on), DO(exec_self),
    DO(malloc_untouched), DO(malloc_touch), DO(mmap_touch), DO(memory_in_children),
    DO(memory_in_late_children), DO(memory_behind_mappings),
    DO(hide_from_looks), DO(shared_in_children), DO(first_thread_ends), DO(shared_hidden), DO(page_tables),
    DO(pin_pages), DO(share_memory), DO(deep_recursion), DO(memfd_fill), DO(shm_fill), DO(sysv_shm),
    DO(cpu_threads), DO(cpu_burn), DO(cpu_in_children), DO(cpu_in_short_children), DO(page_faults), DO(read_file),
    DO(write_file), DO(list_folder), DO(chmod_file), DO(remove_file), DO(symlink_out),
    DO(fill_scratch), DO(many_files), DO(sparse_file), DO(big_file), DO(open_files), DO(tcp),
    DO(udp), DO(netlink), DO(vsock), DO(tcp_connect), DO(send_datagram), DO(name_a_socket), DO(pairs_of_sockets),
    DO(asynchronous_io), DO(watch_files), DO(message_queue), DO(priority_of_user),
    DO(io_priority_of_user), DO(own_priority), DO(lease), DO(large_pipe), DO(timers),
    DO(sysv_queues), DO(unix_connect), DO(trace_parent),
    DO(trace_child), DO(read_memory), DO(mount_something), DO(nested_user_namespace),
    DO(cloned_user_namespace), DO(load_bpf), DO(use_io_uring), DO(keyring), DO(fault_handler),
    DO(unknown_call), DO(new_hostname), DO(limit_of), DO(type_into_terminal),
    DO(hunt_descriptors), DO(effective_user), DO(show_signals), DO(show_namespace),
    DO(show_capabilities), DO(sleep_for),
};

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "effective_user";

    live(LIFETIME);
    count = argc > 2 ? argc - 2 : 0;
    values = argv + 2;
    for (size_t i = 0; i < sizeof behaviours / sizeof *behaviours; i++)
        if (strcmp(behaviours[i].name, name) == 0) {
            behaviours[i].run();
            return 0;
        }
    fprintf(stderr, "no behaviour %s\n", name);
    return 99;
}
