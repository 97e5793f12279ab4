/* files.c - what files.h describes. */
#include "base/files.h"

#include "confine/sys.h"
#include "confine/text.h"

#include <stdbool.h>

void process_path(char *into, size_t room, int pid, const char *file)
{
    into[0] = 0;
    text_add(into, room, "/proc/");
    text_add_number(into, room, (uint64_t)pid);
    text_add(into, room, file);
}

void descriptor_path(char *into, size_t room, int fd)
{
    into[0] = 0;
    text_add(into, room, "/proc/self/fd/");
    text_add_number(into, room, (uint64_t)fd);
}

static bool is_itself_or_above(const char *name)
{
    return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

long folder_visit(int folder, void (*visit)(const char *name, void *with), void *with)
{
    _Alignas(8) char buffer[8192];
    long got;

    while ((got = SYS3(__NR_getdents64, folder, buffer, sizeof buffer)) > 0) {
        for (long at = 0; at < got;) {
            /* struct linux_dirent64: inode, offset, record length, type, name */
            const char *name = buffer + at + 19;
            uint16_t length;

            memcpy(&length, buffer + at + 16, sizeof length);
            at += length;
            if (!is_itself_or_above(name))
                visit(name, with);
        }
    }
    return got;
}

struct number_visitor {
    void (*visit)(int number, void *with);
    void *with;
};

static void visit_if_number(const char *name, void *with)
{
    const struct number_visitor *visitor = with;

    if (*name >= '1' && *name <= '9')
        visitor->visit((int)text_number(&name), visitor->with);
}

long folder_visit_numbers(const char *folder, void (*visit)(int number, void *with), void *with)
{
    struct number_visitor visitor = { visit, with };
    long fd = sys_open(folder, SYS_O_RDONLY | SYS_O_DIRECTORY, 0);
    long result;

    if (fd < 0)
        return fd;
    result = folder_visit((int)fd, visit_if_number, &visitor);
    sys_close((int)fd);
    return result;
}

long folder_make_parents(int folder, const char *path,
                         long (*made)(int folder, const char *path, const void *with),
                         const void *with)
{
    char part[LONGEST_PATH];
    size_t length = text_length(path);

    if (length >= sizeof part)
        return -ENAMETOOLONG;
    for (size_t i = 1; i < length; i++) {
        long error;

        if (path[i] != '/')
            continue;
        memcpy(part, path, i);
        part[i] = 0;
        error = SYS3(__NR_mkdirat, folder, part, 0755);
        if (error == -EEXIST)
            continue;
        if (error == 0 && made != NULL)
            error = made(folder, part, with);
        if (error < 0)
            return error;
    }
    return 0;
}
