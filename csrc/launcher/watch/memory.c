/* memory.c - what memory.h describes.
 *
 * The kernel tells of each process what is mapped and present: its resident
 * memory.  Three things make the tree's memory another number:
 *
 *   What is counted more than once.  Pages that processes share after a fork are
 *   resident in each, and processes may share one memory altogether (vfork,
 *   CLONE_VM).  A sum of resident memory is an upper bound: only if it is over the
 *   limit does it matter which processes share what, and only then is that looked
 *   up (sharing.h).
 *
 *   What belongs to a process and is not resident: its page tables, what is
 *   swapped out, huge pages.  The kernel tells of these, too.  It also keeps
 *   a record of each mapping; their number is that of the lines of /proc/PID/maps.
 *
 *   What a shared anonymous mapping holds but does not map (mappings.h). */
#include "watch/memory.h"

#include "base/files.h"
#include "confine/sys.h"
#include "confine/text.h"
#include "base/time.h"
#include "watch/mappings.h"
#include "watch/process.h"
#include "watch/sharing.h"

/* Bytes that the kernel keeps of a mapping. */
#define RECORD 256

static struct {
    int count;
    int threads[MOST_PROCESSES];
    struct process {
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
    look.threads[look.count] = thread;
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

/* -1 if it cannot be finished by the deadline. */
static int64_t look_closely(int64_t in_mappings, int64_t until)
{
    int64_t resident = 0, of_shared = 0, not_resident = 0;
    int memories = 0;

    for (int i = 0; i < look.count; i++) {
        struct process process = look.process[i];

        if (sharing_is_known(look.threads[i], &memories))
            continue;
        if (clock_now() >= until)
            return -1;
        sharing_proportional(look.threads[i], &process.resident, &process.shared);
        resident += process.resident;
        of_shared += process.shared;
        not_resident += process.not_resident;
    }
    return not_resident + larger(resident, resident - of_shared + in_mappings);
}

int64_t memory_sum(int64_t over, int64_t until)
{
    const bool could_be_over = look.resident + look.not_resident + look.unexplained > over;
    int64_t in_mappings, records, sum, closer;

    mappings_look(look.threads, look.count, could_be_over, until);
    in_mappings = mappings_shared();
    records = mappings_count() * RECORD;
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
