/* format.c -- snprintf and its like, as PocketPy sees them.
 *
 * The C library's own may take memory and locks (a number with very many
 * digits), so they run where no jump is made; and so that they cannot run
 * long there, a precision is held to what a double can have: beyond 1,074
 * decimals every digit is 0.
 *
 * One difference is wanted: they never answer more than what was written.
 * PocketPy uses the answer as a length without looking, and would hand a
 * script what lies behind its buffer.
 */
#define _GNU_SOURCE
#include "base/current.h"
#include "base/macros.h"
#include "libc/numerals.h"
#include "stop/zone.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int bounded(int answer, size_t size)
{
    if (answer < 0 || size == 0)
        return answer;
    return (size_t)answer < size ? answer : (int)(size - 1);
}

static int format(char *to, size_t size, const char *how, va_list arguments)
{
    /* How PocketPy writes each int, whose text has no locale and takes no lock. */
    if (strcmp(how, "%lld") == 0 && size >= INT_TEXT)
        return int_write(to, va_arg(arguments, long long));
    pkhost_vm *vm = pkhost_here;
    int zone = vm != NULL ? zone_enter_host(vm) : ZONE_HOST;
    int answer;
    const char *star = strstr(how, ".*");
    void *const locale = numerals_enter_locale();

    if (star != NULL && star == how + 1 && how[0] == '%' && how[3] != '\0' && how[4] == '\0') {
        int precision = va_arg(arguments, int);
        double value = va_arg(arguments, double);
        if (precision > FLOAT_DECIMALS_MOST)
            precision = FLOAT_DECIMALS_MOST;
        switch (how[3]) {
        case 'f': answer = snprintf(to, size, "%.*f", precision, value); break;
        case 'e': answer = snprintf(to, size, "%.*e", precision, value); break;
        default: answer = snprintf(to, size, "%.*g", precision, value); break;
        }
    } else {
        answer = vsnprintf(to, size, how, arguments);
    }
    numerals_leave_locale(locale);
    if (vm != NULL)
        zone_return(vm, zone);
    return bounded(answer, size);
}

#define FORMATTED(name, ...)                    \
    EXPORT int pkhost_libc_##name(__VA_ARGS__); \
    EXPORT int pkhost_libc_##name(__VA_ARGS__)

FORMATTED(vsnprintf, char *to, size_t size, const char *how, va_list arguments)
{
    return format(to, size, how, arguments);
}

FORMATTED(__vsnprintf_chk, char *to, size_t size, int flag, size_t room, const char *how,
          va_list arguments)
{
    (void)flag;
    return format(to, size < room ? size : room, how, arguments);
}

FORMATTED(snprintf, char *to, size_t size, const char *how, ...)
{
    va_list arguments;
    va_start(arguments, how);
    int answer = format(to, size, how, arguments);
    va_end(arguments);
    return answer;
}

FORMATTED(__snprintf_chk, char *to, size_t size, int flag, size_t room, const char *how, ...)
{
    (void)flag;
    va_list arguments;
    va_start(arguments, how);
    int answer = format(to, size < room ? size : room, how, arguments);
    va_end(arguments);
    return answer;
}

FORMATTED(__sprintf_chk, char *to, int flag, size_t room, const char *how, ...)
{
    (void)flag;
    va_list arguments;
    va_start(arguments, how);
    int answer = format(to, room < INT_MAX ? room : INT_MAX, how, arguments);
    va_end(arguments);
    return answer;
}
