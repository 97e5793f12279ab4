/* library_data.c -- the module _library_data of dialect "python": data in the module archive.
 *
 *     read(name)      bytes, or None; importlib.resources is made of it
 */
#include "base/archive.h"
#include "base/current.h"
#include "interpose/arguments.h"
#include "python/byte_values.h"
#include "python/install.h"

#include <string.h>

static bool module_read(int argc, py_Ref argv)
{
    archive_entry entry;
    if (!argument_count("read", argc, 1, 1))
        return false;
    if (argv[0].type != tp_str)
        return TypeError("a name is a str, not '%t'", argv[0].type);
    const c11_sv name = py_tosv(&argv[0]);
    if (strlen(name.data) != (size_t)name.size || !archive_find_data(name.data, &entry))
        py_newnone(py_retval());
    else
        memcpy(bytes_new((int64_t)entry.text_size), entry.text, entry.text_size);
    return true;
}

bool library_data_fill(py_GlobalRef module)
{
    py_bindfunc(module, "read", module_read);
    return true;
}
