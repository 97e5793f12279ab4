/* library.c -- modules in Python, whose code is not the script's.
 *
 * Some of PocketPy's builtins and modules are written in Python (max(), sets,
 * collections).  A script calls them like any native function, so tracebacks,
 * runs by lines and looks at a paused run leave their frames out.
 *
 * PocketPy has their sources, and compiles a module when it is imported.  The modules in
 * csrc/library replace PocketPy's of the same name.  They cost a VM nothing until they
 * are imported; only builtins.py is compiled into each VM.  Those of dialect "python" are in
 * the module archive (base/archive.h), and known by the names of their files.
 */
#include "base/library.h"

#include "base/macros.h"
#include "base/originals.h"

#include <string.h>

EXPORT const char *load_kPythonLib(const char *name)
{
    for (const struct library_module *m = library_modules; m->name != NULL; m++)
        if (strcmp(m->name, name) == 0)
            return m->source;
    return pkhost_originals.load_library(name);
}

bool library_has(const struct SourceData *source)
{
    static const char builtins[] = "<builtins>";
    char module[64];

    if (strcmp(source->filename->data, builtins) == 0)
        return true;
    /* Of the module archive.  exec() and compile() make sources that are dynamic, and importers
     * give modules that are no such path. */
    if (strncmp(source->filename->data, LIBRARY_FOLDER, sizeof LIBRARY_FOLDER - 1) == 0)
        return !source->is_dynamic;
    /* "collections.py": a module of the script's or the host's may have the
     * same file name, but not the same text. */
    const size_t size = (size_t)source->filename->size;
    if (source->source == NULL || size < 4 || size - 3 >= sizeof module
        || memcmp(source->filename->data + size - 3, ".py", 3) != 0)
        return false;
    memcpy(module, source->filename->data, size - 3);
    module[size - 3] = '\0';
    const char *const text = load_kPythonLib(module);
    return text != NULL && strncmp(text, source->source->data, (size_t)source->source->size) == 0;
}

const py_Frame *library_caller(const py_Frame *frame)
{
    while (frame != NULL && library_has(frame->co->src))
        frame = frame->f_back;
    return frame;
}
