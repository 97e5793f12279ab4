/* code.c -- what code.h describes. */
#define _GNU_SOURCE
#include "worker/code.h"

#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

struct code {
    void (*visit)(char *begin, char *end);
    bool engine_alone; /* of it and PocketPy, the program and a library; else the C library's too */
};

/* Code and constants of an object: their pages. */
static int visit_code(struct dl_phdr_info *object, size_t size, void *context)
{
    (void)size;
    const struct code *const code = context;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const char *const name = object->dlpi_name;
    const bool engine = name[0] == '\0' || strstr(name, "pocketpy") != NULL;
    if (!engine && (code->engine_alone || strstr(name, "libc.so") == NULL))
        return 0; /* few runs use the mathematical library, none the loader */
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *const part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W) != 0)
            continue;
        const uintptr_t begin = object->dlpi_addr + part->p_vaddr;
        code->visit((char *)(begin / page * page), (char *)(begin + part->p_memsz));
    }
    return 0;
}

static void touch(char *begin, char *end)
{
    /* A kernel before 5.14 does not know it. */
    (void)madvise(begin, (size_t)(end - begin), MADV_POPULATE_READ);
}

static int own_memory;        /* the file */
static bool inherited = true; /* all of it */

/* A fork copies the page tables of a mapping that has a page of the process's own: so
 * this one gets one, by writing a byte that is there anyway.  What has been used by then or
 * later, as the learning does, costs a worker no page fault any more. */
static void make_own(char *begin, char *end)
{
    const char byte = *(volatile char *)begin;
    (void)end;
    inherited &= pwrite(own_memory, &byte, 1, (off_t)(uintptr_t)begin) == 1;
}

void code_inherit(void)
{
    own_memory = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
    inherited = own_memory >= 0;
    if (own_memory >= 0) {
        (void)dl_iterate_phdr(visit_code, &(struct code){ make_own, false });
        close(own_memory);
    }
}

void code_touch(void)
{
    if (!inherited)
        (void)dl_iterate_phdr(visit_code, &(struct code){ touch, true });
}
