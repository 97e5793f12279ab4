/* files.c -- the files of a script: an in-memory file system for one run.
 *
 * The host gives a run some files, and gets back those that it wrote.  PocketPy's
 * open() and io.FileIO come here through the stdio that the capsule serves
 * (libc/stdio.c); what they get for a FILE is the address of a handle in the
 * VM's host-side struct, which is looked up, not followed, when it comes back.
 * For them a name is a name, with or without slashes.  The files of dialect
 * "python" (python/files_module.c) lie in folders: io/file_records.h.
 *
 * All of it is host memory, with a quota, so it is used in ZONE_HOST only.
 */
#include "io/files.h"

#include "base/messagepack.h"
#include "io/file_records.h"
#include "stop/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void files_clear(pkhost_vm *vm)
{
    file_records_clear(vm);
    memset(vm->files.handles, 0, (size_t)vm->files.handles_used * sizeof *vm->files.handles);
    vm->files.handles_used = 0;
    text_free(&vm->files.packed);
}

/* ------------------------------------------------------- from the host and back */

/* Packed, they are a map of names, as text, to contents, as bytes. */
int files_take(pkhost_vm *vm, const char *packed, size_t packed_size, uint64_t quota)
{
    const unsigned char *const start = (const unsigned char *)packed;
    messagepack_reader in = { start, start + packed_size };
    messagepack_item map, name, content;
    files_clear(vm);
    vm->files.quota = quota;
    if (packed_size == 0)
        return PKHOST_DONE;
    if (messagepack_read(&in, &map) != MESSAGEPACK_IS_MAP)
        return PKHOST_BAD_FILES;
    while (map.size-- > 0) {
        if (messagepack_read(&in, &name) != MESSAGEPACK_IS_STR || name.size > PKHOST_FILE_NAME_MOST
            || messagepack_read(&in, &content) != MESSAGEPACK_IS_BIN)
            return PKHOST_BAD_FILES;
        struct file *f = file_make(vm, (const char *)name.data, name.size);
        if (f == NULL || !text_append(&f->data, (const char *)content.data, content.size))
            return PKHOST_NO_MEMORY;
        vm->files.used += content.size;
    }
    return in.at == in.end ? PKHOST_DONE : PKHOST_BAD_FILES;
}

typedef struct packer {
    messagepack_writer out; /* over `chunk`; the first member, see flush() */
    text *to;
    unsigned char chunk[512];
} packer;

static bool flush(messagepack_writer *out)
{
    return text_append(((packer *)out)->to, (const char *)out->start,
                       (size_t)(out->at - out->start));
}

void files_give(pkhost_vm *vm)
{
    packer p = { .to = &vm->files.packed };
    uint32_t count = 0;
    p.out = messagepack_writer_to(p.chunk, sizeof p.chunk, flush);
    for (struct file *f = vm->files.first; f != NULL; f = f->next)
        count += file_is_given_back(f);
    text_clear(&vm->files.packed);
    if (count == 0)
        return;
    messagepack_write_map(&p.out, count);
    for (struct file *f = vm->files.first; f != NULL; f = f->next) {
        if (!file_is_given_back(f))
            continue;
        messagepack_write_str(&p.out, f->name.data, (uint32_t)(f->name.size - 1));
        messagepack_write_bin(&p.out, f->data.data, (uint32_t)f->data.size);
    }
    messagepack_flush(&p.out);
    if (p.out.failed) /* the host has no memory left: rather none than half of them */
        text_free(&vm->files.packed);
}

/* ------------------------------------------------------------------- as stdio */

/* The handle whose address PocketPy was given, or NULL. */
static open_file *handle_of(pkhost_vm *vm, const void *stream)
{
    const size_t offset = (size_t)((const char *)stream - (const char *)vm->files.handles);
    if (offset >= sizeof vm->files.handles || offset % sizeof *vm->files.handles != 0)
        return NULL;
    open_file *h = &vm->files.handles[offset / sizeof *vm->files.handles];
    return h->file != NULL ? h : NULL;
}

bool files_look(pkhost_vm *vm, const void *stream, file_state *state)
{
    const open_file *h = handle_of(vm, stream);
    if (h == NULL)
        return false;
    const size_t size = h->file->data.size;
    *state = (file_state){ h->reads, h->writes, h->at < size ? (int64_t)(size - h->at) : 0 };
    return true;
}

/* A handle of this file; NULL, with errno: there is none left. */
static open_file *open_handle(pkhost_vm *vm, struct file *f, bool reads, bool writes, bool appends)
{
    open_file *const h = files_free_handle(vm);
    if (h != NULL) {
        *h = (open_file){ f,     appends ? f->data.size : 0, reads, writes, appends,
                          false, ++vm->files.opened };
        if (h - vm->files.handles >= vm->files.handles_used)
            vm->files.handles_used = (int)(h - vm->files.handles) + 1;
    }
    return h;
}

open_file *files_free_handle(pkhost_vm *vm)
{
    for (open_file *h = vm->files.handles; h < vm->files.handles + FILE_HANDLES; h++)
        if (h->file == NULL)
            return h;
    errno = EMFILE;
    return NULL;
}

/* A file that is not there yet; NULL, with errno. */
static struct file *create(pkhost_vm *vm, const char *name)
{
    const size_t length = strlen(name);
    if (!file_has_room(vm, length)) {
        errno = ENOSPC;
        return NULL;
    }
    struct file *const f = file_make(vm, name, length);
    if (f == NULL)
        errno = ENOMEM;
    return f;
}

static void empty(pkhost_vm *vm, struct file *f)
{
    vm->files.used -= f->data.size;
    f->data.size = 0;
}

void *files_open(pkhost_vm *vm, const char *name, const char *mode)
{
    const bool plus = strchr(mode, '+') != NULL, creates = mode[0] != 'r';
    const size_t length = strlen(name);
    if (files_free_handle(vm) == NULL)
        return NULL;
    if (strchr("rwax", mode[0]) == NULL || mode[0] == '\0' || length == 0
        || length > PKHOST_FILE_NAME_MOST) {
        errno = EINVAL;
        return NULL;
    }
    struct file *f = file_find(vm, name);
    if (f == NULL && !creates) {
        errno = ENOENT;
        return NULL;
    }
    if (f != NULL && mode[0] == 'x') {
        errno = EEXIST;
        return NULL;
    }
    if (f == NULL) {
        f = create(vm, name);
        if (f == NULL)
            return NULL;
    } else if (mode[0] == 'w') {
        empty(vm, f);
    }
    f->written |= creates;
    return open_handle(vm, f, mode[0] == 'r' || plus, creates || plus, mode[0] == 'a');
}

void *files_open_path(pkhost_vm *vm, const char *name, int flags)
{
    char path[FILE_PATH_SIZE];
    const int access = flags & O_ACCMODE;
    const bool writes = access == O_WRONLY || access == O_RDWR;
    if (files_free_handle(vm) == NULL)
        return NULL;
    if (!file_path(vm, name, path)) {
        errno = name[0] == '\0' ? ENOENT : ENAMETOOLONG;
        return NULL;
    }
    struct file *f = file_at(vm, path);
    if (strcmp(path, FILE_NULL) == 0) {
        f = file_null(vm);
    } else if (f == NULL ? file_is_folder(vm, path) : f->is_folder) {
        errno = (flags & O_CREAT) != 0 && (flags & O_EXCL) != 0 ? EEXIST : EISDIR;
        return NULL;
    } else if (f != NULL && (flags & O_EXCL) != 0 && (flags & O_CREAT) != 0) {
        errno = EEXIST;
        return NULL;
    } else if ((writes || (flags & O_CREAT) != 0) && vm->files.quota == 0) {
        errno = f != NULL || (flags & O_CREAT) != 0 ? EACCES : ENOENT;
        return NULL;
    } else if (f == NULL) {
        if (name[strlen(name) - 1] == '/' && (flags & O_CREAT) != 0) {
            errno = EISDIR;
            return NULL;
        }
        if ((flags & O_CREAT) == 0 || !file_has_folder(vm, path)) {
            errno = file_lies_in_file(vm, path) ? ENOTDIR : ENOENT;
            return NULL;
        }
        f = create(vm, path);
        if (f == NULL)
            return NULL;
        f->written = true;
    } else if (name[strlen(name) - 1] == '/') {
        errno = ENOTDIR;
        return NULL;
    }
    if (f == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    if ((flags & O_TRUNC) != 0 && writes) {
        empty(vm, f);
        f->written = true;
    }
    open_file *const h = open_handle(vm, f, access != O_WRONLY, writes, (flags & O_APPEND) != 0);
    if (h != NULL)
        h->at = 0;
    return h;
}

void files_close(pkhost_vm *vm, const void *stream)
{
    open_file *h = handle_of(vm, stream);
    if (h == NULL)
        return;
    struct file *const f = h->file;
    h->file = NULL;
    if (f->is_gone && !file_is_open(vm, f))
        file_drop(vm, f);
}

/* Bytes to the end of the line, its end included, or of the file. */
size_t files_line(pkhost_vm *vm, const void *stream)
{
    const open_file *h = handle_of(vm, stream);
    if (h == NULL || h->at >= h->file->data.size)
        return 0;
    const char *const from = h->file->data.data + h->at;
    const size_t left = h->file->data.size - h->at;
    const char *const end = memchr(from, '\n', left);
    return end == NULL ? left : (size_t)(end - from) + 1;
}

int files_truncate(pkhost_vm *vm, const void *stream, size_t size)
{
    static const char zeros[256];
    open_file *h = handle_of(vm, stream);
    if (h == NULL || !h->writes) {
        errno = h == NULL ? EBADF : EINVAL;
        return -1;
    }
    text *const data = &h->file->data;
    const size_t at = h->at;
    if (h->file->is_null)
        return 0;
    if (size > data->size) {
        /* As if the last byte had been written: the quota is looked at there. */
        const bool appends = h->appends;
        h->appends = false;
        h->at = size - 1;
        const bool done = files_write(vm, stream, zeros, 1) == 1;
        h->appends = appends;
        h->at = at;
        if (!done)
            errno = ENOSPC;
        return done ? 0 : -1;
    }
    vm->files.used -= data->size - size;
    data->size = size;
    h->file->written = true;
    return 0;
}

size_t files_read(pkhost_vm *vm, const void *stream, char *to, size_t size)
{
    open_file *h = handle_of(vm, stream);
    if (h == NULL || !h->reads || h->at >= h->file->data.size) {
        if (h != NULL)
            h->at_end = true;
        return 0;
    }
    const size_t left = h->file->data.size - h->at;
    if (size > left) {
        size = left;
        h->at_end = true;
    }
    memcpy(to, h->file->data.data + h->at, size);
    h->at += size;
    return size;
}

/* Returns what was written: less than `size` when the quota is used up. */
size_t files_write(pkhost_vm *vm, const void *stream, const char *from, size_t size)
{
    open_file *h = handle_of(vm, stream);
    if (h == NULL || !h->writes) {
        errno = EBADF;
        return 0;
    }
    if (size == 0)
        return 0;
    if (h->file->is_null)
        return size;
    text *data = &h->file->data;
    if (h->appends)
        h->at = data->size;
    const size_t end = h->at + size;
    const size_t more = end > data->size ? end - data->size : 0;
    const bool over = more > vm->files.quota - vm->files.used || vm->files.used > vm->files.quota;
    /* MessagePack has no size beyond 32 bits, whatever the quota: see files_give(). */
    if (over || end > UINT32_MAX) {
        vm->files.reached = over ? vm->files.quota : UINT32_MAX;
        /* PocketPy does not look whether all was written, so the script ends. */
        errno = ENOSPC;
        if (vm->output.limit == PKHOST_LIMIT_NONE)
            vm->output.limit = PKHOST_LIMIT_DISK;
        stop_request(vm, STOP_OUTPUT);
        return 0;
    }
    static const char zeros[256];
    while (data->size < h->at) {
        size_t gap = h->at - data->size < sizeof zeros ? h->at - data->size : sizeof zeros;
        /* It may be a long way, and the script's time may be over. */
        if (atomic_load(&vm->stop.reason) != STOP_NONE || !text_append(data, zeros, gap))
            return 0;
    }
    if (end > data->size
        && !text_append(data, from + (size - (end - data->size)), end - data->size))
        return 0;
    memcpy(data->data + h->at, from, size);
    vm->files.used += more;
    h->at = end;
    h->file->written = true;
    return size;
}

int files_seek(pkhost_vm *vm, const void *stream, long offset, int whence)
{
    open_file *h = handle_of(vm, stream);
    if (h == NULL)
        return -1;
    int64_t base = whence == SEEK_SET   ? 0
                   : whence == SEEK_CUR ? (int64_t)h->at
                                        : (int64_t)h->file->data.size;
    int64_t to = 0;
    if (__builtin_add_overflow(base, (int64_t)offset, &to) || to < 0
        || (uint64_t)to > vm->files.quota + h->file->data.size) {
        errno = EINVAL;
        return -1;
    }
    h->at = (size_t)to;
    h->at_end = false;
    return 0;
}

long files_tell(pkhost_vm *vm, const void *stream)
{
    open_file *h = handle_of(vm, stream);
    return h != NULL ? (long)h->at : -1;
}

bool files_at_end(pkhost_vm *vm, const void *stream)
{
    open_file *h = handle_of(vm, stream);
    return h == NULL || h->at_end;
}
