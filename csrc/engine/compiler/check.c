/* check.c -- what of a source is suspicious, without running it. */
#include "compiler/check.h"

#include "compiler/check_names.h"
#include "compiler/check_reach.h"
#include "compiler/generate.h"
#include "compiler/parser.h"
#include "compiler/scopes_find.h"

bool check_python(arena *a, SourceData_ source, findings *out, syntax_error *error)
{
    node *const module = parse(a, source->source->data, source->source->size, PARSE_EXEC, error);
    CodeObject code;
    if (module == NULL || !scopes_find(a, module, error)
        || !generate_module(a, source, module, &code, error))
        return false;
    CodeObject__dtor(&code);
    check_reach(a, module, out);
    check_names(a, module->scope, out);
    findings_sort(out);
    return true;
}
