/* known_sources.c -- what known_sources.h describes, and the module _sources, by which the library's
 * linecache reads them: no file system has the script.
 *
 * One of each name is kept, the last.
 */
#include "language/known_sources.h"

#include "interpose/natives.h"
#include "language/install.h"
#include "memory/region.h"

#include <string.h>

struct known_source {
    SourceData_ source;
    struct known_source *next;
};

static struct known_source *find(const char *filename)
{
    struct known_source *at = region_of(pk_current_vm)->known_sources;
    while (at != NULL && strcmp(at->source->filename->data, filename) != 0)
        at = at->next;
    return at;
}

void known_sources_note(SourceData_ source)
{
    if (source->is_dynamic || source->mode == EVAL_MODE || source->filename->data[0] == '<')
        return;
    struct known_source *known = find(source->filename->data);
    PK_INCREF(source);
    if (known != NULL) {
        PK_DECREF(known->source);
        known->source = source;
        return;
    }
    region *const r = region_of(pk_current_vm);
    known = pkhost_libc_malloc(sizeof *known);
    *known = (struct known_source){ source, r->known_sources };
    r->known_sources = known;
}

/* text(filename) -> str or None */
static bool source_text(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    PY_CHECK_ARG_TYPE(0, tp_str);
    const c11_sv name = py_tosv(argv);
    struct known_source *const known =
        memchr(name.data, '\0', (size_t)name.size) != NULL ? NULL : find(py_tostr(argv));
    if (known == NULL)
        py_newnone(py_retval());
    else
        py_newstrv(py_retval(),
                   (c11_sv){ known->source->source->data, known->source->source->size });
    return true;
}

bool known_sources_install(void)
{
    static const native functions[] = { { "text", source_text } };
    return natives_replace(py_newmodule("_sources"), functions, COUNT(functions));
}
