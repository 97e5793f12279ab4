/* files.h -- the files of a script: an in-memory file system for one run.
 *
 * A FILE of PocketPy's is the address of a handle in vm->files, which is looked up,
 * not followed: it may be anything.  All in ZONE_HOST; errno says why not.
 */
#ifndef PKHOST_IO_FILES_H
#define PKHOST_IO_FILES_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* From the host, packed: enum pkhost_answer; and those that were written, back. */
int files_take(pkhost_vm *vm, const char *packed, size_t size, uint64_t quota);
void files_give(pkhost_vm *vm);
void files_clear(pkhost_vm *vm);

void *files_open(pkhost_vm *vm, const char *name, const char *mode); /* a FILE, or NULL */
/* The same by the name of a path, with the flags of open(2): dialect "python". */
void *files_open_path(pkhost_vm *vm, const char *name, int flags);
open_file *files_free_handle(pkhost_vm *vm); /* NULL: all are in use */
/* Whether it is open; and what may be done with it, how much there is to read. */
typedef struct file_state {
    bool reads, writes;
    int64_t left;
} file_state;
bool files_look(pkhost_vm *vm, const void *stream, file_state *state);
void files_close(pkhost_vm *vm, const void *stream);
size_t files_read(pkhost_vm *vm, const void *stream, char *to, size_t size);
size_t files_write(pkhost_vm *vm, const void *stream, const char *from, size_t size);
int files_seek(pkhost_vm *vm, const void *stream, long offset, int whence);
long files_tell(pkhost_vm *vm, const void *stream);
size_t files_line(pkhost_vm *vm, const void *stream);
int files_truncate(pkhost_vm *vm, const void *stream, size_t size);
bool files_at_end(pkhost_vm *vm, const void *stream);

#pragma GCC visibility pop

#endif
