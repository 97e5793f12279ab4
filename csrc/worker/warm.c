/* warm.c -- what warm.h describes. */
#define _GNU_SOURCE
#include "worker/warm.h"

#include "base/vm.h"
#include "memory/image.h"
#include "memory/region.h"
#include "run/workers.h"

#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { UNIT = 4096 }; /* bytes: no kernel has smaller pages */

/* ------------------------------------------------------------------------- learning */

static void run_small_script(pkhost_vm *vm)
{
    static const char script[] = "print(len([1]))\n";
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
    return true;
}

/* ------------------------------------------------------------------------- touching */

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

/* Code and constants of the objects that hold the engine and PocketPy: the program itself,
 * and the first library that it is linked to. */
static int touch_code(struct dl_phdr_info *object, size_t size, void *left)
{
    (void)size;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    int *const objects = left;
    if (object->dlpi_name[0] != '\0' && strstr(object->dlpi_name, "pocketpy") == NULL)
        return 0;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *const part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W) != 0)
            continue;
        const uintptr_t begin = (object->dlpi_addr + part->p_vaddr) / page * page;
        const uintptr_t end = object->dlpi_addr + part->p_vaddr + part->p_memsz;
        /* A kernel before 5.14 does not know it. */
        (void)madvise((void *)begin, end - begin, MADV_POPULATE_READ);
    }
    return --*objects == 0;
}

static void touch(char *page) { __atomic_fetch_or(page, 0, __ATOMIC_RELAXED); }

void warm_touch(const struct warmth *warmth, pkhost_vm *vm)
{
    int objects = 2;
    (void)dl_iterate_phdr(touch_code, &objects);
    for (size_t at = 0; at < sizeof *vm; at += UNIT)
        touch((char *)vm + at);
    touch((char *)vm + sizeof *vm - 1);
    for (uint32_t i = 0; i < warmth->count; i++)
        touch((char *)vm->region + (size_t)warmth->pages[i] * UNIT);
}
