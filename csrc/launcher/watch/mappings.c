/* mappings.c - what mappings.h describes. */
#include "watch/mappings.h"

#include "base/files.h"
#include "confine/sys.h"
#include "confine/text.h"
#include "base/time.h"
#include "watch/process.h"

#define MOST_SHARED 512

/* Nanoseconds: between two readings of all mappings, and how much of a processor's
 * time is spent on it at one look. */
#define MAPPINGS_INTERVAL 50000000
#define READING_TIME 20000000

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

static void begin_reading(const int *threads, int count)
{
    reading.under_way = true;
    reading.at = 0;
    reading.count = count;
    reading.more = reading.mappings = 0;
    for (int i = 0; i < count; i++)
        reading.threads[i] = threads[i];
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

int64_t mappings_shared(void)
{
    int64_t sum = larger(shared.more, reading.more);

    for (int i = 0; i < shared.count; i++)
        sum += shared.mapping[i].size;
    return sum;
}

int64_t mappings_count(void) { return larger(shared.mappings, reading.mappings); }

void mappings_look(const int *threads, int count, bool now, int64_t until)
{
    static int64_t next;
    const int64_t time = clock_now();

    if (!reading.under_way && (now || time >= next)) {
        begin_reading(threads, count);
        next = time + MAPPINGS_INTERVAL;
    }
    if (reading.under_way)
        go_on_reading(until);
}
