/* files.h - small files, folders and descriptors: for every file of the launcher.
 *
 * Like a system call, a function returns a value >= 0, or the negated errno. */
#ifndef PKHOST_LAUNCHER_FILES_H
#define PKHOST_LAUNCHER_FILES_H

#include <stddef.h>

#include "confine/files.h"

/* The longest path that the kernel takes, with its final zero. */
#define LONGEST_PATH 4096

/* The path of a process's file: "/proc/", its number, and `file`. */
void process_path(char *into, size_t room, int pid, const char *file);

/* The path under which /proc has an open file of this process. */
void descriptor_path(char *into, size_t room, int fd);

/* Call visit(name) with each entry of an open folder but "." and "..". */
long folder_visit(int folder, void (*visit)(const char *name, void *with), void *with);

/* Call visit(number) with each entry whose name is a number, as those of processes are. */
long folder_visit_numbers(const char *folder, void (*visit)(int number, void *with), void *with);

/* Make the folders above the last part of `path`, from an open folder.  Calls
 * made(path of the new one), if that is not NULL, which may fail. */
long folder_make_parents(int folder, const char *path,
                         long (*made)(int folder, const char *path, const void *with),
                         const void *with);

#endif
