/* folders.c -- what folders.h describes. */
#include "io/folders.h"

#include "io/file_records.h"

#include <errno.h>
#include <string.h>

/* Without "/" at its end, a name may be a file's. */
static bool means_folder(const char *name) { return name[strlen(name) - 1] == '/'; }

static int path_of(const pkhost_vm *vm, const char *name, char path[FILE_PATH_SIZE])
{
    if (file_path(vm, name, path))
        return 0;
    return name[0] == '\0' ? ENOENT : ENAMETOOLONG;
}

/* Why there is nothing at a path. */
static int missing(pkhost_vm *vm, const char *path)
{
    return file_lies_in_file(vm, path) ? ENOTDIR : ENOENT;
}

/* A folder stays when the last file in it goes: it gets a record of its own. */
static void keep_folder(pkhost_vm *vm, const char *path)
{
    char folder[FILE_PATH_SIZE];
    const char *const end = strrchr(path, '/');
    if (end == NULL)
        return;
    memcpy(folder, path, (size_t)(end - path));
    folder[end - path] = '\0';
    if (file_at(vm, folder) != NULL)
        return;
    struct file *const f = file_make(vm, folder, strlen(folder));
    if (f != NULL)
        f->is_folder = true;
}

int folders_look(pkhost_vm *vm, const char *name, file_status *status)
{
    char path[FILE_PATH_SIZE];
    const int wrong = path_of(vm, name, path);
    if (wrong != 0)
        return wrong;
    const struct file *const f = file_at(vm, path);
    *status = (file_status){ .is_folder = f == NULL || f->is_folder };
    if (f != NULL) {
        status->size = f->data.size;
        status->modified = f->modified;
        status->identity = f->identity;
        return means_folder(name) && !f->is_folder ? ENOTDIR : 0;
    }
    if (file_is_folder(vm, path))
        return 0;
    return missing(vm, path);
}

int folders_touch(pkhost_vm *vm, const char *name, int64_t modified)
{
    char path[FILE_PATH_SIZE];
    const int wrong = path_of(vm, name, path);
    if (wrong != 0)
        return wrong;
    struct file *const f = file_at(vm, path);
    if (f == NULL)
        return file_is_folder(vm, path) ? 0 : missing(vm, path);
    f->modified = modified;
    return 0;
}

int folders_remove(pkhost_vm *vm, const char *name)
{
    char path[FILE_PATH_SIZE];
    const int wrong = path_of(vm, name, path);
    if (wrong != 0)
        return wrong;
    struct file *const f = file_at(vm, path);
    if (f == NULL ? file_is_folder(vm, path) : f->is_folder)
        return EISDIR;
    if (f == NULL)
        return missing(vm, path);
    if (means_folder(name))
        return ENOTDIR;
    keep_folder(vm, path);
    f->is_gone = true;
    if (!file_is_open(vm, f))
        file_drop(vm, f);
    return 0;
}

/* A folder and all that lies in it. */
static int rename_folder(pkhost_vm *vm, const char *from, const char *to)
{
    char path[FILE_PATH_SIZE];
    const size_t size = strlen(to);
    for (struct file *f = vm->files.first; f != NULL; f = f->next) {
        const char *const rest = file_below(f, from);
        const bool is_it = !f->is_gone && strcmp(f->path.data, from) == 0;
        if (rest == NULL && !is_it)
            continue;
        const size_t rest_size = is_it ? 0 : strlen(rest) + 1;
        if (size + rest_size > PKHOST_FILE_NAME_MOST)
            return ENAMETOOLONG;
        memcpy(path, to, size + 1);
        if (!is_it) {
            path[size] = '/';
            memcpy(path + size + 1, rest, rest_size);
        }
        if (!file_rename(vm, f, path))
            return ENOMEM;
    }
    return 0;
}

int folders_rename(pkhost_vm *vm, const char *from, const char *to)
{
    char old[FILE_PATH_SIZE], path[FILE_PATH_SIZE];
    int wrong = path_of(vm, from, old);
    wrong = wrong != 0 ? wrong : path_of(vm, to, path);
    if (wrong != 0)
        return wrong;
    struct file *const f = file_at(vm, old), *const other = file_at(vm, path);
    const bool is_folder = f == NULL ? file_is_folder(vm, old) : f->is_folder;
    const bool onto_folder = other == NULL ? file_is_folder(vm, path) : other->is_folder;
    if (f == NULL && !is_folder)
        return missing(vm, old);
    if (!file_has_folder(vm, path))
        return missing(vm, path);
    if (strcmp(old, path) == 0)
        return 0;
    const size_t length = strlen(old);
    if (is_folder && (length == 0 || (strncmp(path, old, length) == 0 && path[length] == '/')))
        return length == 0 ? EBUSY : EINVAL;
    if (is_folder && other != NULL && !other->is_folder)
        return ENOTDIR;
    if (!is_folder && onto_folder)
        return EISDIR;
    if (onto_folder)
        for (const struct file *each = vm->files.first; each != NULL; each = each->next)
            if (file_below(each, path) != NULL)
                return ENOTEMPTY;
    if (vm->files.used + strlen(path) > vm->files.quota)
        return ENOSPC;
    keep_folder(vm, old);
    if (other != NULL) {
        other->is_gone = true;
        if (!file_is_open(vm, other))
            file_drop(vm, other);
    }
    if (is_folder)
        return rename_folder(vm, old, path);
    return file_rename(vm, f, path) ? 0 : ENOMEM;
}

int folders_make(pkhost_vm *vm, const char *name)
{
    char path[FILE_PATH_SIZE];
    const int wrong = path_of(vm, name, path);
    if (wrong != 0)
        return wrong;
    if (file_at(vm, path) != NULL || file_is_folder(vm, path))
        return EEXIST;
    if (!file_has_folder(vm, path))
        return missing(vm, path);
    if (vm->files.quota == 0)
        return EACCES;
    if (!file_has_room(vm, strlen(path)))
        return ENOSPC;
    struct file *const f = file_make(vm, path, strlen(path));
    if (f == NULL)
        return ENOMEM;
    f->is_folder = true;
    return 0;
}

int folders_unmake(pkhost_vm *vm, const char *name)
{
    char path[FILE_PATH_SIZE];
    const int wrong = path_of(vm, name, path);
    if (wrong != 0)
        return wrong;
    struct file *const f = file_at(vm, path);
    if (f == NULL ? !file_is_folder(vm, path) : !f->is_folder)
        return f != NULL ? ENOTDIR : missing(vm, path);
    if (path[0] == '\0')
        return EBUSY;
    for (const struct file *each = vm->files.first; each != NULL; each = each->next)
        if (file_below(each, path) != NULL)
            return ENOTEMPTY;
    keep_folder(vm, path);
    if (f != NULL)
        file_drop(vm, f);
    return 0;
}

int folders_enter(pkhost_vm *vm, const char *name)
{
    char path[FILE_PATH_SIZE];
    const int wrong = path_of(vm, name, path);
    if (wrong != 0)
        return wrong;
    const struct file *const f = file_at(vm, path);
    if (f == NULL ? !file_is_folder(vm, path) : !f->is_folder)
        return f != NULL ? ENOTDIR : missing(vm, path);
    text_clear(&vm->files.folder);
    return text_append(&vm->files.folder, path, strlen(path) + 1) ? 0 : ENOMEM;
}

int folders_list(pkhost_vm *vm, const char *name, text *names)
{
    char path[FILE_PATH_SIZE];
    const int wrong = path_of(vm, name, path);
    if (wrong != 0)
        return wrong;
    const struct file *const folder = file_at(vm, path);
    if (folder == NULL ? !file_is_folder(vm, path) : !folder->is_folder)
        return folder != NULL ? ENOTDIR : missing(vm, path);
    for (const struct file *f = vm->files.first; f != NULL; f = f->next) {
        const char *const rest = file_below(f, path);
        if (rest == NULL)
            continue;
        if (!text_append(names, rest, strcspn(rest, "/")) || !text_append(names, "", 1))
            return ENOMEM;
    }
    return 0;
}
