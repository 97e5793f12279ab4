/* file_records.c -- what file_records.h describes. */
#include "io/file_records.h"

#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------------------- paths */

/* Add the parts of a name to a path of so many bytes; its new length, or -1. */
static ptrdiff_t add_parts(char *path, ptrdiff_t length, const char *name)
{
    while (*name != '\0') {
        const size_t size = strcspn(name, "/");
        if (size == 2 && name[0] == '.' && name[1] == '.') {
            while (length > 0 && path[length - 1] != '/')
                length--;
            if (length > 0)
                length--;
        } else if (size > 0 && !(size == 1 && name[0] == '.')) {
            if ((size_t)length + 1 + size >= FILE_PATH_SIZE)
                return -1;
            if (length > 0)
                path[length++] = '/';
            memcpy(path + length, name, size);
            length += (ptrdiff_t)size;
        }
        name += size;
        name += *name == '/';
    }
    return length;
}

bool file_path(const pkhost_vm *vm, const char *name, char path[FILE_PATH_SIZE])
{
    const text *const folder = &vm->files.folder;
    ptrdiff_t length = 0;
    if (name[0] == '\0' || strlen(name) > PKHOST_FILE_NAME_MOST)
        return false;
    if (name[0] != '/' && folder->size > 0)
        length = add_parts(path, 0, folder->data);
    length = length < 0 ? length : add_parts(path, length, name);
    if (length < 0 || length > PKHOST_FILE_NAME_MOST)
        return false;
    path[length] = '\0';
    return true;
}

/* From "/", whatever the current folder is: of names that the host gives. */
static bool set_path(struct file *f)
{
    char path[FILE_PATH_SIZE];
    const ptrdiff_t length = add_parts(path, 0, f->name.data);
    text_clear(&f->path);
    return length >= 0 && text_reserve(&f->path, (size_t)length + 1)
           && text_append(&f->path, path, (size_t)length) && text_append(&f->path, "", 1);
}

/* ------------------------------------------------------------------------- records */

struct file *file_find(pkhost_vm *vm, const char *name)
{
    struct file *f = vm->files.first;
    while (f != NULL && (f->is_gone || strcmp(f->name.data, name) != 0))
        f = f->next;
    return f;
}

struct file *file_at(pkhost_vm *vm, const char *path)
{
    struct file *f = vm->files.first;
    while (f != NULL && (f->is_gone || strcmp(f->path.data, path) != 0))
        f = f->next;
    return f;
}

bool file_has_room(const pkhost_vm *vm, size_t name_length)
{
    return vm->files.used + name_length + FILE_COST <= vm->files.quota;
}

static void release(struct file *f)
{
    text_free(&f->name);
    text_free(&f->path);
    text_free(&f->data);
    free(f);
}

struct file *file_make(pkhost_vm *vm, const char *name, size_t length)
{
    struct file *f = calloc(1, sizeof *f);
    if (f == NULL)
        return NULL;
    if (!text_reserve(&f->name, length + 1) || !text_append(&f->name, name, length)
        || !text_append(&f->name, "", 1) || !set_path(f)) {
        release(f);
        return NULL;
    }
    f->next = vm->files.first;
    vm->files.first = f;
    vm->files.count++;
    f->identity = ++vm->files.made;
    vm->files.used += length + FILE_COST;
    return f;
}

struct file *file_null(pkhost_vm *vm)
{
    struct file *f = vm->files.first;
    while (f != NULL && !f->is_null)
        f = f->next;
    if (f == NULL && (f = file_make(vm, FILE_NULL, sizeof FILE_NULL - 1)) != NULL)
        f->is_null = f->is_gone = true; /* it is in no list */
    return f;
}

bool file_rename(pkhost_vm *vm, struct file *f, const char *path)
{
    const size_t length = strlen(path);
    text name = { 0 };
    if (!text_append(&name, path, length) || !text_append(&name, "", 1)
        || !text_reserve(&f->path, length + 1)) {
        text_free(&name);
        return false;
    }
    vm->files.used += name.size;
    vm->files.used -= f->name.size;
    text_free(&f->name);
    f->name = name;
    f->written = true;
    return set_path(f);
}

void file_drop(pkhost_vm *vm, struct file *f)
{
    struct file **at = &vm->files.first;
    if (f->is_null)
        return;
    while (*at != f)
        at = &(*at)->next;
    *at = f->next;
    vm->files.count--;
    vm->files.used -= f->data.size + f->name.size - 1 + FILE_COST;
    release(f);
}

bool file_is_open(const pkhost_vm *vm, const struct file *f)
{
    for (int i = 0; i < vm->files.handles_used; i++)
        if (vm->files.handles[i].file == f)
            return true;
    return false;
}

void file_records_clear(pkhost_vm *vm)
{
    for (struct file *f = vm->files.first, *next; f != NULL; f = next) {
        next = f->next;
        release(f);
    }
    vm->files.first = NULL;
    vm->files.used = 0;
    vm->files.count = vm->files.made = 0;
    text_free(&vm->files.folder);
}

/* ------------------------------------------------------------------------- folders */

const char *file_below(const struct file *f, const char *folder)
{
    const size_t length = strlen(folder);
    if (f->is_gone)
        return NULL;
    if (length == 0)
        return f->path.data[0] != '\0' ? f->path.data : NULL;
    const bool lies = strncmp(f->path.data, folder, length) == 0 && f->path.data[length] == '/';
    return lies ? f->path.data + length + 1 : NULL;
}

bool file_is_folder(pkhost_vm *vm, const char *path)
{
    if (path[0] == '\0')
        return true;
    for (struct file *f = vm->files.first; f != NULL; f = f->next)
        if (file_below(f, path) != NULL
            || (f->is_folder && !f->is_gone && strcmp(f->path.data, path) == 0))
            return true;
    return false;
}

bool file_has_folder(pkhost_vm *vm, const char *path)
{
    char folder[FILE_PATH_SIZE];
    const char *const end = strrchr(path, '/');
    const size_t length = end == NULL ? 0 : (size_t)(end - path);
    memcpy(folder, path, length);
    folder[length] = '\0';
    return file_is_folder(vm, folder);
}

bool file_lies_in_file(pkhost_vm *vm, const char *path)
{
    for (struct file *f = vm->files.first; f != NULL; f = f->next) {
        const size_t length = strlen(f->path.data);
        if (!f->is_gone && !f->is_folder && length > 0 && strncmp(path, f->path.data, length) == 0
            && path[length] == '/')
            return true;
    }
    return false;
}
