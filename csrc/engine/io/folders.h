/* folders.h -- what is done with files and folders by their names, in dialect "python".
 *
 * All in ZONE_HOST.  What can fail answers 0, or errno as the system call of the name would set it.
 */
#ifndef PKHOST_IO_FOLDERS_H
#define PKHOST_IO_FOLDERS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

typedef struct file_status {
    bool is_folder;
    uint64_t size;
    int64_t modified;  /* ns since 1970; 0: not known */
    uint64_t identity; /* as an inode's number; 0: a folder that the script did not make */
} file_status;

int folders_look(pkhost_vm *vm, const char *name, file_status *status);
int folders_touch(pkhost_vm *vm, const char *name, int64_t modified);
int folders_remove(pkhost_vm *vm, const char *name); /* a file */
int folders_rename(pkhost_vm *vm, const char *from, const char *to);
int folders_make(pkhost_vm *vm, const char *name);
int folders_unmake(pkhost_vm *vm, const char *name);
int folders_enter(pkhost_vm *vm, const char *name);
/* Append the names in a folder, each with a NUL; a folder's as often as files lie in it. */
int folders_list(pkhost_vm *vm, const char *name, text *names);

#pragma GCC visibility pop

#endif
