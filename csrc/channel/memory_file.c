/* memory_file.c -- what memory_file.h describes. */
#define _GNU_SOURCE
#include "channel/memory_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8U
#endif

int memory_file(const char *name)
{
    /* Systems on which files in memory must not be executable ask for the flag; kernels
     * before 6.3 do not know it. */
    const int file = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);
    if (file >= 0 || errno != EINVAL)
        return file;
    return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

int memory_file_of(const char *name, const void *data, size_t size)
{
    const int seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
    const int file = memory_file(name);
    if (file < 0)
        return -1;
    ssize_t wrote = 0;
    for (size_t done = 0; done < size && wrote >= 0; done += wrote > 0 ? (size_t)wrote : 0) {
        wrote = write(file, (const char *)data + done, size - done);
        if (wrote < 0 && errno == EINTR)
            wrote = 0;
    }
    if (wrote >= 0 && fcntl(file, F_ADD_SEALS, seals) == 0)
        return file;
    const int error = errno;
    close(file);
    errno = error;
    return -1;
}

bool memory_file_replace(void *pages, size_t size)
{
    const int file = memory_file_of("pkhost-pristine", pages, size);
    const bool done =
        file >= 0
        && mmap(pages, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, file, 0) == pages;
    if (file >= 0)
        close(file);
    return done;
}
