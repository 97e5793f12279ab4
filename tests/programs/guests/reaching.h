/* reaching.h - the part of hostile.c that reaches for what is not its own: files,
 * the network, other processes, the kernel.  Only hostile.c includes it. */

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

static void send_datagram(void) /* to a path, through a socket that has no business there */
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int ends[2] = {-1, -1};

    strncpy(at.sun_path, value(0), sizeof at.sun_path - 1);
    say(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == 0 &&
        sendto(ends[0], "x", 1, 0, (struct sockaddr *)&at, sizeof at) == 1);
}

static void pairs_of_sockets(void) /* of the other kinds, which reach nobody else */
{
    const int types[] = {SOCK_STREAM, SOCK_SEQPACKET};
    char letter = 0;

    for (int i = 0; i < 2; i++) {
        int ends[2];

        if (socketpair(AF_UNIX, types[i] | SOCK_CLOEXEC, 0, ends) < 0 ||
            write(ends[0], "x", 1) != 1 || read(ends[1], &letter, 1) != 1) {
            say(0);
            return;
        }
    }
    say(1);
}

static void name_a_socket(void) /* in the abstract name space, which others use too */
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int ends[2] = {-1, -1}, length;

    length = snprintf(at.sun_path + 1, sizeof at.sun_path - 1, "pkhost-test-%d", getpid());
    say(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 &&
        bind(ends[0], (struct sockaddr *)&at,
             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length)) == 0);
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

/* ---- what there is little of ---- */

static void asynchronous_io(void)
{
    unsigned long context = 0;

    say(syscall(SYS_io_setup, 64, &context) == 0);
}

static void watch_files(void) { say(inotify_init1(0) >= 0); }
static void message_queue(void)
{
    char name[32];
    int got;

    snprintf(name, sizeof name, "pkhost-%d", (int)getpid());
    got = syscall(SYS_mq_open, name, O_CREAT | O_RDWR, 0600, NULL) >= 0;
    say(got);
    if (got)
        syscall(SYS_mq_unlink, name);
}
static void priority_of_user(void) { say(setpriority(PRIO_USER, 0, 1) == 0); }
static void io_priority_of_user(void)
{
    say(syscall(SYS_ioprio_set, 3 /* of a user */, getuid(), 3 << 13 /* idle */) == 0);
}
static void own_priority(void) { say(setpriority(PRIO_PROCESS, 0, 1) == 0); }

static void lease(void) /* of a file of its own */
{
    const char *folder = getenv("TMPDIR");
    char name[128];

    snprintf(name, sizeof name, "%s/leased-%d", folder ? folder : "/tmp", (int)getpid());
    int fd = open(name, O_RDONLY | O_CREAT, 0600);

    say(fd >= 0 && unlink(name) == 0 && fcntl(fd, F_SETLEASE, F_RDLCK) == 0);
}

static void large_pipe(void)
{
    int ends[2];

    say(pipe(ends) == 0 && fcntl(ends[0], F_SETPIPE_SZ, 1 << 20) > 0);
}

static void timers(void) /* each holds a signal of the user's */
{
    int made = 0;
    timer_t timer;

    while (made < 5000 && timer_create(CLOCK_MONOTONIC, NULL, &timer) == 0)
        made++;
    printf("%d\n", made);
}

static void sysv_queues(void)
{
    int made = 0;

    while (made < 100 && msgget(IPC_PRIVATE, IPC_CREAT | 0600) >= 0)
        made++;
    printf("%d\n", made);
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
