/* saved.c -- what saved.h describes. */
#define _GNU_SOURCE
#include "client/saved.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8U
#endif

struct saved *saved_new(const struct zygote *zygote, size_t size)
{
    struct saved *const saved = calloc(1, sizeof *saved);
    if (saved == NULL)
        return NULL;
    saved->data = mmap(NULL, size == 0 ? 1 : size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (saved->data == MAP_FAILED) {
        free(saved);
        return NULL;
    }
    saved->size = size;
    saved->holders = 1;
    saved->process = zygote->process;
    client_lock();
    saved->identity = zygote_number();
    client_unlock();
    return saved;
}

struct saved *saved_share(struct saved *saved)
{
    client_lock();
    saved->holders++;
    client_unlock();
    return saved;
}

void saved_free(struct saved **owner)
{
    struct saved *const saved = *owner;
    struct zygote *zygote;

    *owner = NULL;
    if (saved == NULL)
        return;
    client_lock();
    const bool last = --saved->holders == 0;
    if (last && (zygote = zygote_if_any()) != NULL && saved->connection == zygote->connection) {
        const struct to_worker forget = { .type = CONTROL_FORGET_IMAGE, .worker = saved->number };
        zygote_send(zygote, &forget, sizeof forget, -1);
    }
    client_unlock();
    if (last) {
        munmap(saved->data, saved->size == 0 ? 1 : saved->size);
        free(saved);
    }
}

bool saved_is_of_use(const struct saved *saved)
{
    client_lock();
    struct zygote *const zygote = zygote_if_any();
    if (zygote != NULL)
        zygote_look(zygote);
    const bool of_use = zygote != NULL && !zygote->dead && zygote->process == saved->process;
    client_unlock();
    return of_use;
}

static int make_file(const struct saved *saved)
{
    /* Systems on which files in memory must not be executable ask for the flag; older ones
     * do not know it. */
    int file = memfd_create("pkhost-image", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);
    if (file < 0 && errno == EINVAL)
        file = memfd_create("pkhost-image", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    for (size_t done = 0; file >= 0 && done < saved->size;) {
        const ssize_t wrote = write(file, saved->data + done, saved->size - done);
        if (wrote >= 0) {
            done += (size_t)wrote;
        } else if (errno != EINTR) {
            const int error = errno;
            close(file);
            errno = error;
            file = -1;
        }
    }
    return file;
}

bool saved_register(struct saved *saved, struct zygote *zygote)
{
    if (saved->process != zygote->process) {
        errno = ESTALE;
        return false;
    }
    if (saved->connection == zygote->connection)
        return true;
    int file = make_file(saved);
    if (file < 0)
        return false;
    /* The zygote's end must be able to trust that it does not change. */
    const int seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
    struct to_worker image = { .type = CONTROL_IMAGE, .worker = zygote_number() };
    const bool sent =
        fcntl(file, F_ADD_SEALS, seals) == 0 && zygote_send(zygote, &image, sizeof image, file);
    const int error = errno;
    if (sent) {
        saved->number = image.worker;
        saved->connection = zygote->connection;
        /* One copy is enough.  If that fails, there are two. */
        if (saved->size != 0)
            mmap(saved->data, saved->size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0);
    }
    close(file);
    errno = error;
    return sent;
}
