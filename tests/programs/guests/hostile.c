/* hostile.c - everything that a program might try, one behaviour a name.
 *
 *   hostile BEHAVIOUR [ARGUMENT...]
 *
 * What asks for something that may be refused prints "got it" or "refused" and
 * exits with 0 either way, so that only the sandbox makes the difference.  The
 * last argument is often a token by which the test finds survivors in /proc. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
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

static void wait_for_ever(void)
{
    for (;;)
        pause();
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

static void signal_pid(void) /* someone outside */
{
    say(kill(atoi(value(0)), SIGUSR1) == 0);
}

/* ---- processes ---- */

static void fork_bomb(void)
{
    int children = 0;

    for (;;) {
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

static void fork_bomb_wild(void)
{
    for (;;)
        fork();
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
    while (pthread_create(&thread, &attributes, sleeper, NULL) == 0)
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

/* ---- memory ---- */

static void touch(char *at, size_t size)
{
    for (size_t i = 0; i < size; i += 4096)
        at[i] = 1;
}

static void malloc_untouched(void)
{
    char *at = malloc((size_t)atol(value(0)) << 20);

    say(at != NULL);
}

static void malloc_touch(void)
{
    size_t size = (size_t)atol(value(0)) << 20;
    char *at = malloc(size);

    if (at)
        touch(at, size);
    say(at != NULL);
}

static void mmap_touch(void)
{
    size_t size = (size_t)atol(value(0)) << 20;
    char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (at != MAP_FAILED)
        touch(at, size);
    say(at != MAP_FAILED);
}

static void memory_in_children(void) /* COUNT children with so many MiB each */
{
    for (int i = 0; i < atoi(value(0)); i++)
        if (fork() == 0) {
            size_t size = (size_t)atol(value(1)) << 20;

            touch(malloc(size), size);
            wait_for_ever();
        }
    wait_for_ever();
}

static void shared_in_children(void) /* the same pages in all of them: no more memory */
{
    size_t size = (size_t)atol(value(1)) << 20;
    char *at = malloc(size);

    touch(at, size);
    for (int i = 0; i < atoi(value(0)); i++)
        if (fork() == 0) {
            usleep(300000);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    puts("done");
}

static long recurse(long depth)
{
    volatile char frame[4096];

    frame[0] = (char)depth;
    return recurse(depth + 1) + frame[0];
}

static void deep_recursion(void) { printf("%ld\n", recurse(0)); }

static void memfd_fill(void)
{
    int fd = (int)syscall(SYS_memfd_create, "x", 0);

    say(fd >= 0);
}

static void shm_fill(void)
{
    int fd = open("/dev/shm/pkhost-test", O_RDWR | O_CREAT, 0600);

    say(fd >= 0);
}

static void sysv_shm(void) { say(shmget(IPC_PRIVATE, 1 << 20, IPC_CREAT | 0600) >= 0); }

/* ---- processor time ---- */

static void *spinner(void *unused)
{
    for (;;)
        ;
    return unused;
}

static void cpu_threads(void)
{
    pthread_t thread;

    for (int i = 0; i < 4; i++)
        pthread_create(&thread, NULL, spinner, NULL);
    wait_for_ever();
}

static void cpu_burn(void) { burn(atof(value(0))); }

static void cpu_in_children(void) /* in turn; nobody waits for them */
{
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        if (fork() == 0) {
            burn(0.05);
            _exit(0);
        }
        usleep(50000);
    }
}

static void page_faults(void)
{
    for (;;) {
        char *at = mmap(NULL, 4 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        touch(at, 4 << 20);
        munmap(at, 4 << 20);
    }
}

/* ---- files ---- */

static void read_file(void)
{
    int fd = open(value(0), O_RDONLY);

    say(fd >= 0 && read(fd, block, 16) >= 0);
}

static void write_file(void)
{
    int fd = open(value(0), O_WRONLY | O_CREAT, 0644);

    say(fd >= 0 && write(fd, "x", 1) == 1);
}

static void list_folder(void) { say(open(value(0), O_RDONLY | O_DIRECTORY) >= 0); }
static void chmod_file(void) { say(chmod(value(0), 0777) == 0); }
static void remove_file(void) { say(unlink(value(0)) == 0); }

static void symlink_out(void)
{
    if (symlink(value(0), "link") < 0 || link(value(0), "hard") == 0)
        puts("odd");
    say(open("link", O_RDONLY) >= 0);
}

static void fill_scratch(void) /* at most so many MiB, in files of one */
{
    long total = 0;
    char name[32];

    for (int i = 0; i < atoi(value(0)); i++) {
        snprintf(name, sizeof name, "f%d", i);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);
        ssize_t n = 0;

        for (int j = 0; fd >= 0 && j < 16 && (n = write(fd, block, sizeof block)) > 0; j++)
            total += n;
        close(fd);
        if (fd < 0 || n <= 0)
            break;
    }
    printf("%ld\n", total);
}

static void many_files(void)
{
    char name[32];
    int made = 0;

    for (; made < atoi(value(0)); made++) {
        snprintf(name, sizeof name, "e%d", made);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);

        if (fd < 0)
            break;
        close(fd);
    }
    printf("%d\n", made);
}

static void sparse_file(void)
{
    int fd = open("sparse", O_WRONLY | O_CREAT, 0600);

    say(ftruncate(fd, 1l << 40) == 0);
}

static void big_file(void) /* so many bytes */
{
    int fd = open("big", O_WRONLY | O_CREAT, 0600);

    for (long left = atol(value(0)); left > 0;) {
        ssize_t n = write(fd, block, left > 65536 ? 65536 : (size_t)left);

        if (n < 0)
            break;
        left -= n;
    }
    puts("done");
}

static void open_files(void)
{
    int opened = 3;

    while (open("/dev/null", O_RDONLY) >= 0)
        opened++;
    printf("%d\n", opened);
}

/* ---- network ---- */

static void tcp(void) { say(socket(AF_INET, SOCK_STREAM, 0) >= 0); }
static void udp(void) { say(socket(AF_INET, SOCK_DGRAM, 0) >= 0); }
static void netlink(void) { say(socket(AF_NETLINK, SOCK_RAW, 0) >= 0); }
static void vsock(void) { say(socket(40, SOCK_STREAM, 0) >= 0); }

static void tcp_connect(void) /* to a port of this machine */
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(value(0)))};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    say(fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
}

static void unix_connect(void) /* a path, or @name for the abstract kind */
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(value(0)));

    strncpy(at.sun_path, value(0), sizeof at.sun_path - 1);
    if (at.sun_path[0] == '@')
        at.sun_path[0] = 0;
    else
        length++;
    say(fd >= 0 && connect(fd, (struct sockaddr *)&at, length) == 0);
}

/* ---- the kernel ---- */

static void trace_parent(void) { say(ptrace(PTRACE_ATTACH, atoi(value(0)), 0, 0) == 0); }

static void trace_child(void)
{
    pid_t pid = fork();

    if (pid == 0)
        wait_for_ever();
    say(ptrace(PTRACE_ATTACH, pid, 0, 0) == 0);
}

static void read_memory(void)
{
    struct iovec here = {block, 8}, there = {(void *)0x400000, 8};

    say(process_vm_readv(atoi(value(0)), &here, 1, &there, 1, 0) > 0);
}

static void mount_something(void) { say(mount("x", "/tmp", "tmpfs", 0, NULL) == 0); }
static void nested_user_namespace(void) { say(unshare(CLONE_NEWUSER) == 0); }
static void cloned_user_namespace(void)
{
    long pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);

    if (pid == 0)
        _exit(0);
    say(pid > 0);
}
static void load_bpf(void) { say(syscall(SYS_bpf, 0, NULL, 0) >= 0 || errno == EFAULT); }
static void use_io_uring(void) { say(syscall(425, 1, block) >= 0); }
static void keyring(void) { say(syscall(SYS_keyctl, 0, -3, 1) >= 0); }
static void fault_handler(void) { say(syscall(SYS_userfaultfd, 1) >= 0); }
static void unknown_call(void) { say(syscall(1000) >= 0 || errno != ENOSYS); }
static void new_hostname(void) { say(sethostname("x", 1) == 0); }

static void limit_of(void) /* lower the limits of another process */
{
    struct rlimit none = {1, 1};

    say(prlimit(atoi(value(0)), RLIMIT_CPU, &none, NULL) == 0);
}

static void type_into_terminal(void)
{
    char c = 'x';
    int got = 0;

    for (int fd = 0; fd < 3; fd++)
        got |= ioctl(fd, TIOCSTI, &c) == 0;
    int tty = open("/dev/tty", O_RDWR);

    say(got || tty >= 0);
}

static void hunt_descriptors(void)
{
    int found = 0;

    for (int fd = 3; fd < 4096; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            found++;
    printf("%d\n", found);
}

static void effective_user(void) { printf("%d\n", (int)geteuid()); }

static void show_signals(void) /* ignored or blocked ones, inherited from the host */
{
    sigset_t blocked;
    int odd = 0;

    sigprocmask(SIG_BLOCK, NULL, &blocked);
    for (int i = 1; i < 65; i++) {
        struct sigaction action;

        odd += sigismember(&blocked, i) == 1;
        if (sigaction(i, NULL, &action) == 0)
            odd += action.sa_handler != SIG_DFL;
    }
    printf("%d\n", odd);
}

static void show_namespace(void)
{
    char link[64];
    char path[64];
    ssize_t length;

    snprintf(path, sizeof path, "/proc/self/ns/%s", value(0));
    length = readlink(path, link, sizeof link - 1);
    link[length > 0 ? length : 0] = 0;
    puts(link);
}

static void show_capabilities(void)
{
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");

    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "CapEff", 6) == 0 || strncmp(line, "CapBnd", 6) == 0)
            fputs(line, stdout);
}

static void sleep_for(void) { usleep((useconds_t)(atof(value(0)) * 1e6)); }

#define DO(name) {#name, name}
static const struct {
    const char *name;
    void (*run)(void);
} behaviours[] = {
    DO(flood_out), DO(flood_err), DO(flood_both), DO(endless_line), DO(print_bytes),
    DO(invalid_utf8), DO(close_stdout_and_sleep), DO(never_reads), DO(closes_input),
    DO(reads_some_and_dies), DO(reads_slowly), DO(ignore_term), DO(stop_self),
    DO(kill_parent_and_group), DO(kill_all), DO(die_by), DO(signal_pid), DO(fork_bomb),
    DO(fork_bomb_wild), DO(thread_bomb), DO(make_daemon), DO(hold_stdout),
    DO(exit_with_children), DO(leave_zombies), DO(orphan_flood), DO(exec_self),
    DO(malloc_untouched), DO(malloc_touch), DO(mmap_touch), DO(memory_in_children),
    DO(shared_in_children), DO(deep_recursion), DO(memfd_fill), DO(shm_fill), DO(sysv_shm),
    DO(cpu_threads), DO(cpu_burn), DO(cpu_in_children), DO(page_faults), DO(read_file),
    DO(write_file), DO(list_folder), DO(chmod_file), DO(remove_file), DO(symlink_out),
    DO(fill_scratch), DO(many_files), DO(sparse_file), DO(big_file), DO(open_files), DO(tcp),
    DO(udp), DO(netlink), DO(vsock), DO(tcp_connect), DO(unix_connect), DO(trace_parent),
    DO(trace_child), DO(read_memory), DO(mount_something), DO(nested_user_namespace),
    DO(cloned_user_namespace), DO(load_bpf), DO(use_io_uring), DO(keyring), DO(fault_handler),
    DO(unknown_call), DO(new_hostname), DO(limit_of), DO(type_into_terminal),
    DO(hunt_descriptors), DO(effective_user), DO(show_signals), DO(show_namespace),
    DO(show_capabilities), DO(sleep_for),
};

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "effective_user";

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
