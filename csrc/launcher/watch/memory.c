/* memory.c - how much memory a tree of processes uses, without a control group.
 *
 * The kernel tells of each process what is mapped and present: its resident
 * memory.  Three things make the tree's memory another number:
 *
 *   What is counted more than once.  Pages that processes share after a fork are
 *   resident in each, and processes may share one memory altogether (vfork,
 *   CLONE_VM).  A sum of resident memory is an upper bound: only if it is over the
 *   limit does it matter which processes share what, and only then is that looked up.
 *
 *   What belongs to a process and is not resident: its page tables, what is
 *   swapped out, huge pages.  The kernel tells of these, too.  It also keeps
 *   a record of each mapping; their number is that of the lines of /proc/PID/maps.
 *
 *   What a shared anonymous mapping holds but does not map.  Its pages stay until
 *   no process maps any part of it, also those that were unmapped meanwhile, and
 *   the kernel does not tell how many there are.  So such a mapping counts as if it
 *   was in use up to the highest place that was ever seen mapped.
 *
 * A program can make both lists long: what it has mapped, and what it shares.  So
 * that this makes no limit late, mappings are read a bit at a time, and nothing is
 * begun after the deadline that the caller gives.
 */
#include "watch/memory.h"

#include <stdbool.h>

#include "base/files.h"
#include "base/text.h"
#include "base/time.h"

#define MOST_PROCESSES 8192
#define MOST_SHARED 512

enum { COMPARE_MEMORY = 1 /* KCMP_VM */ };

/* Nanoseconds: between two readings of all mappings, and how much of a processor's
 * time is spent on it at one look. */
#define MAPPINGS_INTERVAL 50000000
#define READING_TIME 20000000

/* Bytes that the kernel keeps of a mapping. */
#define RECORD 256

static struct {
    int count;
    struct process {
        int thread;
        int64_t resident;     /* bytes, all of them */
        int64_t shared;       /* those of them that are of shared mappings and tmpfs */
        int64_t not_resident; /* page tables, swap, huge pages */
    } process[MOST_PROCESSES];
    int64_t largest; /* of the above, and sums of them */
    int64_t resident;
    int64_t shared;
    int64_t not_resident;
    int64_t unexplained; /* address space that could be shared anonymous mappings */
} look;

/* Shared anonymous mappings, which processes inherit, by their inode.  Kept from
 * look to look, as long as they are mapped anywhere. */
static struct {
    int count;
    struct shared {
        uint64_t inode;
        int64_t size; /* at least */
        bool seen;
    } mapping[MOST_SHARED];
    int64_t more;     /* bytes of those that there was no room for */
    int64_t mappings; /* of any kind, how many */
} shared;

/* A reading of all mappings that goes on from look to look. */
static struct {
    bool under_way;
    int count, at; /* the processes, and which of them is next or being read */
    int threads[MOST_PROCESSES];
    bool is_open;
    int fd;
    size_t have;
    char text[(32 << 10) + 1];
    int64_t more, mappings; /* as above, so far */
} reading;

void memory_begin(void)
{
    look.count = 0;
    look.largest = look.resident = look.shared = look.not_resident = look.unexplained = 0;
}

void memory_add(int thread)
{
    static const char *const names[] = {
        "VmSize:", "VmRSS:", "RssShmem:", "VmData:", "VmStk:",
        "VmExe:",  "VmLib:", "VmPTE:",    "VmSwap:", "HugetlbPages:",
    };
    enum { SIZE, RESIDENT, SHARED, DATA, STACK, TEXT, LIBRARIES, TABLES, SWAP, HUGE, COUNT };
    int64_t value[COUNT] = { 0 }, rest;
    struct process *process = &look.process[look.count];
    /* A user can be in 65,536 groups, which stand before what is looked for. */
    static char text[(65536 * 11) + 4096];
    char path[64];

    if (look.count == MOST_PROCESSES)
        return;
    process_path(path, sizeof path, thread, "/status");
    if (file_read(SYS_AT_FDCWD, path, text, sizeof text) <= 0)
        return; /* it has just ended */
    for (const char *at = text; *at != 0; at = text_next_line(at)) {
        if (*at != 'V' && *at != 'R' && *at != 'H')
            continue;
        for (int name = 0; name < COUNT; name++) {
            const char *number = text_after(at, names[name]);

            if (number != NULL) {
                value[name] = (int64_t)text_number(&number) * 1024;
                break;
            }
        }
    }
    process->thread = thread;
    process->resident = value[RESIDENT];
    process->shared = value[SHARED];
    process->not_resident = value[TABLES] + value[SWAP] + value[HUGE];
    rest = value[SIZE] - value[DATA] - value[STACK] - value[TEXT] - value[LIBRARIES];
    look.largest = larger(look.largest, process->resident);
    look.resident += process->resident;
    look.shared += process->shared;
    look.not_resident += process->not_resident;
    look.unexplained += rest > 0 ? rest : 0;
    look.count++;
}

/* ---- Shared anonymous mappings ---- */

static void note_shared(uint64_t inode, int64_t begin, int64_t end)
{
    for (int i = 0; i < shared.count; i++) {
        struct shared *known = &shared.mapping[i];

        if (known->inode != inode)
            continue;
        known->seen = true;
        if (end > known->size)
            known->size = end;
        return;
    }
    if (shared.count == MOST_SHARED)
        reading.more += end - begin;
    else
        shared.mapping[shared.count++] = (struct shared){ inode, end, true };
}

/* "START-END rwxs OFFSET MAJOR:MINOR INODE   NAME" */
static void read_mapping(const char *at)
{
    uint64_t start = text_hexadecimal(&at), end, offset, inode;

    reading.mappings++;
    at++;
    end = text_hexadecimal(&at);
    if (text_length(at) < 6 || at[4] != 's')
        return;
    at += 6;
    offset = text_hexadecimal(&at);
    while (*at == ' ')
        at++;
    while (*at && *at != ' ')
        at++;
    inode = text_number(&at);
    while (*at == ' ')
        at++;
    if (text_after(at, "/dev/zero (deleted)") || text_after(at, "[anon_shmem")
        || text_after(at, "/memfd:") || text_after(at, "/SYSV"))
        note_shared(inode, (int64_t)offset, (int64_t)(offset + (end - start)));
}

static void begin_reading(void)
{
    reading.under_way = true;
    reading.at = 0;
    reading.count = look.count;
    reading.more = reading.mappings = 0;
    for (int i = 0; i < look.count; i++)
        reading.threads[i] = look.process[i].thread;
    for (int i = 0; i < shared.count; i++)
        shared.mapping[i].seen = false;
}

static void end_reading(void)
{
    int kept = 0;

    reading.under_way = false;
    shared.more = reading.more;
    shared.mappings = reading.mappings;
    for (int i = 0; i < shared.count; i++)
        if (shared.mapping[i].seen)
            shared.mapping[kept++] = shared.mapping[i];
    shared.count = kept;
}

/* Some lines of the process that is being read.  Returns whether there may be more. */
static bool read_lines(void)
{
    char *const text = reading.text;
    const size_t room = sizeof reading.text - 1;
    const long got = sys_read(reading.fd, text + reading.have, room - reading.have);
    size_t begin = 0;

    if (got <= 0)
        return false;
    reading.have += (size_t)got;
    for (size_t i = 0; i < reading.have; i++)
        if (text[i] == '\n') {
            text[i] = 0;
            read_mapping(text + begin);
            begin = i + 1;
        }
    if (begin == 0 && reading.have == room)
        return false; /* no line is that long */
    memmove(text, text + begin, reading.have - begin);
    reading.have -= begin;
    return true;
}

static bool open_mappings(int thread)
{
    char path[64];
    long fd;

    process_path(path, sizeof path, thread, "/maps");
    fd = sys_open(path, SYS_O_RDONLY, 0);
    reading.fd = (int)fd;
    reading.have = 0;
    return fd >= 0;
}

static void go_on_reading(int64_t until)
{
    const int64_t begun = clock_own();

    while (reading.at < reading.count) {
        if (clock_own() - begun > READING_TIME || clock_now() >= until)
            return;
        if (!reading.is_open)
            reading.is_open = open_mappings(reading.threads[reading.at]);
        if (!reading.is_open) {
            reading.at++;
        } else if (!read_lines()) {
            sys_close(reading.fd);
            reading.is_open = false;
            reading.at++;
        }
    }
    end_reading();
}

/* What shared anonymous mappings may hold in all, as far as it has been read. */
static int64_t shared_mappings(void)
{
    int64_t sum = larger(shared.more, reading.more);

    for (int i = 0; i < shared.count; i++)
        sum += shared.mapping[i].size;
    return sum;
}

/* ---- What processes share ---- */

static long compare(int one, int other)
{
    return SYS5(__NR_kcmp, one, other, COMPARE_MEMORY, 0, 0);
}

static void note_if_lending(int thread, void *with)
{
    const unsigned long shared_memory = 0x100; /* CLONE_VM */
    bool *lends = with;
    char path[64], text[256];
    const char *at = text;
    uint64_t call;

    process_path(path, sizeof path, thread, "/syscall");
    if (file_read(SYS_AT_FDCWD, path, text, sizeof text) <= 0 || *at < '0' || *at > '9')
        return; /* "running" */
    call = text_number(&at);
    at = text_after(at, " 0x");
    if (at != NULL && call == __NR_clone && (text_hexadecimal(&at) & shared_memory) != 0)
        *lends = true;
#ifdef __NR_vfork
    if (call == __NR_vfork)
        *lends = true;
#endif
}

/* Whether a process waits for a child to which it has lent its memory: nothing
 * else makes a process wait in clone or vfork.  The child counts for both. */
static bool lends_its_memory(int thread)
{
    bool lends = false;
    char path[64];

    process_path(path, sizeof path, thread, "/task");
    folder_visit_numbers(path, note_if_lending, &lends);
    return lends;
}

/* Whether a process has the same memory as one that was asked about before, since
 * `memories` was last set to 0.  They are kept in the kernel's own order. */
static bool is_known(int thread, int *memories)
{
    static int threads[MOST_PROCESSES];
    int low = 0, high = *memories;

    if (compare(thread, thread) < 0) /* the filter of a container, an old kernel */
        return lends_its_memory(thread);
    while (low < high) {
        const int middle = (low + high) / 2;
        const long order = compare(thread, threads[middle]);

        if (order == 0)
            return true;
        if (order < 0)
            return false; /* one of them has ended */
        if (order == 1)
            high = middle;
        else
            low = middle + 1;
    }
    for (int i = (*memories)++; i > low; i--)
        threads[i] = threads[i - 1];
    threads[low] = thread;
    return false;
}

/* A process's memory, where pages that it shares with n others count for 1/n, and
 * how much of that is of shared mappings.  None of one that has ended.  Leaves
 * what there is where the kernel does not tell. */
static void proportional(int thread, int64_t *resident, int64_t *of_shared)
{
    char path[64], text[2048];
    const char *number;
    long length;

    process_path(path, sizeof path, thread, "/smaps_rollup");
    length = file_read(SYS_AT_FDCWD, path, text, sizeof text);
    if (length == 0 || length == -ESRCH || (length == -ENOENT && sys_kill(thread, 0) == -ESRCH))
        *resident = *of_shared = 0;
    if (length <= 0)
        return;
    for (const char *at = text; *at != 0; at = text_next_line(at)) {
        if ((number = text_after(at, "Pss:")) != NULL)
            *resident = (int64_t)text_number(&number) * 1024;
        else if ((number = text_after(at, "Pss_Shmem:")) != NULL)
            *of_shared = (int64_t)text_number(&number) * 1024;
    }
}

/* -1 if it cannot be finished by the deadline. */
static int64_t look_closely(int64_t in_mappings, int64_t until)
{
    int64_t resident = 0, of_shared = 0, not_resident = 0;
    int memories = 0;

    for (int i = 0; i < look.count; i++) {
        struct process process = look.process[i];

        if (is_known(process.thread, &memories))
            continue;
        if (clock_now() >= until)
            return -1;
        proportional(process.thread, &process.resident, &process.shared);
        resident += process.resident;
        of_shared += process.shared;
        not_resident += process.not_resident;
    }
    return not_resident + larger(resident, resident - of_shared + in_mappings);
}

/* What shared anonymous mappings may hold.  Mappings are many in some programs, and
 * take longer to read than all else, so they are not read at every look. */
static int64_t in_shared_mappings(int64_t over, int64_t until)
{
    static int64_t next;
    const int64_t now = clock_now();

    if (!reading.under_way
        && (now >= next || look.resident + look.not_resident + look.unexplained > over)) {
        begin_reading();
        next = now + MAPPINGS_INTERVAL;
    }
    if (reading.under_way)
        go_on_reading(until);
    return shared_mappings();
}

int64_t memory_sum(int64_t over, int64_t until)
{
    const int64_t in_mappings = in_shared_mappings(over, until);
    const int64_t records = larger(shared.mappings, reading.mappings) * RECORD;
    int64_t sum, closer;

    sum = records + look.not_resident
          + larger(look.resident, look.resident - look.shared + in_mappings);
    /* What a single process has is over the limit, shared or not: its peak decides in the
     * end. */
    if (look.largest > over)
        return records + look.not_resident + look.largest;
    /* Twice, since processes come and go while they are looked at. */
    for (int again = 0; again < 2 && sum > over && look.count > 1; again++) {
        closer = look_closely(in_mappings, until);
        if (closer < 0)
            return 0;
        sum = records + closer;
    }
    return sum;
}
