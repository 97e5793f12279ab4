/* making.c -- what making.h describes. */
#define _GNU_SOURCE
#include "worker/making.h"

#include "base/page.h"
#include "base/stack.h"
#include "worker/ending.h"
#include "worker/forker.h"
#include "worker/group_forker.h"
#include "worker/kinds.h"
#include "worker/lock_in.h"
#include "channel/memory_file.h"
#include "worker/points.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static uint64_t inherited;
static struct locked_in zygote_locked;
static struct worker *unfinished; /* for making_end() */

void making_begin(uint64_t address_space, const struct locked_in *locked)
{
    inherited = address_space;
    zygote_locked = *locked;
}

/* What is needed on the way. */
struct making {
    struct worker *worker;
    int lane; /* the descriptor of the lanes' memory, or -1 */
    void *image;
    size_t image_size;
};

/* -------------------------------------------------------------------------- lanes */

static size_t lanes_size(const struct worker *w) { return w->lane_count * w->lane_size; }

/* Memory that is as large as it is for good, whatever is done with the descriptor: so
 * nobody gets a SIGBUS of it. */
static bool make_lanes(struct making *m, uint32_t count)
{
    struct worker *const w = m->worker;
    w->lane_count = count;
    w->group = count > 1;
    w->lane_size = lane_size(count == 1 ? LANE_RING : LANE_RING_IN_GROUP);
    m->lane = point_fails(POINT_LANE_FILE) ? -1 : memory_file("pkhost-lane");
    if (m->lane < 0)
        return false;
    if (point_fails(POINT_LANE_SIZE) || ftruncate(m->lane, (off_t)lanes_size(w)) != 0)
        return false;
    if (point_fails(POINT_LANE_SEAL)
        || fcntl(m->lane, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        return false;
    void *const got =
        point_fails(POINT_LANE_MAP)
            ? MAP_FAILED
            : mmap(NULL, lanes_size(w), PROT_READ | PROT_WRITE, MAP_SHARED, m->lane, 0);
    if (got == MAP_FAILED)
        return false;
    w->lanes = got;
    return true;
}

/* The fork has the lane now, and no other one is to have it.  Here the rings are of no
 * use. */
static void keep_words_only(struct worker *w)
{
    const size_t words = round_up(LANE_WORDS, (size_t)sysconf(_SC_PAGESIZE));
    munmap(w->lanes + words, lanes_size(w) - words);
    w->lane_size = words;
    w->lane_count = 1; /* of a group, the one that is its own */
    madvise(w->lanes, words, MADV_DONTFORK);
}

/* ------------------------------------------------------------------------- images */

static bool map_image(struct making *m, const struct host *host, uint64_t number)
{
    struct stat file;
    const struct kept_image *const image = books_find_image(host, number);
    if (image == NULL || image->descriptor < 0) {
        errno = image == NULL ? ENOENT : EMFILE;
        return false;
    }
    if (fstat(image->descriptor, &file) != 0)
        return false;
    m->image_size = (size_t)file.st_size;
    void *const got =
        point_fails(POINT_IMAGE_MAP)
            ? MAP_FAILED
            : mmap(NULL, m->image_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, image->descriptor, 0);
    if (got == MAP_FAILED)
        return false;
    m->image = got;
    return true;
}

/* -------------------------------------------------------------------------- worker */

enum {
    /* What B and the engine map after S has looked, and the C library may. */
    LATER = 2 * STACK_SIZE + (24 << 20),
    /* Of all groups and workers of a zygote: the kernel counts them together. */
    GROUP_THREADS = 16384,
};

static enum worker_step limit(const struct making *m, const struct make *make, char *message)
{
    const bool group = make->lanes > 1;
    m->worker->addresses = inherited + LATER + make->memory + m->image_size
                           + (group ? lanes_size(m->worker) + GROUP_ARENAS * (128ull << 20) : 0);
    const struct lock_in_limits limits = {
        .address_space = m->worker->addresses + make->reserve,
        .threads = group ? GROUP_THREADS : 0,
    };
    const int error = point_fails(POINT_LIMITS) ? -errno : lock_in_limits(m->worker->pid, &limits);
    if (error != 0) {
        snprintf(message, GREETING_TEXT, "its limits (prlimit)");
        errno = -error;
        return WORKER_STEP_LOCK_IN;
    }
    limit_worker(m->worker, RLIMIT_CPU, make->cpu_time);
    return WORKER_STEP_NONE;
}

void limit_worker(struct worker *worker, uint32_t resource, uint64_t value)
{
    if (worker->pid == 0)
        return;
    if (resource == RLIMIT_CPU)
        limit_processor_time(worker, value);
    else if (resource == LIMIT_CPU_MORE)
        limit_more_processor_time(worker, value);
    else
        (void)lock_in_limit(worker->pid, resource, worker->addresses + value);
    if (resource == RLIMIT_AS)
        tell_of_limit(worker);
}

/* Of the kind, or NULL and a message, or errno if that is empty. */
static const struct pristine *pristine_for(const struct make *make, char *message)
{
    const struct pristine *const pristine =
        kinds_find(make->memory, make->dialect, make->policy, make->policy_size);
    if (pristine != NULL)
        return pristine;
    errno = 0;
    return forker_make_kind(make->memory, make->dialect, make->policy, make->policy_size, message,
                            GREETING_TEXT);
}

void making_expect(const struct make *expected)
{
    char message[GREETING_TEXT];
    (void)pristine_for(expected, message); /* why not, is told when it is asked for */
}

static enum worker_step make_group(struct making *m, const struct make *make, char *message)
{
    if (!kinds_choose_none())
        return WORKER_STEP_START;
    const struct group_birth birth = { getpid(), m->worker->lanes, &zygote_locked };
    const int pid = group_fork(&birth);
    if (pid < 0)
        return WORKER_STEP_FORK;
    books_has_pid(m->worker, pid);
    unfinished = m->worker;
    return limit(m, make, message);
}

static enum worker_step make_in_steps(struct making *m, struct host *host, const struct make *make,
                                      char *message)
{
    const bool group = make->lanes == LANES_IN_GROUP;
    if (make->lanes != 1 && !group) {
        errno = EINVAL;
        return WORKER_STEP_START;
    }
    if (books_find_worker(host, make->worker) != NULL) {
        errno = EEXIST;
        return WORKER_STEP_START;
    }
    m->worker = point_fails(POINT_PLACE) ? NULL : books_add_worker(host, make->worker);
    if (m->worker == NULL || !make_lanes(m, make->lanes)
        || (make->image != 0 && !map_image(m, host, make->image)))
        return WORKER_STEP_START;

    if (group)
        return make_group(m, make, message);
    const struct pristine *const pristine = pristine_for(make, message);
    if (pristine == NULL)
        return WORKER_STEP_ENGINE;
    if (!kinds_choose(pristine))
        return WORKER_STEP_START;

    const struct birth birth = { .zygote = getpid(),
                                 .pristine = pristine,
                                 .lane = m->worker->lanes,
                                 .ring = LANE_RING,
                                 .image = m->image,
                                 .image_size = m->image_size };
    const int pid = forker_fork(&birth);
    if (pid < 0)
        return WORKER_STEP_FORK;
    books_has_pid(m->worker, pid);
    unfinished = m->worker;
    return limit(m, make, message);
}

void making_end(void)
{
    if (unfinished != NULL)
        keep_words_only(unfinished);
    unfinished = NULL;
    kinds_settle();
}

static void undo(struct making *m)
{
    making_end();
    if (m->worker != NULL)
        end_worker(m->worker);
    if (m->lane >= 0)
        close(m->lane);
    m->lane = -1;
}

int make_worker(struct host *host, const struct make *make, struct made *answer)
{
    struct making m = { .lane = -1 };

    *answer = (struct made){ .worker = make->worker };
    points_fail_at(make->fault);
    answer->step = make_in_steps(&m, host, make, answer->message);
    answer->error = errno;
    points_fail_at(POINT_NONE);
    if (m.image != NULL)
        munmap(m.image, m.image_size);
    if (answer->step == WORKER_STEP_NONE)
        answer->error = 0;
    else
        undo(&m);
    return m.lane;
}
