/* files.h - small files of the kernel's, and descriptors.
 *
 * Like a system call, a function returns a value >= 0, or the negated errno. */
#ifndef PKHOST_CONFINE_FILES_H
#define PKHOST_CONFINE_FILES_H

#include <stddef.h>

/* Read a whole small file (of /proc, of a control group) as a text.  Returns the
 * length; what does not fit is cut off. */
long file_read(int dir, const char *path, char *into, size_t room);

/* Write a text to an existing file in one write. */
long file_write(int dir, const char *path, const char *text);

/* Close every descriptor from `first` on. */
void close_from(unsigned first);

#endif
