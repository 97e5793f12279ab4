/* warm.c -- what warm.h describes. */
#define _GNU_SOURCE
#include "worker/warm.h"

#include "base/clock.h"
#include "base/futex.h"
#include "base/page.h"
#include "base/vm.h"
#include "memory/image.h"
#include "memory/region.h"
#include "run/workers.h"
#include "worker/code.h"

#include <sys/mman.h>

#define POPULATE_WRITE 23 /* MADV_POPULATE_WRITE: older headers lack it */

enum { UNIT = 4096 }; /* bytes: no kernel has smaller pages */

/* ------------------------------------------------------------------------- learning */

static void run_small_script(pkhost_vm *vm)
{
    static const char script[] = "def f(n): return n + 1\n"
                                 "t = 0\n"
                                 "for i in range(3): t += f(i)\n"
                                 "print(len([t]), str(t))\n";
    const pkhost_request request = {
        .source = script,
        .source_size = sizeof script - 1,
        .filename = "",
        .payload = "",
        .input = "",
        .files = "",
        .steps = 1000,
        .memory = vm->region->memory,
        .stdout_limit = PKHOST_UNLIMITED,
        .stderr_limit = PKHOST_UNLIMITED,
        .wall_time = PKHOST_UNLIMITED,
        .cpu_time = PKHOST_UNLIMITED,
        .recursion = 100,
        .slice = PKHOST_UNSLICED,
    };
    if (pkhost_vm_start(vm, &request) == PKHOST_DONE)
        workers_run();
}

struct learning {
    struct warmth *warmth;
    const region *region;
};

static void note(const void *address, void *context)
{
    const struct learning *const l = context;
    struct warmth *const w = l->warmth;
    const uint32_t page = (uint32_t)(((uintptr_t)address - (uintptr_t)l->region) / UNIT);
    const uint32_t end =
        w->count > 0 ? w->runs[w->count - 1].first + w->runs[w->count - 1].count : 0;
    if (end > page)
        return; /* it was visited */
    if (w->count > 0 && end == page) {
        w->runs[w->count - 1].count++;
    } else if (w->count < WARM_RUNS_MOST) {
        w->runs[w->count].first = page;
        w->runs[w->count++].count = 1;
    }
}

/* What is zero again need not be copied. */
static void give_back(region *r, uint64_t high)
{
    const uint64_t from = round_up(r->heap.top, PAGE), to = round_up(high, PAGE);
    if (from < to && to <= r->size)
        (void)madvise((char *)r + from, to - from, MADV_DONTNEED);
}

bool warm_learn(struct warmth *warmth, pkhost_vm *vm)
{
    struct learning l = { warmth, vm->region };
    warmth->count = 0;
    if (workers_enlist() != PKHOST_DONE)
        return false;
    run_small_script(vm);
    image_visit_changed(vm->image, vm->region, note, &l);
    const uint64_t high = vm->region->heap.high;
    (void)pkhost_vm_reset(vm);
    give_back(vm->region, high);
    (void)can_spin(); /* asked once, for all workers */
    return true;
}

/* ------------------------------------------------------------------------- touching */

/* A page begins before what is to be used of it, which a sanitizer takes for a fault. */
#if defined(__SANITIZE_ADDRESS__)
#define NO_CHECKS __attribute__((no_sanitize_address))
#else
#define NO_CHECKS
#endif

/* Have them written to, though nothing is changed.  A kernel before 5.14 knows no way but that. */
static NO_CHECKS void touch(char *from, size_t pages)
{
    if (pages > 1 && madvise(from, pages * UNIT, POPULATE_WRITE) == 0)
        return;
    for (size_t i = 0; i < pages; i++)
        __atomic_fetch_or(from + i * UNIT, 0, __ATOMIC_RELAXED);
}

/* All pages that these bytes are on. */
static void touch_bytes(void *from, void *to)
{
    char *const first = (char *)((uintptr_t)from / UNIT * UNIT);
    touch(first, ((uintptr_t)to - 1 - (uintptr_t)first) / UNIT + 1);
}

/* Where the stack will grow to. */
static void touch_stack(void)
{
    enum { DEEPER = 2 }; /* pages, as far as a small script gets */
    char *const here = (char *)((uintptr_t)__builtin_frame_address(0) / UNIT * UNIT);
    touch(here - DEEPER * UNIT, DEEPER);
}

/* What the small script has left of such buffers. */
static void touch_text(const text *t)
{
    if (t->capacity > 0)
        touch_bytes(t->data, t->data + 1);
}

void warm_touch(const struct warmth *warmth, pkhost_vm *vm)
{
    code_touch();
    (void)clock_ns(CLOCK_MONOTONIC); /* what the kernel maps for that, no fork has at once */
    touch_stack();
    touch_bytes(vm, vm->files.handles);
    touch_bytes(vm->files.handles + FILE_HANDLES, vm + 1);
    touch_text(&vm->run.source);
    touch_text(&vm->output.out.kept);
    for (uint32_t i = 0; i < warmth->count; i++)
        touch((char *)vm->region + (size_t)warmth->runs[i].first * UNIT, warmth->runs[i].count);
}
