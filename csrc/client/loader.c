/* loader.c -- what loader.h describes. */
#define _GNU_SOURCE
#include "client/loader.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <unistd.h>

/* All that is looked for is at the beginning of the file. */
union beginning {
    ElfW(Ehdr) header;
    char bytes[4096];
};

static bool find_in(const union beginning *file, size_t size, char path[LOADER_PATH_MOST])
{
    const ElfW(Ehdr) *const header = &file->header;
    if (size < sizeof *header || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0
        || header->e_phentsize != sizeof(ElfW(Phdr)))
        return false;
    for (size_t i = 0; i < header->e_phnum; i++) {
        const size_t at = header->e_phoff + i * sizeof(ElfW(Phdr));
        ElfW(Phdr) part;
        if (at > size || size - at < sizeof part)
            return false;
        memcpy(&part, file->bytes + at, sizeof part);
        if (part.p_type != PT_INTERP)
            continue;
        if (part.p_offset > size || part.p_filesz > size - part.p_offset
            || part.p_filesz > LOADER_PATH_MOST || part.p_filesz == 0)
            return false;
        memcpy(path, file->bytes + part.p_offset, part.p_filesz);
        return path[part.p_filesz - 1] == '\0';
    }
    return false;
}

bool loader_find(const char *executable, char path[LOADER_PATH_MOST])
{
    union beginning file;
    if (access(executable, X_OK) != 0)
        return false;
    const int descriptor = open(executable, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const ssize_t got = pread(descriptor, &file, sizeof file, 0);
    close(descriptor);
    return got > 0 && find_in(&file, (size_t)got, path) && access(path, X_OK) == 0;
}
