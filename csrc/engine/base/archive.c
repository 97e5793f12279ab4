/* archive.c -- what archive.h describes. */
#include "base/archive.h"

#include <string.h>

struct archive_header {
    char magic[8];
    uint32_t count, size;
};

struct archive_row {
    uint32_t name, kind, text, text_size, code, code_size;
};

/* The library's one symbol: building/library/archive.py. */
extern const char pkhost_module_archive[] __attribute__((visibility("default")));

static const struct archive_row *rows(void)
{
    return (const struct archive_row *)(pkhost_module_archive + sizeof(struct archive_header));
}

bool archive_at(size_t index, archive_entry *found)
{
    if (index >= ((const struct archive_header *)pkhost_module_archive)->count)
        return false;
    const struct archive_row *const row = &rows()[index];
    *found =
        (archive_entry){ .name = pkhost_module_archive + row->name,
                         .kind = (enum archive_kind)row->kind,
                         .text = pkhost_module_archive + row->text,
                         .text_size = row->text_size,
                         .code = row->code_size > 0 ? pkhost_module_archive + row->code : NULL };
    return true;
}

static bool find(const char *name, archive_entry *found)
{
    size_t low = 0, high = ((const struct archive_header *)pkhost_module_archive)->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(name, pkhost_module_archive + rows()[middle].name);
        if (order == 0)
            return archive_at(middle, found);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

bool archive_find(const char *name, archive_entry *found)
{
    return find(name, found) && found->kind != ARCHIVE_RESOURCE;
}

bool archive_find_data(const char *name, archive_entry *found)
{
    return find(name, found) && found->kind == ARCHIVE_RESOURCE;
}
