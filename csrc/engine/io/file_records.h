/* file_records.h -- which files a run has: their names, and the folders that follow from them.
 *
 * The host knows files by their names alone.  Scripts of dialect "python" see them in folders: a
 * *path* is a name without what is redundant in it ("./a//b" is "a/b"), below "/", which is also
 * the current folder at first; it has no "/" in front.  A folder is there if a file lies in it, or
 * if the script made it.  In dialect "pocketpy" a name is a name.
 *
 * All of it in ZONE_HOST, on the host's memory.
 */
#ifndef PKHOST_IO_FILE_RECORDS_H
#define PKHOST_IO_FILE_RECORDS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

struct file {
    struct file *next;
    text name, path, data; /* name, path: with a NUL */
    uint64_t identity;     /* as an inode's number */
    int64_t modified;      /* ns since 1970; 0: nobody has asked, nor written */
    bool written;
    bool is_folder, is_null;
    bool is_gone; /* it has no name any more; its handles still have it */
};

/* What a file takes of the quota, besides its name and its content. */
enum { FILE_COST = 64 };
enum { FILE_PATH_SIZE = 2 * PKHOST_FILE_NAME_MOST + 2 };
#define FILE_NULL "dev/null" /* the path of the file that is always empty */

/* The path of a name, from the current folder.  False: it has none, or is too long. */
bool file_path(const pkhost_vm *vm, const char *name, char path[FILE_PATH_SIZE]);

struct file *file_find(pkhost_vm *vm, const char *name);
struct file *file_at(pkhost_vm *vm, const char *path);
struct file *file_null(pkhost_vm *vm); /* made when it is first asked for; NULL: no memory */

bool file_has_room(const pkhost_vm *vm, size_t name_length);
struct file *file_make(pkhost_vm *vm, const char *name, size_t length); /* NULL: no memory */
bool file_rename(pkhost_vm *vm, struct file *f, const char *path);      /* likewise */
void file_drop(pkhost_vm *vm, struct file *f);                          /* no handle has it */
bool file_is_open(const pkhost_vm *vm, const struct file *f);
void file_records_clear(pkhost_vm *vm);

static inline bool file_is_given_back(const struct file *f)
{
    return f->written && !f->is_gone && !f->is_folder && !f->is_null;
}

bool file_is_folder(pkhost_vm *vm, const char *path);
bool file_has_folder(pkhost_vm *vm, const char *path);   /* the one that it would lie in */
bool file_lies_in_file(pkhost_vm *vm, const char *path); /* so it cannot be */
/* The part of the file's path behind that of a folder; NULL: it does not lie in it. */
const char *file_below(const struct file *f, const char *folder);

#pragma GCC visibility pop

#endif
