/* sanitize_plain.c -- what scripts/sanitize preloads beside AddressSanitizer.
 *
 * String functions that no sanitizer looks into.  AddressSanitizer replaces
 * memcpy and its kin for the whole process, and ends it when one gets bad
 * arguments.  From our own code that is what we want.  PocketPy's code passes
 * bad ones when a hostile script has led it to, which the engine contains and
 * which is no finding: so the capsule gets these.
 *
 * And siglongjmp, which the engine calls on an alternate stack.  The marks of
 * the frames that it leaves have to go, or later calls trip over them; but
 * AddressSanitizer cannot find the thread's own stack from an alternate one
 * that disarms itself.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdlib.h>

void __asan_unpoison_memory_region(void const volatile *start, size_t size);

enum { ALTERNATE_STACK = 1 << 15 };      /* how much of it a handler of ours uses at most */

static void (*original)(sigjmp_buf, int);

__attribute__((constructor)) static void find_original(void)
{
    /* Not the sanitizer's own siglongjmp, which warns each time. */
    void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    *(void **)&original = libc != NULL ? dlsym(libc, "siglongjmp") : NULL;
    if (original == NULL)
        abort();
}

_Noreturn void plain_siglongjmp(sigjmp_buf target, int value)
{
    pthread_attr_t attributes;
    void *base;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0
        || pthread_attr_getstack(&attributes, &base, &size) != 0)
        abort();
    pthread_attr_destroy(&attributes);
    __asan_unpoison_memory_region(base, size);
    __asan_unpoison_memory_region(__builtin_frame_address(0), ALTERNATE_STACK);
    original(target, value);
    __builtin_unreachable();
}

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
