/* stdio.c -- stdio, as PocketPy sees it: the streams of the VM.
 *
 * The three standard streams are the addresses of three variables here; other
 * streams are files of the run (io/files.c).  A FILE that is neither is refused.
 */
#define _GNU_SOURCE
#include "base/current.h"
#include "base/macros.h"
#include "io/files.h"
#include "io/streams.h"
#include "stop/zone.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char standard[3];
EXPORT void *pkhost_libc_stdin = &standard[0];
EXPORT void *pkhost_libc_stdout = &standard[1];
EXPORT void *pkhost_libc_stderr = &standard[2];

#define STDIO(result, name, ...)                   \
    EXPORT result pkhost_libc_##name(__VA_ARGS__); \
    EXPORT result pkhost_libc_##name(__VA_ARGS__)

/* 1, 2, or 0 for what cannot be written to. */
static int stream_of(const void *file)
{
    if (file == &standard[1])
        return PKHOST_STDOUT;
    return file == &standard[2] ? PKHOST_STDERR : 0;
}

/* Run `call` in ZONE_HOST, where io/files.c belongs, if there is a run. */
#define WITH_FILES(otherwise, call)    \
    pkhost_vm *vm = pkhost_here;       \
    if (vm == NULL || pkhost_building) \
        return otherwise;              \
    int zone = zone_enter_host(vm);    \
    call;                              \
    zone_return(vm, zone)

/* Read all of a range while a bad address is still the script's fault. */
static void touch(const void *data, size_t size)
{
    const volatile char *bytes = data;
    for (size_t i = 0; i < size; i += 4096)
        (void)bytes[i];
    if (size != 0)
        (void)bytes[size - 1];
}

static size_t put(void *file, const char *data, size_t size)
{
    int stream = stream_of(file);
    if (stream != 0) {
        streams_write(stream, data, size);
        return size;
    }
    touch(data, size);
    size_t written = 0;
    WITH_FILES(0, written = files_write(vm, file, data, size));
    return written;
}

/* ---------------------------------------------------------------------- files */

STDIO(void *, fopen, const char *path, const char *mode)
{
    enum { MODE_MOST = 8 };
    char name[PKHOST_FILE_NAME_MOST + 2], how[MODE_MOST + 1];
    errno = ENAMETOOLONG;
    if (strlen(path) > PKHOST_FILE_NAME_MOST || strlen(mode) > MODE_MOST)
        return NULL;
    errno = EACCES;
    strcpy(name, path);
    strcpy(how, mode);
    void *stream = NULL;
    WITH_FILES(NULL, stream = files_open(vm, name, how));
    return stream;
}

STDIO(void *, fopen64, const char *path, const char *mode) { return pkhost_libc_fopen(path, mode); }

STDIO(int, fclose, void *file)
{
    WITH_FILES(EOF, files_close(vm, file));
    return 0;
}

STDIO(size_t, fread, void *to, size_t size, size_t count, void *file)
{
    size_t wanted, got = 0;
    if (size == 0 || __builtin_mul_overflow(size, count, &wanted))
        return 0;
    if (file == &standard[0]) {
        for (int c; got < wanted && (c = streams_read_byte()) != EOF;)
            ((char *)to)[got++] = (char)c;
        return got / size;
    }
    /* By pieces, so that the script's memory is written in its own zone. */
    while (got < wanted) {
        char piece[4096];
        size_t n = wanted - got < sizeof piece ? wanted - got : sizeof piece;
        WITH_FILES(0, n = files_read(vm, file, piece, n));
        if (n == 0)
            break;
        memcpy((char *)to + got, piece, n);
        got += n;
    }
    return got / size;
}

STDIO(size_t, __fread_chk, void *to, size_t room, size_t size, size_t count, void *file)
{
    return size == 0 || count > room / size ? 0 : pkhost_libc_fread(to, size, count, file);
}

STDIO(size_t, fwrite, const void *from, size_t size, size_t count, void *file)
{
    size_t bytes;
    if (size == 0 || __builtin_mul_overflow(size, count, &bytes))
        return 0;
    return put(file, from, bytes) / size;
}

STDIO(int, fseek, void *file, long offset, int whence)
{
    int answer = -1;
    WITH_FILES(-1, answer = files_seek(vm, file, offset, whence));
    return answer;
}

STDIO(long, ftell, void *file)
{
    long answer = -1;
    WITH_FILES(-1, answer = files_tell(vm, file));
    return answer;
}

STDIO(void, rewind, void *file) { (void)pkhost_libc_fseek(file, 0, SEEK_SET); }
STDIO(int, fflush, void *file)
{
    (void)file;
    return 0;
}

STDIO(int, feof, void *file)
{
    bool end = true;
    WITH_FILES(1, end = files_at_end(vm, file));
    return end;
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

STDIO(int, fgetc, void *file)
{
    unsigned char byte;
    if (file == &standard[0])
        return streams_read_byte();
    return pkhost_libc_fread(&byte, 1, 1, file) == 1 ? byte : EOF;
}

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
    return put(file, &byte, 1) == 0 ? EOF : (unsigned char)c;
}

STDIO(int, putc, int c, void *file) { return pkhost_libc_fputc(c, file); }
STDIO(int, putchar, int c) { return pkhost_libc_fputc(c, pkhost_libc_stdout); }
STDIO(int, fputs, const char *text, void *file)
{
    size_t size = strlen(text);
    return put(file, text, size) == size ? 0 : EOF;
}

STDIO(int, puts, const char *text)
{
    put(pkhost_libc_stdout, text, strlen(text));
    put(pkhost_libc_stdout, "\n", 1);
    return 0;
}

/* ------------------------------------------------------------------ formatting */

int pkhost_libc_vsnprintf(char *to, size_t size, const char *how, va_list arguments);

STDIO(int, vfprintf, void *file, const char *how, va_list arguments)
{
    char line[1024];
    int size = pkhost_libc_vsnprintf(line, sizeof line, how, arguments);
    return size < 0 || put(file, line, (size_t)size) != (size_t)size ? -1 : size;
}

STDIO(int, __vfprintf_chk, void *file, int flag, const char *how, va_list arguments)
{
    (void)flag;
    return pkhost_libc_vfprintf(file, how, arguments);
}

#define FORMAT_TO(file)                                      \
    va_list arguments;                                       \
    va_start(arguments, how);                                \
    int answer = pkhost_libc_vfprintf(file, how, arguments); \
    va_end(arguments);                                       \
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
