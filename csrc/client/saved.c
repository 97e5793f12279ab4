/* saved.c -- what saved.h describes. */
#define _GNU_SOURCE
#include "client/saved.h"

#include "channel/memory_file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

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
    saved->process = zygote->process;
    client_lock();
    saved->identity = zygote_number();
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
    if ((zygote = zygote_if_any()) != NULL && saved->connection == zygote->connection) {
        const struct to_worker forget = { .type = CONTROL_FORGET_IMAGE, .worker = saved->number };
        zygote_send(zygote, &forget, sizeof forget, -1);
    }
    client_unlock();
    munmap(saved->data, saved->size == 0 ? 1 : saved->size);
    free(saved);
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

bool saved_register(struct saved *saved, struct zygote *zygote)
{
    if (saved->process != zygote->process) {
        errno = ESTALE;
        return false;
    }
    if (saved->connection == zygote->connection)
        return true;
    /* The zygote must be able to trust that it does not change. */
    const int file = memory_file_of("pkhost-image", saved->data, saved->size);
    if (file < 0)
        return false;
    struct to_worker image = { .type = CONTROL_IMAGE, .worker = zygote_number() };
    const bool sent = zygote_send(zygote, &image, sizeof image, file);
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
