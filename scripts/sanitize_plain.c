/* sanitize_plain.c -- what scripts/sanitize preloads beside AddressSanitizer.
 *
 * String functions that no sanitizer looks into.  AddressSanitizer replaces
 * memcpy and its kin for the whole process, and ends it when one gets bad
 * arguments.  From our own code that is what we want.  PocketPy's code passes
 * bad ones when a hostile script has led it to, which the engine contains and
 * which is no finding: so the capsule gets these.
 *
 * And jumps.  Before one, AddressSanitizer clears its marks of the frames that
 * are left, and takes a lock for that; in a signal's handler that may be for
 * ever.  worker_forget_frames() in the engine does it better, so the engine
 * gets the C library's own jumps.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdlib.h>

static void (*libc_longjmp)(jmp_buf, int), (*libc_siglongjmp)(sigjmp_buf, int);

void __asan_init(void);
void __sanitizer_report_error_summary(const char *summary);

__attribute__((constructor)) static void prepare(void)
{
    __asan_init();
    /* Opens the report, so that no test sees a new descriptor when a warning does.  A worker,
     * into which this is not preloaded, has no report to open. */
    if (getenv("LD_PRELOAD") != NULL)
        __sanitizer_report_error_summary("started");
    void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    if (libc == NULL)
        abort();
    *(void **)&libc_longjmp = dlsym(libc, "longjmp");
    *(void **)&libc_siglongjmp = dlsym(libc, "siglongjmp");
    if (libc_longjmp == NULL || libc_siglongjmp == NULL)
        abort();
}

_Noreturn void plain_longjmp(jmp_buf target, int value)
{
    libc_longjmp(target, value);
    __builtin_unreachable();
}

_Noreturn void plain_siglongjmp(sigjmp_buf target, int value)
{
    libc_siglongjmp(target, value);
    __builtin_unreachable();
}

/* What the compiler calls before each call that does not return. */
void __wrap___asan_handle_no_return(void) {}

void *plain_memcpy(void *to, const void *from, size_t size)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    for (size_t i = 0; i < size; i++)
        t[i] = f[i];
    return to;
}

void *plain_memmove(void *to, const void *from, size_t size)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    if (t <= f)
        return plain_memcpy(to, from, size);
    while (size-- != 0)
        t[size] = f[size];
    return to;
}

void *plain_memset(void *to, int value, size_t size)
{
    unsigned char *t = to;
    for (size_t i = 0; i < size; i++)
        t[i] = (unsigned char)value;
    return to;
}

int plain_memcmp(const void *left, const void *right, size_t size)
{
    const unsigned char *l = left, *r = right;
    for (size_t i = 0; i < size; i++) {
        if (l[i] != r[i])
            return l[i] < r[i] ? -1 : 1;
    }
    return 0;
}

size_t plain_strlen(const char *text)
{
    size_t size = 0;
    while (text[size] != '\0')
        size++;
    return size;
}

int plain_strncmp(const char *left, const char *right, size_t most)
{
    const unsigned char *l = (const unsigned char *)left, *r = (const unsigned char *)right;
    for (size_t i = 0; i < most; i++) {
        if (l[i] != r[i])
            return l[i] < r[i] ? -1 : 1;
        if (l[i] == '\0')
            break;
    }
    return 0;
}

int plain_strcmp(const char *left, const char *right)
{
    return plain_strncmp(left, right, (size_t)-1);
}

char *plain_strchr(const char *text, int wanted)
{
    for (;; text++) {
        if (*text == (char)wanted)
            return (char *)text;
        if (*text == '\0')
            return NULL;
    }
}

char *plain_strrchr(const char *text, int wanted)
{
    const char *found = NULL;
    for (;; text++) {
        if (*text == (char)wanted)
            found = text;
        if (*text == '\0')
            return (char *)found;
    }
}

char *plain_strstr(const char *text, const char *wanted)
{
    const size_t size = plain_strlen(wanted);
    for (;; text++) {
        if (plain_strncmp(text, wanted, size) == 0)
            return (char *)text;
        if (*text == '\0')
            return NULL;
    }
}
