/* warm.c -- what warm.h describes. */
#define _GNU_SOURCE
#include "worker/warm.h"

#include "base/clock.h"
#include "base/futex.h"
#include "base/vm.h"
#include "memory/image.h"
#include "memory/region.h"
#include "run/workers.h"
#include "worker/code.h"

#include <string.h>

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

static void note(const void *page, void *context)
{
    const struct learning *const l = context;
    if (l->warmth->count < WARM_PAGES_MOST)
        l->warmth->pages[l->warmth->count++] =
            (uint32_t)(((uintptr_t)page - (uintptr_t)l->region) / UNIT);
}

bool warm_learn(struct warmth *warmth, pkhost_vm *vm)
{
    struct learning l = { warmth, vm->region };
    warmth->count = 0;
    if (workers_enlist() != PKHOST_DONE)
        return false;
    run_small_script(vm);
    image_visit_changed(vm->image, vm->region, note, &l);
    (void)pkhost_vm_reset(vm);
    (void)can_spin(); /* asked once, for all workers */
    return true;
}

/* ------------------------------------------------------------------------- touching */

static void touch(char *page) { __atomic_fetch_or(page, 0, __ATOMIC_RELAXED); }

void warm_touch(const struct warmth *warmth, pkhost_vm *vm)
{
    code_touch();
    (void)clock_ns(CLOCK_MONOTONIC); /* what the kernel maps for that, no fork has at once */
    for (size_t at = 0; at < sizeof *vm; at += UNIT)
        touch((char *)vm + at);
    touch((char *)vm + sizeof *vm - 1);
    for (uint32_t i = 0; i < warmth->count; i++)
        touch((char *)vm->region + (size_t)warmth->pages[i] * UNIT);
}
