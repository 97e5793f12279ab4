/* using_up.h - the part of hostile.c that uses up memory and processor time.  Only
 * hostile.c includes it. */

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

static void memory_in_late_children(void) /* the same, behind so many that do nothing */
{
    for (int i = 0; i < atoi(value(2)); i++)
        if (fork() == 0)
            wait_for_ever();
    memory_in_children();
}

/* COUNT processes with so many mappings that to list them takes long, before one of them
 * takes so many MiB. */
static void memory_behind_mappings(void)
{
    const size_t part = 1 << 20, mappings = 30000, size = (size_t)atol(value(1)) << 20;
    char *at = mmap(NULL, mappings * 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    for (size_t i = 0; i < mappings; i++) /* each makes two of one */
        mprotect(at + i * 8192, 4096, PROT_READ);
    for (int i = 1; i < atoi(value(0)); i++)
        if (fork() == 0)
            wait_for_ever();
    usleep(500000);
    at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (size_t done = 0; done < size; done += part) {
        touch(at + done, part);
        usleep(3000);
    }
    puts("got it");
    fflush(stdout);
    wait_for_ever();
}

static void hide_from_looks(void) /* what may not be dumped its own user may not look into */
{
    say(prctl(PR_SET_DUMPABLE, 0) == 0);
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

static void *touch_and_stay(void *size)
{
    char *at = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    touch(at, (size_t)size);
    puts("got it");
    fflush(stdout);
    wait_for_ever();
    return NULL;
}

static void first_thread_ends(void) /* what it leaves has so many MiB */
{
    pthread_t thread;

    pthread_create(&thread, NULL, touch_and_stay, (void *)((size_t)atol(value(0)) << 20));
    pthread_exit(NULL);
}

/* So many MiB of a shared mapping, a MiB at a time, of which none stays resident.
 *     MIB "dropped", "unmapped" or "moved" */
static void shared_hidden(void)
{
    const size_t part = 1 << 20, size = (size_t)atol(value(0)) << 20;
    char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const int unmap = strcmp(value(1), "unmapped") == 0, move = strcmp(value(1), "moved") == 0;

    if (move) /* a window of a part, which goes up */
        munmap(at + part, size - part);
    for (size_t done = 0; done + 2 * part <= size; done += part) {
        touch(at, part);
        usleep(1000);
        if (move)
            at = mremap(at, part, 2 * part, MREMAP_MAYMOVE);
        if (at == MAP_FAILED)
            break;
        if (unmap || move)
            munmap(at, part);
        else
            madvise(at, part, MADV_DONTNEED);
        at += part;
    }
    puts("got it");
    fflush(stdout);
    wait_for_ever();
}

static void page_tables(void) /* of so many MiB, for pages that are all the zero page */
{
    const size_t step = 2 << 20, size = (size_t)atol(value(0)) * 256 * step;
    volatile char *at = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (at == MAP_FAILED)
        say(0);
    madvise((void *)at, size, MADV_NOHUGEPAGE);
    for (size_t i = 0; i < size; i += step)
        (void)at[i];
    puts("got it");
    fflush(stdout);
    wait_for_ever();
}

static void pin_pages(void)
{
    static char page[4096];
    struct iovec part = {page, sizeof page};
    int ends[2];

    say(pipe(ends) == 0 && vmsplice(ends[1], &part, 1, 0) > 0);
}

/* So many MiB, and children that share all of it until they execute something. */
static void share_memory(void) /* MIB COUNT */
{
    size_t size = (size_t)atol(value(0)) << 20;

    touch(malloc(size), size);
    for (int i = 0; i < atoi(value(1)); i++)
        if (system("sleep 0.02") != 0)
            exit(9);
    if (vfork() == 0) {
        usleep(300000);
        _exit(0);
    }
    wait(NULL);
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

static void sysv_shm(void)
{
    int id = shmget(IPC_PRIVATE, 1 << 20, IPC_CREAT | 0600);

    say(id >= 0);
    if (id >= 0)
        shmctl(id, IPC_RMID, NULL);
}

/* ---- processor time ---- */

static void *spinner(void *unused)
{
    while (alive())
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
    while (alive()) {
        if (fork() == 0) {
            burn(0.05);
            _exit(0);
        }
        usleep(50000);
    }
}

/* One after the other, of so many milliseconds each, until there were so many seconds.
 *     MS SECONDS "ignore", "nocldwait" or "wait" */
static void cpu_in_short_children(void)
{
    const double each = atof(value(0)) / 1000;
    const int children = (int)(atof(value(1)) / each), wait_for = strcmp(value(2), "wait") == 0;
    struct sigaction action = {.sa_handler = SIG_DFL};

    if (strcmp(value(2), "ignore") == 0)
        action.sa_handler = SIG_IGN;
    if (strcmp(value(2), "nocldwait") == 0)
        action.sa_flags = SA_NOCLDWAIT;
    sigaction(SIGCHLD, &action, NULL);
    for (int i = 0; i < children && alive(); i++) {
        int ended[2];
        char none;

        if (pipe(ended) < 0)
            return;
        if (fork() == 0) {
            burn(each);
            _exit(0);
        }
        close(ended[1]);
        if (read(ended[0], &none, 1) != 0) /* until the child has ended */
            return;
        close(ended[0]);
        if (wait_for)
            wait(NULL);
    }
    puts("done");
}

static void page_faults(void)
{
    while (alive()) {
        char *at = mmap(NULL, 4 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        touch(at, 4 << 20);
        munmap(at, 4 << 20);
    }
}
