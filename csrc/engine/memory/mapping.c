/* mapping.c -- memory at places that nobody can know.
 *
 * An exploit has to know where things are, so nothing has a place that could be
 * known.  Places are taken above what an address sanitizer uses,
 * and below where Linux puts programs, their heap, libraries and stacks: so that
 * from the place of one nothing follows for another, and with the kernel's own
 * randomisation switched off as well.
 */
#define _GNU_SOURCE
#include "memory/mapping.h"

#include "base/page.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/types.h>

static const uintptr_t FIRST_PLACE = 0x110000000000, LAST_PLACE = 0x540000000000;
/* PocketPy also orders names by their whole address.  So that the order of two
 * is the same in every process, the names that all VMs share are below here,
 * and regions, where a script's own are, above. */
static const uintptr_t FIRST_REGION = 0x150000000000;

/* The kernel's; 0 and errno: it has none. */
static uint64_t random_number(void)
{
    uint64_t number;
    ssize_t got;

    do
        got = getrandom(&number, sizeof number, 0);
    while (got < 0 && errno == EINTR);
    return got == (ssize_t)sizeof number ? number : 0;
}

/* NULL and errno. */
static void *map_there(void *want, size_t size, int protection, int flags)
{
    void *got = mmap(want, size, protection,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | flags, -1, 0);
    if (got == want)
        return got;
    if (got != MAP_FAILED) { /* a kernel before 4.17 takes the flag for a hint */
        munmap(got, size);
        errno = EEXIST;
    }
    return NULL;
}

static void *map_at_random(size_t size, uintptr_t first, uintptr_t end, uintptr_t step,
                           int protection, int flags)
{
    const uintptr_t places = (end - first) / step;

    for (int attempt = 0; attempt < 256; attempt++) {
        const uint64_t number = random_number();
        if (number == 0)
            return NULL; /* errno says why there is no chance */
        void *got = map_there((void *)(first + number % places * step), size, protection, flags);
        if (got != NULL || errno != EEXIST)
            return got;
    }
    errno = ENOMEM;
    return NULL;
}

void *map_anew(size_t size, int protection, int flags)
{
    void *got = map_at_random(size, FIRST_PLACE, LAST_PLACE, PAGE, protection, flags);
    if (got == NULL && errno == ENOMEM) /* an address space of another shape */
        got = mmap(NULL, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    return got != NULL ? got : MAP_FAILED;
}

/* Where the address space is laid out otherwise: reserve too much, trim. */
static void *map_anywhere(size_t size)
{
    const size_t step = (size_t)1 << REGION_BITS;
    char *wide =
        mmap(NULL, size + step, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (wide == MAP_FAILED)
        return NULL;
    char *base = (char *)round_up((uintptr_t)wide, step);
    if (base > wide)
        munmap(wide, (size_t)(base - wide));
    munmap(base + size, (size_t)(wide + step - base));
    if (mprotect(base, size, PROT_READ | PROT_WRITE) != 0) {
        int error = errno;
        munmap(base, size);
        errno = error;
        return NULL;
    }
    return base;
}

static void *map_aligned(size_t size, uintptr_t first, uintptr_t end)
{
    void *base = map_at_random(size, first, end, (uintptr_t)1 << REGION_BITS,
                               PROT_READ | PROT_WRITE, MAP_NORESERVE);
    /* ENOMEM also says that the address space does not reach so far. */
    return base != NULL || errno != ENOMEM ? base : map_anywhere(size);
}

void *map_shared_names(size_t size) { return map_aligned(size, FIRST_PLACE, FIRST_REGION); }

void *map_region(size_t size) { return map_aligned(size, FIRST_REGION, LAST_PLACE); }

void *map_region_at(size_t size, uint64_t number)
{
    const uintptr_t step = (uintptr_t)1 << REGION_BITS;
    void *const want =
        (void *)(FIRST_REGION + number % ((LAST_PLACE - FIRST_REGION) / step) * step);
    void *const base = map_there(want, size, PROT_READ | PROT_WRITE, MAP_NORESERVE);
    return base != NULL || errno != ENOMEM ? base : map_anywhere(size);
}
