/* libc_stdio.c -- stdio, as PocketPy sees it: the streams of the VM.
 *
 * There are no files.  The three standard streams are the addresses of three
 * variables here; a FILE that is none of them is not looked at.
 */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char standard[3];
EXPORT void *pkhost_libc_stdin = &standard[0];
EXPORT void *pkhost_libc_stdout = &standard[1];
EXPORT void *pkhost_libc_stderr = &standard[2];

#define STDIO(result, name, ...)                                                                   \
    EXPORT result pkhost_libc_##name(__VA_ARGS__);                                                 \
    EXPORT result pkhost_libc_##name(__VA_ARGS__)

/* 1, 2, or 0 for what cannot be written to. */
static int stream_of(const void *file)
{
    if (file == &standard[1])
        return 1;
    return file == &standard[2] ? 2 : 0;
}

static int put(void *file, const char *data, size_t size)
{
    int stream = stream_of(file);
    if (stream == 0) {
        errno = EBADF;
        return EOF;
    }
    streams_write(stream, data, size);
    return 0;
}

/* ---------------------------------------------------------------------- files */

STDIO(void *, fopen, const char *path, const char *mode)
{
    (void)path, (void)mode;
    errno = EACCES;
    return NULL;
}

STDIO(void *, fopen64, const char *path, const char *mode) { return pkhost_libc_fopen(path, mode); }

STDIO(int, fclose, void *file)
{
    (void)file;
    return 0;
}

STDIO(size_t, fread, void *to, size_t size, size_t count, void *file)
{
    size_t wanted, got = 0;
    if (file != &standard[0] || size == 0 || __builtin_mul_overflow(size, count, &wanted))
        return 0;
    for (int c; got < wanted && (c = streams_read_byte()) != EOF;)
        ((char *)to)[got++] = (char)c;
    return got / size;
}

STDIO(size_t, __fread_chk, void *to, size_t room, size_t size, size_t count, void *file)
{
    return size == 0 || count > room / size ? 0 : pkhost_libc_fread(to, size, count, file);
}

STDIO(size_t, fwrite, const void *from, size_t size, size_t count, void *file)
{
    size_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes) || put(file, from, bytes) == EOF)
        return 0;
    return count;
}

STDIO(int, fseek, void *file, long offset, int whence)
{
    (void)file, (void)offset, (void)whence;
    errno = ESPIPE;
    return -1;
}

STDIO(long, ftell, void *file)
{
    (void)file;
    errno = ESPIPE;
    return -1;
}

STDIO(void, rewind, void *file) { (void)file; }
STDIO(int, fflush, void *file)
{
    (void)file;
    return 0;
}

STDIO(int, feof, void *file)
{
    (void)file;
    return 0;
}

STDIO(int, ferror, void *file)
{
    (void)file;
    return 0;
}

STDIO(int, setvbuf, void *file, char *buffer, int mode, size_t size)
{
    (void)file, (void)buffer, (void)mode, (void)size;
    return -1;
}

/* ----------------------------------------------------------------- characters */

STDIO(int, fgetc, void *file) { return file == &standard[0] ? streams_read_byte() : EOF; }
STDIO(int, getc, void *file) { return pkhost_libc_fgetc(file); }
STDIO(int, getchar, void) { return streams_read_byte(); }

STDIO(char *, fgets, char *to, int size, void *file)
{
    int n = 0;
    while (n < size - 1) {
        int c = pkhost_libc_fgetc(file);
        if (c == EOF)
            break;
        to[n++] = (char)c;
        if (c == '\n')
            break;
    }
    if (n == 0)
        return NULL;
    to[n] = '\0';
    return to;
}

STDIO(int, ungetc, int c, void *file)
{
    (void)c, (void)file;
    return EOF;
}

STDIO(int, fputc, int c, void *file)
{
    char byte = (char)c;
    return put(file, &byte, 1) == EOF ? EOF : (unsigned char)c;
}

STDIO(int, putc, int c, void *file) { return pkhost_libc_fputc(c, file); }
STDIO(int, putchar, int c) { return pkhost_libc_fputc(c, pkhost_libc_stdout); }
STDIO(int, fputs, const char *text, void *file) { return put(file, text, strlen(text)); }

STDIO(int, puts, const char *text)
{
    put(pkhost_libc_stdout, text, strlen(text));
    return put(pkhost_libc_stdout, "\n", 1);
}

/* ------------------------------------------------------------------ formatting */

int pkhost_libc_vsnprintf(char *to, size_t size, const char *how, va_list arguments);

STDIO(int, vfprintf, void *file, const char *how, va_list arguments)
{
    char line[1024];
    int size = pkhost_libc_vsnprintf(line, sizeof line, how, arguments);
    return size < 0 || put(file, line, (size_t)size) == EOF ? -1 : size;
}

STDIO(int, __vfprintf_chk, void *file, int flag, const char *how, va_list arguments)
{
    (void)flag;
    return pkhost_libc_vfprintf(file, how, arguments);
}

#define FORMAT_TO(file)                                                                            \
    va_list arguments;                                                                             \
    va_start(arguments, how);                                                                      \
    int answer = pkhost_libc_vfprintf(file, how, arguments);                                       \
    va_end(arguments);                                                                             \
    return answer

STDIO(int, fprintf, void *file, const char *how, ...) { FORMAT_TO(file); }
STDIO(int, printf, const char *how, ...) { FORMAT_TO(pkhost_libc_stdout); }

STDIO(int, __fprintf_chk, void *file, int flag, const char *how, ...)
{
    (void)flag;
    FORMAT_TO(file);
}

STDIO(int, __printf_chk, int flag, const char *how, ...)
{
    (void)flag;
    FORMAT_TO(pkhost_libc_stdout);
}

STDIO(void, perror, const char *text)
{
    pkhost_libc_fprintf(pkhost_libc_stderr, "%s: %s\n", text ? text : "", strerror(errno));
}
