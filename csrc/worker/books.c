/* books.c -- what books.h describes. */
#define _GNU_SOURCE
#include "worker/books.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BUCKETS = 1 << 12 };

struct books {
    struct host hosts[HOSTS_MOST];
    uint32_t hosts_used; /* places that were ever used: none is beyond */
    struct kept_image images[IMAGES_MOST];
    uint32_t images_used;
    struct worker *by_number[BUCKETS], *by_pid[BUCKETS];
    struct worker *free;
    uint32_t workers_used;
    struct worker workers[WORKERS_MOST];
};

/* Pages that nobody has touched take up no memory. */
static struct books *books;

bool books_open(void)
{
    void *const got = mmap(NULL, sizeof *books, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (got == MAP_FAILED)
        return false;
    if (madvise(got, sizeof *books, MADV_DONTFORK) != 0)
        return false;
    books = got;
    return true;
}

/* ------------------------------------------------------------------------- hosts */

struct host *books_add_host(int socket)
{
    struct host *h = NULL;
    for (uint32_t i = 0; i < books->hosts_used && h == NULL; i++)
        if (books->hosts[i].socket < 0)
            h = &books->hosts[i];
    if (h == NULL) {
        if (books->hosts_used == HOSTS_MOST) {
            errno = ENOSPC;
            return NULL;
        }
        h = &books->hosts[books->hosts_used++];
    }
    memset(h, 0, sizeof *h);
    h->socket = socket;
    h->descriptor = -1;
    return h;
}

void books_remove_host(struct host *host)
{
    struct worker *w = NULL;
    while ((w = books_next_worker(w)) != NULL)
        if (w->host == host)
            w->host = NULL;
    host->socket = -1;
}

struct host *books_next_host(struct host *after)
{
    struct host *const end = books->hosts + books->hosts_used;
    for (struct host *h = after == NULL ? books->hosts : after + 1; h < end; h++)
        if (h->socket >= 0)
            return h;
    return NULL;
}

/* ----------------------------------------------------------------------- workers */

static struct worker **number_bucket(uint64_t number)
{
    return &books->by_number[number % BUCKETS];
}

static struct worker **pid_bucket(int pid) { return &books->by_pid[(unsigned)pid % BUCKETS]; }

struct worker *books_add_worker(struct host *host, uint64_t number)
{
    struct worker *w = books->free;
    if (w != NULL) {
        books->free = w->by_number;
    } else if (books->workers_used < WORKERS_MOST) {
        w = &books->workers[books->workers_used++];
    } else {
        errno = ENOSPC;
        return NULL;
    }
    memset(w, 0, sizeof *w);
    w->used = true;
    w->number = number;
    w->host = host;
    w->by_number = *number_bucket(number);
    *number_bucket(number) = w;
    return w;
}

void books_has_pid(struct worker *worker, int pid)
{
    worker->pid = pid;
    worker->by_pid = *pid_bucket(pid);
    *pid_bucket(pid) = worker;
}

struct worker *books_find_worker(const struct host *host, uint64_t number)
{
    struct worker *w = *number_bucket(number);
    while (w != NULL && (w->number != number || w->host != host))
        w = w->by_number;
    return w;
}

struct worker *books_find_pid(int pid)
{
    struct worker *w = *pid_bucket(pid);
    while (w != NULL && w->pid != pid)
        w = w->by_pid;
    return w;
}

void books_was_reaped(struct worker *worker)
{
    struct worker **link = pid_bucket(worker->pid);
    while (*link != worker)
        link = &(*link)->by_pid;
    *link = worker->by_pid;
    worker->pid = 0;
}

void books_remove_worker(struct worker *worker)
{
    struct worker **link = number_bucket(worker->number);
    while (*link != worker)
        link = &(*link)->by_number;
    *link = worker->by_number;
    worker->used = false;
    worker->by_number = books->free;
    books->free = worker;
}

struct worker *books_next_worker(struct worker *after)
{
    struct worker *const end = books->workers + books->workers_used;
    for (struct worker *w = after == NULL ? books->workers : after + 1; w < end; w++)
        if (w->used)
            return w;
    return NULL;
}

/* ------------------------------------------------------------------------ images */

struct kept_image *books_add_image(struct host *host, uint64_t number, int descriptor)
{
    struct kept_image *image = NULL;
    for (uint32_t i = 0; i < books->images_used && image == NULL; i++)
        if (books->images[i].number == 0)
            image = &books->images[i];
    if (image == NULL) {
        if (books->images_used == IMAGES_MOST) {
            errno = ENOSPC;
            return NULL;
        }
        image = &books->images[books->images_used++];
    }
    *image = (struct kept_image){ number, host, descriptor };
    return image;
}

struct kept_image *books_next_image(struct kept_image *after)
{
    struct kept_image *const end = books->images + books->images_used;
    for (struct kept_image *i = after == NULL ? books->images : after + 1; i < end; i++)
        if (i->number != 0)
            return i;
    return NULL;
}

struct kept_image *books_find_image(const struct host *host, uint64_t number)
{
    struct kept_image *image = NULL;
    while ((image = books_next_image(image)) != NULL)
        if (image->number == number && image->host == host)
            return image;
    return NULL;
}

void books_remove_image(struct kept_image *image)
{
    if (image->descriptor >= 0)
        close(image->descriptor);
    image->number = 0;
}
