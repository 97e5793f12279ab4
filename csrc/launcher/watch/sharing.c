/* sharing.c - what sharing.h describes. */
#include "watch/sharing.h"

#include "base/files.h"
#include "confine/sys.h"
#include "confine/text.h"
#include "watch/process.h"

enum { COMPARE_MEMORY = 1 /* KCMP_VM */ };

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

bool sharing_is_known(int thread, int *memories)
{
    static int threads[MOST_PROCESSES]; /* in the order that the kernel gives memories */
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

void sharing_proportional(int thread, int64_t *resident, int64_t *of_shared)
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
